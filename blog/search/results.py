"""What a search finds, for readers: live posts and pages, the closest first, a page at a time.

Whether a post is live is asked here, of the moment; the index knows nothing of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, case, func, select

from blog.db import session
from blog.posts import reading
from blog.posts.models import Post
from blog.posts.queries import is_live
from blog.posts.reading import ENTRY, Entry
from blog.search.engine import engine
from blog.search.filters import Narrowed
from blog.search.query import Query, Term
from blog.search.snippets import Stretch, marked, snippet
from blog.topics import queries as topics
from blog.works.models import Review, Work

PAGE_SIZE: Final = 10
# Of two that are about as close, the newer comes first.
_YEAR: Final = timedelta(days=365)
_FRESHNESS: Final = ((_YEAR, 1.2), (3 * _YEAR, 1.1))


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A piece, and where it says what was looked for; no `snippet` where only its title does."""

    entry: Entry
    snippet: Sequence[Stretch] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of what was found; `number` counts from 1.

    `is_widened`: nothing holds the words themselves, and these hold words that begin so. `kinds`
    are those of the works that are reviewed, with the number of pieces, and `count_of_all` is the
    number of pieces of every kind. `is_weighed`: the closest stand first; else those with the words
    in a title, and then the newest.
    """

    hits: Sequence[Hit]
    count: int
    number: int
    is_widened: bool
    is_weighed: bool
    kinds: Sequence[tuple[str, int]]
    count_of_all: int

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // PAGE_SIZE))

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return min(self.number * PAGE_SIZE, self.count)


def find(query: Query, narrowed: Narrowed, *, at: datetime, number: int = 1) -> Found:
    """A page beyond the last is the last."""
    terms, is_widened = query.terms, False
    total = count(query, narrowed, terms=terms, at=at)
    if not total:
        begun = tuple(term.begun() for term in terms)
        if begun != terms and (total := count(query, narrowed, terms=begun, at=at)):
            terms, is_widened = begun, True
    conditions = [*_asked(query, terms, at=at), *narrowed.conditions]
    kinds = _kinds(conditions) if total or narrowed.kind_conditions else []
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    return Found(
        hits=_hits(query, narrowed, terms, at=at, number=number, count=total) if total else (),
        count=total,
        number=number,
        is_widened=is_widened,
        is_weighed=engine().is_weighed(total),
        kinds=kinds,
        count_of_all=_count(conditions) if narrowed.kind_conditions else total,
    )


def count(query: Query, narrowed: Narrowed, *, terms: Sequence[Term], at: datetime) -> int:
    """How many live pieces hold the terms and meet the conditions."""
    conditions = (*narrowed.conditions, *narrowed.kind_conditions)
    return _count([*_asked(query, terms, at=at), *conditions])


def _count(conditions: Sequence[ColumnElement[bool]]) -> int:
    return session().scalar(select(func.count()).select_from(Post).where(*conditions)) or 0


def _asked(query: Query, terms: Sequence[Term], *, at: datetime) -> list[ColumnElement[bool]]:
    """Live, with all the terms."""
    held = [Post.id.in_(engine().holding(terms))] if terms else []
    return [is_live(at), *held, *_excluded(query)]


def _excluded(query: Query) -> list[ColumnElement[bool]]:
    groups = [part.terms for part in query.parts if part.is_excluded and part.terms]
    return [Post.id.not_in(engine().holding(*groups))] if groups else []


def _kinds(conditions: Sequence[ColumnElement[bool]]) -> list[tuple[str, int]]:
    counted = func.count(Review.post_id.distinct())
    rows = session().execute(
        select(Work.kind, counted)
        .join(Review, Review.work_id == Work.id)
        .join(Post, Post.id == Review.post_id)
        .where(*conditions)
        .group_by(Work.kind)
        .order_by(counted.desc(), Work.kind)
    )
    return [(kind, found) for kind, found in rows]


def _hits(
    query: Query,
    narrowed: Narrowed,
    terms: Sequence[Term],
    *,
    at: datetime,
    number: int,
    count: int,
) -> list[Hit]:
    chosen = _ordered(terms, at=at, count=count).where(
        is_live(at), *_excluded(query), *narrowed.conditions, *narrowed.kind_conditions
    )
    offset = (number - 1) * PAGE_SIZE
    ids = session().scalars(chosen.limit(PAGE_SIZE).offset(offset)).all()
    wanted = reading.with_columns(select(Post).where(Post.id.in_(ids)), (*ENTRY, Post.text))
    rows = {row.id: row for row in session().execute(wanted)}
    heads, verdicts = topics.heads_of(ids), _verdicts(ids)
    hits = []
    for row in (rows[post_id] for post_id in ids):
        entry = reading.entry(row, heads=heads.get(row.id, ()))
        texts = (row.text, *verdicts.get(row.id, ()))
        hits.append(Hit(entry=entry, snippet=_snippet(entry, texts, terms)))
    return hits


def _ordered(terms: Sequence[Term], *, at: datetime, count: int) -> Select[int]:
    """The closest first; without a word to be close to, the newest."""
    newest = (Post.published_at.desc(), Post.id.desc())
    if not terms:
        return select(Post.id).order_by(*newest)
    scored = engine().scored(terms, count=count).subquery()
    fresh = case(*((Post.published_at > at - age, more) for age, more in _FRESHNESS), else_=1.0)
    return (
        select(Post.id)
        .join(scored, scored.c.post_id == Post.id)
        .order_by((scored.c.score * fresh).desc(), *newest)
    )


def _verdicts(post_ids: Sequence[int]) -> dict[int, list[str]]:
    rows = session().execute(
        select(Review.post_id, Review.verdict_text)
        .where(Review.post_id.in_(post_ids))
        .order_by(Review.post_id, Review.position)
    )
    verdicts: dict[int, list[str]] = {}
    for post_id, text in rows:
        verdicts.setdefault(post_id, []).append(text)
    return verdicts


def _snippet(entry: Entry, texts: Sequence[str], terms: Sequence[Term]) -> Sequence[Stretch]:
    """From the text, else from a verdict, else the summary with its marks."""
    found = (snippet(text, terms) for text in texts)
    return next((each for each in found if each), ()) or marked(entry.dek, terms)
