"""The log: what was done to the blog, when, and from which browser; and who stood at its door."""

from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from blog.audit import queries
from blog.audit.facts import ACCOUNT, AREAS, DOOR, KEEPING, LETTERS, PIECES, SITE
from blog.audit.hands import Way
from blog.audit.models import LogEntry
from blog.web.editor import blueprint
from blog.web.editor.paging import page_of

A_PAGE: Final = 50

HEADINGS: Final = {
    DOOR: "Signing in",
    ACCOUNT: "Account",
    PIECES: "Pieces",
    LETTERS: "Letters and followers",
    SITE: "Settings and addresses",
    KEEPING: "Imports and backups",
}

# What was done, in words; {} stands for what it was done to. A test holds them to the facts.
WORDS: Final = {
    "signed_in": "Signed in {}",
    "sign_in_failed": "Somebody could not sign in: a wrong password, code or passkey",
    "sign_in_paused": "Too many wrong tries, so the next had to wait",
    "signed_out": "Signed out: {}",
    "owner_changed": "Your name, user name or email changed",
    "password_changed": "The password changed",
    "passkey_added": "The passkey “{}” was added",
    "passkey_removed": "The passkey “{}” was removed",
    "passkey_copied": "The passkey “{}” was refused: its counter went back, as a copy’s would",
    "codes_on": "One-time codes were switched on",
    "codes_off": "One-time codes were switched off",
    "recovery_codes_made": "New recovery codes were made",
    "recovery_code_used": "A recovery code was used; left: {}",
    "recovery_link_made": "A link to recover the account was made",
    "recovered": "The account was recovered with a link",
    "published": "“{}” came out",
    "scheduled": "“{}” was scheduled",
    "withdrawn": "“{}” was taken back",
    "held_back": "“{}” was held back",
    "trashed": "“{}” went to the trash",
    "restored": "“{}” came out of the trash",
    "removed": "“{}” was removed for good",
    "delivery_announced": "Letters about “{}” were asked for",
    "delivery_stopped": "Letters about “{}” were stopped",
    "follower_erased": "A follower was forgotten",
    "followers_invited": "A list was brought along; people asked: {}",
    "followers_downloaded": "The addresses of followers were downloaded: {}",
    "settings_changed": "The settings changed",
    "redirect_kept": "The address {} was given a redirect, or marked as gone",
    "redirect_removed": "The redirect of {} was removed",
    "imported": "Files were imported; made or changed: {}",
    "exported": "All you have written went out as Markdown and pictures; files: {}",
    "backup_made": "The backup {} was made",
    "backup_proven": "The backup {} was restored elsewhere, as a proof",
    "backup_failed": "The backup {} could not be restored as a proof",
    "backup_restored": "The blog went back to the backup {}",
    "backup_downloaded": "The backup {} was downloaded",
}

_BY_ITSELF: Final = {Way.TERMINAL: "The terminal", Way.ITSELF: "The blog by itself"}
_ELSEWHERE: Final = "Many networks"


@blueprint.get("/log/")
def log() -> ResponseReturnValue:
    area = request.args.get("show")
    area = area if area in AREAS else None
    page = page_of(queries.entry_count(area=area), size=A_PAGE)
    rows = queries.entries(area=area, limit=page.size, offset=page.offset)
    return render_template(
        "editor/log.html",
        rows=rows,
        there=queries.still_there(rows),
        parts=parts,
        whence=whence,
        headings=HEADINGS,
        area=area,
        page=page,
    )


def parts(entry: LogEntry) -> tuple[str, str]:
    """What is said before and after the name of what it was done to."""
    before, _, after = WORDS[entry.kind].partition("{}")
    return before, after


def whence(entry: LogEntry) -> str:
    """Firefox on Linux, 203.0.113.0/24."""
    if entry.way in _BY_ITSELF:
        return _BY_ITSELF[Way(entry.way)]
    return ", ".join(filter(None, (entry.browser, entry.network))) or _ELSEWHERE
