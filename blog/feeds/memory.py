"""What feeds remember of posts, kept up in the transaction of every change (wiring/).

It tells which feeds a change touches, for the hub, and which of them gave an entry that is gone.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update

from blog.db import session
from blog.feeds import hub
from blog.feeds.models import FeedEntry, FeedNews
from blog.posts.events import PostRemoved, PostWritten
from blog.posts.models import Post, Status
from blog.settings.events import BlogChanged
from blog.subjects.choice import Choice, Subject
from blog.subjects.matching import subjects_of, wants
from blog.subjects.terms import SubjectKind
from blog.topics.events import TagMerged, ThemeChanged, TopicChanged
from blog.works.events import WorkChanged
from blog.works.models import Review

_KINDS: Final[tuple[SubjectKind, ...]] = ("tag", "theme", "kind")
_MOST_EARLIER: Final = 20
# Half a year: who asks less often than that has other things to catch up with.
KEPT_FOR: Final = timedelta(days=180)


def post_written(fact: PostWritten) -> None:
    _touch(fact.at)
    _follow([fact.post_id], at=fact.at, is_news=True)


def post_removed(fact: PostRemoved) -> None:
    _touch(fact.at)


def tag_merged(fact: TagMerged) -> None:
    """Whoever followed the tag follows the other now, and hears there of what is gone."""
    for kept in session().scalars(select(FeedEntry).where(FeedEntry.deleted_at.is_not(None))):
        placed = [_merged(each, fact) for each in (kept.subjects, *_earlier(kept))]
        kept.subjects = {**placed[0], "earlier": placed[1:]}


def topic_changed(fact: TopicChanged) -> None:
    _touch(fact.at)
    _follow(fact.post_ids, at=fact.at, is_news=False)


def theme_changed(fact: ThemeChanged) -> None:
    _touch(fact.at)


def work_changed(fact: WorkChanged) -> None:
    _touch(fact.at)
    reviewing = select(Review.post_id).where(Review.work_id == fact.work_id)
    _follow(session().scalars(reviewing).all(), at=fact.at, is_news=False)


def blog_changed(fact: BlogChanged) -> None:
    _touch(fact.at)


def come_out(post_id: int, *, at: datetime) -> None:
    """A scheduled post is out by now; nothing was written at that moment."""
    _follow([post_id], at=at, is_news=True)


def forget(*, at: datetime) -> None:
    """What was taken back long ago. Safe to run twice."""
    session().execute(delete(FeedEntry).where(FeedEntry.deleted_at < at - KEPT_FOR))


def had(kept: FeedEntry, choice: Choice) -> bool:
    """Whether the feed of this choice ever gave the entry."""
    return any(wants(choice, _read(placed)) for placed in (kept.subjects, *_earlier(kept)))


def _touch(at: datetime) -> None:
    """Only ever forward: a clock that was put back must not hide a change."""
    session().flush()
    if session().get(FeedNews, 1) is None:
        session().add(FeedNews(id=1, changed_at=at))
        session().flush()
    session().execute(
        update(FeedNews).where(FeedNews.changed_at < at).values(changed_at=at),
        execution_options={"synchronize_session": False},
    )


def _follow(post_ids: Collection[int], *, at: datetime, is_news: bool) -> None:
    """Bring what is remembered of the posts up to date. `is_news`: also where one stands under the
    same as before, something in it has changed.
    """
    session().flush()
    posts = session().scalars(select(Post).where(Post.id.in_(post_ids), Post.kind == "post")).all()
    under = subjects_of([post.id for post in posts])
    known = {each.entry_id: each for each in _entries(post.entry_id for post in posts)}
    changes: list[frozenset[Subject]] = []
    for post in posts:
        now, kept = under[post.id], known.get(post.entry_id)
        before = None if kept is None or kept.deleted_at else _read(kept.subjects)
        match post.status(at):
            case Status.LIVE:
                _remember(post, kept, now)
                if is_news or now != before:
                    changes += [now, before or now]
            case Status.SCHEDULED:
                hub.ask_when_out(post)
            case _ if post.published_at is not None and post.published_at <= at:
                if before is not None or kept is None:
                    _bury(post, kept, now, at=at)
                    changes.append(before or now)
    session().flush()
    hub.ask(changes, at=at)


def _entries(entry_ids: Iterable[str]) -> Iterable[FeedEntry]:
    return session().scalars(select(FeedEntry).where(FeedEntry.entry_id.in_(list(entry_ids))))


def _remember(post: Post, kept: FeedEntry | None, now: frozenset[Subject]) -> None:
    if kept is None:
        kept = FeedEntry(entry_id=post.entry_id, subjects=_written(now))
        session().add(kept)
    placed = {name: ids for name, ids in kept.subjects.items() if name in _KINDS}
    if _written(now) != placed:
        earlier = [each for each in _earlier(kept) if each != placed]
        kept.subjects = {**_written(now), "earlier": [*earlier, placed][-_MOST_EARLIER:]}
    kept.deleted_at = None


def _bury(post: Post, kept: FeedEntry | None, now: frozenset[Subject], *, at: datetime) -> None:
    """What it stood under while readers had it stays: those feeds gave it."""
    if kept is None:
        kept = FeedEntry(entry_id=post.entry_id, subjects=_written(now))
        session().add(kept)
    kept.deleted_at = at


def _merged(placed: Mapping[str, Any], fact: TagMerged) -> dict[str, Any]:
    tags = {fact.into_id if each == fact.tag_id else each for each in placed["tag"]}
    return {**placed, "tag": sorted(tags)}


def _earlier(kept: FeedEntry) -> list[dict[str, Any]]:
    return list(kept.subjects.get("earlier", ()))


def _read(placed: Mapping[str, Any]) -> frozenset[Subject]:
    return frozenset(Subject(kind, id_) for kind in _KINDS for id_ in placed[kind])


def _written(subjects: frozenset[Subject]) -> dict[str, Any]:
    return {kind: sorted(each.id for each in subjects if each.kind == kind) for kind in _KINDS}
