"""What a feed says, whatever it is written in. Values only; every address in them is absolute."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Label:
    """A tag or theme; `scheme` is the address of the shelf it stands on."""

    name: str
    scheme: str


@dataclass(frozen=True, kw_only=True)
class Cover:
    url: str
    media_type: str
    byte_count: int


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a post says of a work, for programs. `titles` are all of the work's, its own among them;
    `rating` goes from 0.5 to 5, `url` is the work's page.
    """

    work: str
    kind: str
    year: int | None
    titles: tuple[str, ...]
    rating: float | None
    url: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One post. `id` never changes; `url` does when the slug does.

    `title` and `summary` are plain text; `content_html` is the post's cleaned `feed_html`, and that
    of its verdicts.
    """

    id: str
    url: str
    title: str
    lang: str
    summary: str
    content_html: str
    published_at: datetime
    updated_at: datetime
    labels: tuple[Label, ...] = ()
    cover: Cover | None = None
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gone:
    """An entry that was given once and was taken back."""

    id: str
    deleted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """`page_url` is the page that shows the same; the feed's own address is below it.

    `updated_at` is the last change that readers are told of, `changed_at` that of any byte in it.
    `archive` names this part of an archived feed (RFC 5005), "" for the newest, which is the feed
    itself; `older` and `newer` name the archives beside it, "" for none. `hub` is "" for none.
    """

    id: str
    page_url: str
    home_url: str
    title: str
    subtitle: str
    lang: str
    author: str
    updated_at: datetime
    changed_at: datetime
    entries: tuple[Entry, ...]
    gone: tuple[Gone, ...] = ()
    archive: str = ""
    older: str = ""
    newer: str = ""
    hub: str = ""
