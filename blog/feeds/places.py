"""Which addresses a stranger may read at a given moment, for the sitemap: all, or in parts.

A part holds what has an id of one range on one shelf. So whatever comes or goes, each address stays
in its part, and a part costs the same among 1,000 pieces and 20,000. What is on a shelf is what its
readers find there (blog/posts/queries.py, blog/posts/under_works.py).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, true
from sqlalchemy.orm import InstrumentedAttribute

from blog import site
from blog.db import session
from blog.feeds.sitemap import Place
from blog.markdown import RENDERER
from blog.media.models import Picture
from blog.posts import archive
from blog.posts.models import Post, PostPicture
from blog.posts.queries import OF_ANY_KIND, is_live, live, not_live
from blog.posts.under_works import is_reviewed
from blog.topics.models import PostTag, Tag, Theme
from blog.works.models import Credit, Person, Work

# So many addresses are one file; so many ids are a part. Writing that much takes 15 ms.
SIZE: Final = 1000
LISTS: Final = "lists"
PIECES: Final = "pieces"


@dataclass(frozen=True)
class _Shelf:
    """Things with a page each, and the condition under which somebody may find one there."""

    path: str
    id: InstrumentedAttribute[int]
    slug: InstrumentedAttribute[str]
    path_of: Callable[[str], str]
    is_out: Callable[[datetime], ColumnElement[bool]]

    def ids(self, at: datetime) -> Select[int]:
        return select(self.id).where(self.is_out(at))


def _is_used(at: datetime) -> ColumnElement[bool]:
    """Each tag is looked up: to ask all rows for their tags took 18 ms among 20,000 posts."""
    used = PostTag.tag_id == Tag.id, PostTag.post_id.not_in(not_live(at))
    return select(PostTag.tag_id).where(*used).exists()


def _made_something(at: datetime) -> ColumnElement[bool]:
    made = Credit.person_id == Person.id, is_reviewed(at, work_id=Credit.work_id)
    return select(Credit.person_id).where(*made).exists()


_SHELVES: Final = {
    "tags": _Shelf("/tags/", Tag.id, Tag.slug, site.tag_path, _is_used),
    "works": _Shelf("/works/", Work.id, Work.slug, site.work_path, is_reviewed),
    "people": _Shelf(
        site.works_by_path("person"), Person.id, Person.slug, site.person_path, _made_something
    ),
}
SHELVES: Final = (LISTS, PIECES, *_SHELVES)
_LAST: Final = (func.max(Post.published_at), func.max(Post.updated_at))


def are_many(at: datetime) -> bool:
    """Whether one file would be too long. One query, which counts no further than it has to."""
    pieces = select(Post.id).where(OF_ANY_KIND, is_live(at))
    counts = [
        select(func.count()).select_from(ids.limit(SIZE + 1).subquery()).scalar_subquery()
        for ids in (pieces, *(shelf.ids(at) for shelf in _SHELVES.values()))
    ]
    return bool(session().scalar(select(sum(counts, start=literal(0)) > SIZE)))


def everything(*, time_zone: str, at: datetime) -> Iterator[Place]:
    """All addresses in one. Eleven queries."""
    yield from _lists(time_zone=time_zone, at=at)
    for shelf in _SHELVES.values():
        yield from _things(shelf, true(), at=at)
    yield from _pieces(true(), at=at)


def part(shelf: str, number: int, *, time_zone: str, at: datetime) -> Iterator[Place]:
    """The addresses in one part, none where there is no such part."""
    if shelf == PIECES:
        yield from _pieces(_in_part(Post.id, number), at=at)
    elif shelf in _SHELVES:
        things = _SHELVES[shelf]
        yield from _things(things, _in_part(things.id, number), at=at)
    elif number == 1:
        yield from _lists(time_zone=time_zone, at=at)


def parts(at: datetime) -> list[Place]:
    """The files that hold something. Four queries."""
    grouped = select(_part_of(Post.id), *_LAST).where(OF_ANY_KIND, is_live(at)).group_by("number")
    pieces = [
        Place(site.sitemap_path(PIECES, number), _later(came_out, changed))
        for number, came_out, changed in session().execute(grouped.order_by("number"))
    ]
    newest = max((each.changed_at for each in pieces if each.changed_at), default=None)
    found = [Place(site.sitemap_path(LISTS, 1), newest), *pieces]
    for name, shelf in _SHELVES.items():
        numbers = select(_part_of(shelf.id)).where(shelf.is_out(at)).distinct().order_by("number")
        found += [Place(site.sitemap_path(name, each)) for each in session().scalars(numbers)]
    return found


def _part_of(id_: InstrumentedAttribute[int]) -> ColumnElement[int]:
    return ((id_ - 1) // SIZE + 1).label("number")


def _in_part(id_: InstrumentedAttribute[int], number: int) -> ColumnElement[bool]:
    return and_(id_ > (number - 1) * SIZE, id_ <= number * SIZE)


def _lists(*, time_zone: str, at: datetime) -> Iterator[Place]:
    """Home, themes, the shelves on which there is something, the archive.

    A list says no time of change: it has several, and none that a reader would mean.
    """
    moments = live(at).order_by(None).with_only_columns(*_LAST)
    yield Place("/", _later(*session().execute(moments).one()))
    themes = session().scalars(select(Theme.slug).order_by(Theme.position, Theme.id)).all()
    yield from _under("/themes/", map(site.theme_path, themes))
    has_some = select(*(shelf.ids(at).exists() for shelf in _SHELVES.values()))
    for shelf, is_there in zip(_SHELVES.values(), session().execute(has_some).one(), strict=True):
        if is_there:
            yield Place(shelf.path)
    months = archive.month_numbers(at, zone=time_zone)
    yield from _under("/archive/", map(site.year_path, dict.fromkeys(year for year, _ in months)))
    for year, month in months:
        yield Place(site.month_path(year, month))


def _under(path: str, paths: Iterable[str]) -> Iterator[Place]:
    """A list, if anything stands in it, and then what does."""
    for place, each in enumerate(paths):
        if place == 0:
            yield Place(path)
        yield Place(each)


def _things(shelf: _Shelf, where: ColumnElement[bool], *, at: datetime) -> Iterator[Place]:
    slugs = select(shelf.slug).where(where, shelf.is_out(at)).order_by(shelf.id)
    return (Place(shelf.path_of(slug)) for slug in session().scalars(slugs))


def _pieces(where: ColumnElement[bool], *, at: datetime) -> Iterator[Place]:
    """Posts and pages. Two queries."""
    shown = _pictures(where, at=at)
    chosen = (
        select(
            Post.id,
            Post.kind,
            Post.slug,
            Post.published_at,
            Post.updated_at,
            Picture.path.label("cover"),
        )
        .outerjoin(Picture, Picture.id == Post.cover_id)
        .where(where, is_live(at))
        .order_by(Post.id)
    )
    for row in session().execute(chosen):
        pictures = [*([row.cover] if row.cover else []), *shown[row.id]]
        yield Place(
            site.piece_path(row.kind, row.slug),
            _later(row.published_at, row.updated_at),
            [site.media_path(each) for each in dict.fromkeys(pictures)],
        )


def _pictures(where: ColumnElement[bool], *, at: datetime) -> defaultdict[int, list[str]]:
    """Those that stand open in a text. What an old renderer made does not tell them from others."""
    stand_open = (
        select(PostPicture.post_id, Picture.path)
        .join(Post, Post.id == PostPicture.post_id)
        .join(Picture, Picture.id == PostPicture.picture_id)
        .where(where, is_live(at), Post.rendered_by == RENDERER)
        .where(~PostPicture.is_covered)
        .order_by(PostPicture.post_id, PostPicture.reference)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for post_id, path in session().execute(stand_open):
        found[post_id].append(path)
    return found


def _later(came_out: datetime | None, changed: datetime | None) -> datetime | None:
    return max((each for each in (came_out, changed) if each), default=None)
