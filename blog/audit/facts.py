"""What the log says of each fact: under which heading, as what, and about what.

A fact that is not here is not for the log; `wiring/` gives it those that are. A test holds the
words of the desk to this list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from blog.accounts import events as accounts
from blog.accounts.places import describe
from blog.backups import events as backups
from blog.deliveries import events as deliveries
from blog.following import events as following
from blog.posts import events as posts
from blog.redirects import events as redirects
from blog.settings import events as settings
from blog.transfer import events as transfer

# The headings of the log, in its order.
DOOR, ACCOUNT, PIECES = "door", "account", "pieces"
LETTERS, SITE, KEEPING = "letters", "site", "keeping"
AREAS: Final = (DOOR, ACCOUNT, PIECES, LETTERS, SITE, KEEPING)


def _nothing(fact: Any) -> str:
    return ""


@dataclass(frozen=True)
class Told:
    """`about` says what it was done to. What strangers can do as often as they like `is_by_hour`:
    counted for an hour and a network, in so many rows and no more.
    """

    area: str
    kind: str
    about: Callable[[Any], str | int] = _nothing
    is_by_hour: bool = False


def _browser(fact: accounts.OwnerSignedOut) -> str:
    return describe(fact.user_agent)


_name: Final = attrgetter("name")

FACTS: Final[Mapping[type, Told]] = {
    accounts.OwnerSignedIn: Told(DOOR, "signed_in", attrgetter("way")),
    accounts.SignInFailed: Told(DOOR, "sign_in_failed", is_by_hour=True),
    accounts.SignInPaused: Told(DOOR, "sign_in_paused", is_by_hour=True),
    accounts.OwnerSignedOut: Told(DOOR, "signed_out", _browser),
    accounts.OwnerChanged: Told(ACCOUNT, "owner_changed"),
    accounts.PasswordChanged: Told(ACCOUNT, "password_changed"),
    accounts.PasskeyAdded: Told(ACCOUNT, "passkey_added", _name),
    accounts.PasskeyRemoved: Told(ACCOUNT, "passkey_removed", _name),
    accounts.PasskeyCopied: Told(DOOR, "passkey_copied", _name),
    accounts.CodesSwitchedOn: Told(ACCOUNT, "codes_on"),
    accounts.CodesSwitchedOff: Told(ACCOUNT, "codes_off"),
    accounts.RecoveryCodesMade: Told(ACCOUNT, "recovery_codes_made"),
    accounts.RecoveryCodeUsed: Told(ACCOUNT, "recovery_code_used", attrgetter("left_count")),
    accounts.RecoveryLinkMade: Told(ACCOUNT, "recovery_link_made"),
    accounts.AccountRecovered: Told(ACCOUNT, "recovered"),
    posts.PostPublished: Told(PIECES, "published", _name),
    posts.PostScheduled: Told(PIECES, "scheduled", _name),
    posts.PostWithdrawn: Told(PIECES, "withdrawn", _name),
    posts.PostHeldBack: Told(PIECES, "held_back", _name),
    posts.PostTrashed: Told(PIECES, "trashed", _name),
    posts.PostRestored: Told(PIECES, "restored", _name),
    posts.PostRemoved: Told(PIECES, "removed", _name),
    deliveries.DeliveryAnnounced: Told(LETTERS, "delivery_announced", _name),
    deliveries.DeliveryStopped: Told(LETTERS, "delivery_stopped", _name),
    following.FollowerErased: Told(LETTERS, "follower_erased"),
    following.FollowersInvited: Told(LETTERS, "followers_invited", attrgetter("count")),
    following.FollowersDownloaded: Told(LETTERS, "followers_downloaded", attrgetter("count")),
    settings.BlogChanged: Told(SITE, "settings_changed"),
    redirects.RedirectKept: Told(SITE, "redirect_kept", attrgetter("path")),
    redirects.RedirectRemoved: Told(SITE, "redirect_removed", attrgetter("path")),
    transfer.Imported: Told(KEEPING, "imported", attrgetter("changed_count")),
    transfer.Exported: Told(KEEPING, "exported", attrgetter("file_count")),
    backups.BackupMade: Told(KEEPING, "backup_made", _name),
    backups.BackupProven: Told(KEEPING, "backup_proven", _name),
    backups.BackupFailed: Told(KEEPING, "backup_failed", _name),
    backups.BackupRestored: Told(KEEPING, "backup_restored", _name),
    backups.BackupDownloaded: Told(KEEPING, "backup_downloaded", _name),
}
