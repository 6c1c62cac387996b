"""The rows that are looked through: what each post's must be, and writing it.

A row is written in the transaction in which its post changes (reactions.py). Drafts have rows too:
whether a stranger may see a post is asked when somebody searches, never here. Written with plain
statements, so that nothing of it lies about in the session.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Select, delete, insert, or_, select

from blog.db import session
from blog.posts.models import Post
from blog.search.models import SearchRow
from blog.search.spacing import spaced
from blog.topics.models import PostTag, Tag, Theme, ThemeEntry
from blog.works.models import Credit, Person, Review, Work, WorkTitle

# Raise it when rows are to be made in another way: `blog init` then makes them anew.
MAKER: Final = 1
COLUMNS: Final = ("title", "works", "topics", "summary", "body")
BATCH: Final = 200


def put(post_ids: Iterable[int]) -> int:
    """Bring the rows of these posts up to date; how many were not. Ids without a post are fine."""
    ids = sorted(set(post_ids))
    session().flush()
    return sum(_write(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def outdated() -> Select[int]:
    """The posts that have no row, or one that was made in another way."""
    return (
        select(Post.id)
        .outerjoin(SearchRow, SearchRow.post_id == Post.id)
        .where(or_(SearchRow.post_id.is_(None), SearchRow.made_by != MAKER))
        .order_by(Post.id)
    )


def wanted(post_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The rows as they should be, of those posts that there are."""
    posts = select(Post.id, Post.title, Post.summary, Post.text).where(Post.id.in_(post_ids))
    works, topics = _works(post_ids), _topics(post_ids)
    verdicts = _gathered((_reviewed(post_ids, Review.verdict_text).order_by(Review.position),))
    return {
        post_id: {
            "post_id": post_id,
            "made_by": MAKER,
            "title": spaced(title),
            "works": spaced("\n".join(works.get(post_id, ()))),
            "topics": spaced("\n".join(topics.get(post_id, ()))),
            "summary": spaced(summary),
            "body": spaced("\n".join((text, *verdicts.get(post_id, ())))),
        }
        for post_id, title, summary, text in session().execute(posts)
    }


def kept(post_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The rows as they are."""
    rows = select(SearchRow.__table__).where(SearchRow.post_id.in_(post_ids))
    return {row["post_id"]: dict(row) for row in session().execute(rows).mappings()}


def _write(post_ids: Sequence[int]) -> int:
    now, then = wanted(post_ids), kept(post_ids)
    changed = [row for post_id, row in now.items() if row != then.get(post_id)]
    if changed:
        ids = [row["post_id"] for row in changed]
        gone = delete(SearchRow).where(SearchRow.post_id.in_(ids))
        session().execute(gone, execution_options={"synchronize_session": False})
        session().execute(insert(SearchRow), changed)
    return len(changed)


def _works(post_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Every title of what a post reviews, the years, and who made it, in both scripts."""

    def of_people(name: Any) -> Select[*tuple[Any, ...]]:
        credited = _reviewed(post_ids, name).join(Credit, Credit.work_id == Review.work_id)
        credited = credited.join(Person, Person.id == Credit.person_id)
        return credited.order_by(Review.position, Credit.position, Person.id, Credit.role)

    titles = _reviewed(post_ids, WorkTitle.title)
    titles = titles.join(WorkTitle, WorkTitle.work_id == Review.work_id)
    years = _reviewed(post_ids, Work.year).join(Work, Work.id == Review.work_id)
    return _gathered(
        (
            titles.order_by(Review.position, WorkTitle.position, WorkTitle.key),
            years.where(Work.year.is_not(None)).order_by(Review.position),
            of_people(Person.name),
            of_people(Person.other_name),
        )
    )


def _topics(post_ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    tags = select(PostTag.post_id, Tag.name).join(Tag, Tag.id == PostTag.tag_id)
    themes = select(ThemeEntry.post_id, Theme.title).join(Theme, Theme.id == ThemeEntry.theme_id)
    return _gathered(
        (
            tags.where(PostTag.post_id.in_(post_ids)).order_by(PostTag.position, Tag.id),
            themes.where(ThemeEntry.post_id.in_(post_ids)).order_by(Theme.id),
        )
    )


def _reviewed(post_ids: Sequence[int], column: Any) -> Select[*tuple[Any, ...]]:
    return select(Review.post_id, column).where(Review.post_id.in_(post_ids))


def _gathered(queries: Iterable[Select[*tuple[Any, ...]]]) -> Mapping[int, Sequence[str]]:
    """What several queries say of each post, each thing once, in the order of the queries."""
    found: dict[int, dict[str, None]] = {}
    for query in queries:
        for post_id, words in session().execute(query):
            found.setdefault(post_id, {})[str(words)] = None
    return {post_id: tuple(words) for post_id, words in found.items()}
