"""Telling the WebSub hub which feeds have changed, so that it need not ask.

Told are the feeds of the blog, of what the post stands under or stood under until now, and those
combinations that a program said it reads for somebody within a month: of any other nobody could
know, and there are more than could ever be told.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from blog import site
from blog.db import session
from blog.feeds.formats import FORMATS
from blog.feeds.models import FeedReader
from blog.jobs import queue
from blog.jobs.models import Job
from blog.posts.models import Post
from blog.settings import queries as settings
from blog.subjects.choice import Choice, Moved, Subject, Unknown, resolve, terms_of
from blog.subjects.matching import wants
from blog.subjects.terms import Term, parse

PING: Final = "feeds.ping"
COME_OUT: Final = "feeds.come_out"
# Saving twice in a minute is one change.
_PAUSE: Final = timedelta(seconds=10)
_ASKED_LATELY: Final = timedelta(days=30)


def ask(changes: Iterable[frozenset[Subject]], *, at: datetime) -> None:
    """Have the hub told soon. Each change is what one post stands, or stood, under."""
    asked = {tuple(sorted((each.kind, each.id) for each in change)) for change in changes}
    if not asked or not settings.current().hub:
        return
    waiting = session().scalar(
        select(Job)
        .where(Job.name == PING, Job.tries == 0, Job.due_at > at)
        .limit(1)
        .with_for_update()
    )
    if waiting is None:
        queue.later(PING, {"changes": _payload(asked)}, due_at=at + _PAUSE)
    else:
        asked |= {tuple(map(tuple, change)) for change in waiting.payload["changes"]}
        waiting.payload = {"changes": _payload(asked)}
        session().flush()


def ask_when_out(post: Post) -> None:
    """The same for a scheduled post, at its time."""
    if post.published_at is not None and settings.current().hub:
        key = f"{COME_OUT} {post.id} {post.published_at:%Y-%m-%dT%H:%M:%SZ}"
        queue.later(COME_OUT, {"post_id": post.id}, due_at=post.published_at, key=key)


def topics(changes: Sequence[frozenset[Subject]], *, site_url: str, at: datetime) -> list[str]:
    """The addresses of every feed that these changes touch."""
    subjects = frozenset().union(*changes)
    scopes = ["/", *_shelves(subjects), *_combinations(changes, at=at)]
    return [
        site.absolute(site_url, site.feed_path(scope, form))
        for scope in dict.fromkeys(scopes)
        for form in FORMATS
    ]


def _shelves(subjects: frozenset[Subject]) -> Iterator[str]:
    for term in terms_of(Choice(subjects=subjects)).included:
        match term.kind:
            case "tag":
                yield site.tag_path(term.slug)
            case "theme":
                yield site.theme_path(term.slug)
            case "kind":
                yield site.combination_path(str(Term("kind", term.slug)))


def _combinations(changes: Sequence[frozenset[Subject]], *, at: datetime) -> Iterator[str]:
    """Of those that are read somewhere, the ones that want, or wanted, one of the posts."""
    read = (
        select(FeedReader.path)
        .where(
            FeedReader.path.startswith("/feeds/"),
            FeedReader.seen_on >= (at - _ASKED_LATELY).date(),
        )
        .distinct()
    )
    for path in session().scalars(read):
        found = resolve(parse(path.removeprefix("/feeds/").rpartition(".")[0]), at=at)
        if isinstance(found, Unknown):
            continue
        choice = found.choice if isinstance(found, Moved) else found
        if any(wants(choice, change) for change in changes):
            yield site.combination_path(str(terms_of(choice)))


def _payload(asked: Iterable[tuple[tuple[str, int | str], ...]]) -> list[list[list[int | str]]]:
    return [[list(each) for each in change] for change in asked]
