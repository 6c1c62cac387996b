"""How the blog's settings change. The caller commits."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from babel import Locale, UnknownLocaleError

from blog import events, zones
from blog.db import session
from blog.errors import Conflict, Refused, refuse_too_long
from blog.languages import is_tag
from blog.markdown import refuse_covers
from blog.settings import letters
from blog.settings.events import BlogChanged
from blog.settings.models import BlogSettings

MOST = {"name": 200, "tagline": 300, "author": 200, "footer": 2000, "fediverse": 200} | letters.MOST
_NEEDS = {"name": "a name", "author": "the name of the person who keeps it"}
# A name there, and the host that it is at; a host in other letters is written in its ASCII form.
_HANDLE: Final = re.compile(r"@[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*@(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}")


@dataclass(frozen=True, kw_only=True)
class BlogFields:
    """What the blogger decides. `language` is a language tag, `time_zone` an IANA name, `fediverse`
    the author's handle there, or ""; from `mail_from` on as in `BlogSettings`.
    """

    name: str
    author: str
    tagline: str = ""
    language: str = "en-GB"
    time_zone: str = "UTC"
    footer: str = ""
    fediverse: str = ""
    mail_from: str = ""
    mail_signature: str = ""
    return_path: str = ""
    letters_per_minute: int = 60
    countdown_minutes: int = 15
    hub: str = ""


def begin(fields: BlogFields, *, at: datetime) -> BlogSettings:
    """The settings of a new blog.

    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    _refuse_impossible(fields)
    settings = BlogSettings(id=1, version=1, **asdict(fields))
    session().add(settings)
    session().flush()
    events.emit(BlogChanged(at))
    return settings


def change(settings: BlogSettings, fields: BlogFields, *, based_on: int, at: datetime) -> None:
    """Store what the blogger typed over the version it was based on.

    :raises Conflict: "stale" when the settings were kept since.
    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    if settings.version != based_on:
        raise Conflict(
            "stale",
            "These settings were kept somewhere else since you opened them.",
            {"version": settings.version},
        )
    _refuse_impossible(fields)
    for name, value in asdict(fields).items():
        setattr(settings, name, value)
    session().flush()
    events.emit(BlogChanged(at))


def _refuse_impossible(fields: BlogFields) -> None:
    for name, needed in _NEEDS.items():
        if not getattr(fields, name).strip():
            raise Refused("empty", f"The blog needs {needed}.", {"field": name})
    texts = asdict(fields)
    refuse_too_long(texts, MOST)
    refuse_covers({name: texts[name] for name in MOST})
    if not _is_language(fields.language):
        raise Refused(
            "no_such_language",
            f"“{fields.language}” is not a language tag. Write one like en-GB, zh-Hans or ja.",
            {"field": "language"},
        )
    if fields.time_zone not in zones.known():
        raise Refused(
            "no_such_time_zone",
            f"“{fields.time_zone}” is not a time zone. Choose one like Europe/London.",
            {"field": "time_zone"},
        )
    if fields.fediverse and not _HANDLE.fullmatch(fields.fediverse):
        raise Refused(
            "no_such_handle",
            f"“{fields.fediverse}” is not a fediverse handle. Write it like @ada@films.example.",
            {"field": "fediverse"},
        )
    letters.refuse_impossible(texts)


def _is_language(tag: str) -> bool:
    """Whether dates can be written in it: its first subtag is a language that Babel knows."""
    if not is_tag(tag):
        return False
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
