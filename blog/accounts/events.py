"""What happens to the account that others want to know: who came in and how, and what changed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OwnerSignedIn:
    """`way` in words, as the log prints it: “with a password”."""

    way: str
    at: datetime


@dataclass(frozen=True)
class SignInFailed:
    at: datetime


@dataclass(frozen=True)
class SignInPaused:
    """A failure with which a pause begins."""

    at: datetime


@dataclass(frozen=True)
class OwnerSignedOut:
    """One place; `user_agent` as it came in. Signing out everywhere is one fact for each."""

    user_agent: str
    at: datetime


@dataclass(frozen=True)
class OwnerChanged:
    """Name, user name or email."""

    at: datetime


@dataclass(frozen=True)
class PasswordChanged:
    at: datetime


@dataclass(frozen=True)
class PasskeyAdded:
    name: str
    at: datetime


@dataclass(frozen=True)
class PasskeyRemoved:
    name: str
    at: datetime


@dataclass(frozen=True)
class CodesSwitchedOn:
    at: datetime


@dataclass(frozen=True)
class CodesSwitchedOff:
    at: datetime


@dataclass(frozen=True)
class RecoveryCodesMade:
    at: datetime


@dataclass(frozen=True)
class RecoveryCodeUsed:
    left_count: int
    at: datetime


@dataclass(frozen=True)
class RecoveryLinkMade:
    at: datetime


@dataclass(frozen=True)
class AccountRecovered:
    at: datetime
