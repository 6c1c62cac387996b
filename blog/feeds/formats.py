"""The formats a feed comes in, by the ending of its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from blog.feeds import atom, json_feed, rss
from blog.feeds.model import Feed


@dataclass(frozen=True)
class Format:
    media_type: str
    build: Callable[[Feed], bytes]


FORMATS: Final[Mapping[str, Format]] = {
    "atom": Format(atom.MEDIA_TYPE, atom.build),
    "rss": Format(rss.MEDIA_TYPE, rss.build),
    "json": Format(json_feed.MEDIA_TYPE, json_feed.build),
}
