"""What happens to the account that others want to know: who came in and how, and what changed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OwnerSignedIn:
    """`way` is what was shown, in the words that the log prints: “with a password”."""

    way: str
    at: datetime


@dataclass(frozen=True)
class SignInFailed:
    """Somebody did not have what they should: a wrong password, code or passkey."""

    at: datetime


@dataclass(frozen=True)
class SignInPaused:
    """One failure too many: from there, the next try has to wait."""

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
class PasskeyCopied:
    """One whose counter went back was refused: there may be two of it."""

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
    """New ones; those of before are worth nothing any more."""

    at: datetime


@dataclass(frozen=True)
class RecoveryCodeUsed:
    left_count: int
    at: datetime


@dataclass(frozen=True)
class RecoveryLinkMade:
    """From the terminal, for an owner who is locked out."""

    at: datetime


@dataclass(frozen=True)
class AccountRecovered:
    """A new password was set with such a link."""

    at: datetime
