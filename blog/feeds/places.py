"""Which addresses a stranger may read at a given moment, for the sitemap: eight queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from blog import site, zones
from blog.db import session
from blog.feeds.sitemap import Place
from blog.markdown import RENDERER
from blog.media.models import Picture
from blog.posts.models import Post, PostPicture
from blog.posts.queries import is_live, live
from blog.posts.under_works import is_reviewed
from blog.topics.models import PostTag, Tag, Theme
from blog.works.models import Credit, Person, Work


@dataclass(frozen=True, kw_only=True)
class _Piece:
    path: str
    published_at: datetime
    changed_at: datetime
    pictures: Sequence[str]


def public(*, site_url: str, time_zone: str, at: datetime) -> Iterator[Place]:
    """Home, pages, themes, tags, works and people, the archive, and last the posts, newest first.

    A list says no time of change: it has several, and none that a reader would mean.
    """

    def place(path: str, changed_at: datetime | None = None, pictures: Sequence[str] = ()) -> Place:
        shown = [site.absolute(site_url, site.media_path(each)) for each in pictures]
        return Place(site.absolute(site_url, path), changed_at, shown)

    posts = _pieces("post", at=at)
    yield place("/", max((post.changed_at for post in posts), default=None))
    for page in _pieces("page", at=at):
        yield place(page.path, page.changed_at, page.pictures)
    for path in _lists(posts, time_zone=time_zone, at=at):
        yield place(path)
    for post in posts:
        yield place(post.path, post.changed_at, post.pictures)


def _lists(posts: Sequence[_Piece], *, time_zone: str, at: datetime) -> Iterator[str]:
    themes = select(Theme.slug).order_by(Theme.position, Theme.id)
    yield from _shelf("/themes/", map(site.theme_path, session().scalars(themes)))
    yield from _shelf("/tags/", map(site.tag_path, session().scalars(_tags_in_use(at))))
    works = select(Work.slug).where(is_reviewed(at)).order_by(Work.slug)
    yield from _shelf("/works/", map(site.work_path, session().scalars(works)))
    people = map(site.person_path, session().scalars(_people(at)))
    yield from _shelf(site.works_by_path("person"), people)
    local = (zones.to_local(post.published_at, time_zone) for post in posts)
    months = dict.fromkeys((moment.year, moment.month) for moment in local)
    years = map(site.year_path, dict.fromkeys(year for year, _ in months))
    yield from _shelf("/archive/", years)
    for year, month in months:
        yield site.month_path(year, month)


def _shelf(path: str, things: Iterator[str]) -> Iterator[str]:
    """The shelf, if anything stands on it, and then what does."""
    for place, thing in enumerate(things):
        if place == 0:
            yield path
        yield thing


def _pieces(kind: str, *, at: datetime) -> list[_Piece]:
    columns = Post.id, Post.slug, Post.published_at, Post.updated_at, Picture.path.label("cover")
    shown = _pictures(kind, at=at)
    chosen: Select[*tuple[object, ...]] = live(at, kind=kind).outerjoin(
        Picture, Picture.id == Post.cover_id
    )
    return [
        _Piece(
            path=site.piece_path(kind, row.slug),
            published_at=row.published_at,
            changed_at=max(row.published_at, row.updated_at or row.published_at),
            pictures=list(dict.fromkeys([*([row.cover] if row.cover else []), *shown[row.id]])),
        )
        for row in session().execute(chosen.with_only_columns(*columns))
    ]


def _pictures(kind: str, *, at: datetime) -> defaultdict[int, list[str]]:
    """Those that stand open in a text. What an old renderer made does not tell them from others."""
    stand_open = (
        select(PostPicture.post_id, Picture.path)
        .join(Post, Post.id == PostPicture.post_id)
        .join(Picture, Picture.id == PostPicture.picture_id)
        .where(Post.kind == kind, is_live(at), Post.rendered_by == RENDERER)
        .where(~PostPicture.is_covered)
        .order_by(PostPicture.post_id, PostPicture.reference)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for post_id, path in session().execute(stand_open):
        found[post_id].append(path)
    return found


def _tags_in_use(at: datetime) -> Select[str]:
    used = (
        select(PostTag.tag_id)
        .join(Post, Post.id == PostTag.post_id)
        .where(Post.kind == "post", is_live(at))
    )
    return select(Tag.slug).where(Tag.id.in_(used)).order_by(Tag.slug)


def _people(at: datetime) -> Select[str]:
    credited = select(Credit.person_id).join(Work, Work.id == Credit.work_id).where(is_reviewed(at))
    return select(Person.slug).where(Person.id.in_(credited)).order_by(Person.slug)
