"""What a look over a piece needs to know, and what it comes to: sentences, each with its place."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from blog.posts.models import Post


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """`post` is the piece as it is kept, None before its first save; `when` the time as it was
    typed, "" for now.

    `own_addresses` are the paths at which the site answers for itself, as the archive and the
    feeds are; `media` is the folder of the picture files.
    """

    post: Post | None
    when: str
    at: datetime
    zone: str
    site_url: str
    own_addresses: frozenset[str]
    media: Path


class Severity(StrEnum):
    OK = "ok"
    WARN = "warn"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`place` is the id of the field to look at, `words` what to look for in it, if anything."""

    severity: Severity
    sentence: str
    place: str = ""
    words: str = ""


def fine(sentence: str) -> Finding:
    return Finding(severity=Severity.OK, sentence=sentence)


def look(sentence: str, *, place: str = "", words: str = "") -> Finding:
    return Finding(severity=Severity.WARN, sentence=sentence, place=place, words=words)
