"""How themes change: made, rewritten, put in order by hand, removed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.orm.attributes import flag_modified

from blog import events, site, slugs
from blog.db import session
from blog.errors import Conflict, Refused, refuse_too_long
from blog.markdown import SafeHtml, refuse_covers, render
from blog.media import queries as media
from blog.media.models import Picture
from blog.media.shown import shown
from blog.topics.events import ThemeChanged, TopicChanged
from blog.topics.models import CLOTHS, Theme, ThemeAddress, ThemeEntry

MOST: Final = {"title": 200, "tagline": 300, "cover_alt": 1000}
_MOST_NOTE: Final = 500


@dataclass(frozen=True, kw_only=True)
class ThemeFields:
    """What the blogger decides. `source` is the essay; a new theme's slug follows its title."""

    title: str
    tagline: str = ""
    slug: str = ""
    cloth: str = CLOTHS[0]
    source: str = ""
    cover_id: int | None = None
    cover_alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One post in a theme's order, with the note that says why it stands there."""

    post_id: int
    note: str = ""
    is_start: bool = False


def make(fields: ThemeFields, *, site_url: str, lang: str, at: datetime) -> Theme:
    """A new theme at the end of the shelf.

    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    last = session().scalar(select(func.max(Theme.position))) or 0
    theme = Theme(created_at=at, position=last + 1, version=1)
    _write(theme, fields, site_url=site_url, lang=lang)
    session().add(theme)
    session().flush()
    events.emit(ThemeChanged(theme.id, at))
    return theme


def change(
    theme: Theme, fields: ThemeFields, *, based_on: int, site_url: str, lang: str, at: datetime
) -> None:
    """Store what the blogger typed over the version it was based on.

    :raises Conflict: "stale" when the theme was saved since; `details` carries the stored text.
    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    if theme.version != based_on:
        raise Conflict(
            "stale",
            "This theme was saved somewhere else since you opened it. Both texts are below.",
            {"title": theme.title, "source": theme.source, "version": theme.version},
        )
    former, looked = theme.slug, (theme.title, theme.cloth)
    _write(theme, fields, site_url=site_url, lang=lang)
    session().flush()
    if theme.slug != former:
        remember_address(former, theme)
    if (theme.title, theme.cloth) != looked:
        events.emit(TopicChanged(_under(theme), at))
    events.emit(ThemeChanged(theme.id, at))


def arrange(theme: Theme, places: Sequence[Place], *, at: datetime) -> None:
    """Put exactly these posts under the theme, in this order, at most one of them to start with.

    :raises Refused: "several_starts", "note_too_long", "cannot_cover" or "twice_in_order".
    """
    if sum(place.is_start for place in places) > 1:
        raise Refused("several_starts", "Only one piece can be the one to start with.")
    if len({place.post_id for place in places}) < len(places):
        raise Refused("twice_in_order", "A piece stands in the order twice.")
    if any(len(place.note) > _MOST_NOTE for place in places):
        raise Refused("note_too_long", f"A note has at most {_MOST_NOTE} characters.")
    for place in places:
        refuse_covers({"note": place.note})
    before = _under(theme)
    flag_modified(theme, "position")  # a new order is a new version, though no column changes
    session().execute(delete(ThemeEntry).where(ThemeEntry.theme_id == theme.id))
    session().add_all(
        ThemeEntry(
            theme_id=theme.id,
            post_id=place.post_id,
            position=position,
            note=place.note.strip(),
            is_start=place.is_start,
        )
        for position, place in enumerate(places, start=1)
    )
    session().flush()
    came_or_went = {place.post_id for place in places}.symmetric_difference(before)
    events.emit(TopicChanged(tuple(sorted(came_or_went)), at))


def keep_under(post_id: int, theme_ids: Iterable[int]) -> None:
    """Put the post under exactly these themes; under a new one it goes to the end of the order.

    :raises Refused: "no_such_theme".
    """
    wanted = set(theme_ids)
    known = set(session().scalars(select(Theme.id).where(Theme.id.in_(wanted))))
    if wanted - known:
        raise Refused(
            "no_such_theme", "One of these themes does not exist any more.", {"field": "themes"}
        )
    has = set(session().scalars(select(ThemeEntry.theme_id).where(ThemeEntry.post_id == post_id)))
    session().execute(
        delete(ThemeEntry).where(
            ThemeEntry.post_id == post_id, ThemeEntry.theme_id.in_(has - wanted)
        )
    )
    for theme_id in sorted(wanted - has):
        last = session().scalar(
            select(func.max(ThemeEntry.position)).where(ThemeEntry.theme_id == theme_id)
        )
        session().add(ThemeEntry(theme_id=theme_id, post_id=post_id, position=(last or 0) + 1))


def shelve(theme_ids: Sequence[int]) -> None:
    """Put the themes on the shelf in this order; those not named keep theirs, behind.

    Written past the version counter: somebody who has one of them open has not missed a text.
    """
    places = {theme_id: place for place, theme_id in enumerate(theme_ids)}
    known = session().scalars(select(Theme.id).order_by(Theme.position, Theme.id)).all()
    ordered = sorted(known, key=lambda theme_id: places.get(theme_id, len(places)))
    if ordered:
        positions = {theme_id: position for position, theme_id in enumerate(ordered, start=1)}
        session().execute(update(Theme).values(position=case(positions, value=Theme.id)))


def remove(theme: Theme, *, at: datetime) -> None:
    """Forget the theme; its posts stay."""
    theme_id, post_ids = theme.id, _under(theme)
    session().execute(delete(ThemeEntry).where(ThemeEntry.theme_id == theme_id))
    session().execute(delete(Theme).where(Theme.id == theme_id))
    events.emit(TopicChanged(post_ids, at))
    events.emit(ThemeChanged(theme_id, at))


def bring_up_to_date(theme: Theme, *, site_url: str, lang: str) -> None:
    """Render the essay into its stored column.

    :raises RenderRefused: when the essay is too large or too deep.
    """
    theme.essay_html = preview(theme.source, slug=theme.slug, site_url=site_url, lang=lang)


def render_again(theme: Theme, *, site_url: str, lang: str) -> None:
    """The same for an essay that stays as it is: the version stays too, and nobody who has the
    theme open has missed a text.
    """
    essay_html = preview(theme.source, slug=theme.slug, site_url=site_url, lang=lang)
    changed = update(Theme).where(Theme.id == theme.id, Theme.version == theme.version)
    session().execute(changed.values(essay_html=essay_html))


def remember_address(slug: str, theme: Theme) -> None:
    """Let a former slug lead to this theme; the newest claim wins."""
    session().execute(delete(ThemeAddress).where(ThemeAddress.slug == slug))
    session().add(ThemeAddress(slug=slug, theme_id=theme.id))
    session().flush()


def show_picture(picture_id: int, *, site_url: str, lang: str) -> None:
    """Render again the essays that name this picture by its address."""
    picture = session().get(Picture, picture_id)
    if picture is None:
        return
    for theme in session().scalars(select(Theme).where(Theme.source.contains(picture.url))):
        render_again(theme, site_url=site_url, lang=lang)


def preview(source: str, *, slug: str, site_url: str, lang: str) -> SafeHtml:
    """An essay as it would look at the theme's address; nothing is stored.

    :raises RenderRefused: when the essay is too large or too deep.
    """
    permalink = site.absolute(site_url, site.theme_path(slug))
    pictures = {address: shown(picture) for address, picture in media.named_in(source).items()}
    return render(
        source, doc_id="theme", permalink=permalink, lang=lang, pictures=pictures
    ).page_html


def _under(theme: Theme) -> tuple[int, ...]:
    """The ids of everything that stands under the theme."""
    under = select(ThemeEntry.post_id).where(ThemeEntry.theme_id == theme.id)
    return tuple(session().scalars(under))


def _write(theme: Theme, fields: ThemeFields, *, site_url: str, lang: str) -> None:
    if not fields.title.strip():
        raise Refused("title_empty", "A theme needs a title.", {"field": "title"})
    texts = asdict(fields)
    refuse_too_long(texts, MOST)
    refuse_covers({name: texts[name] for name in MOST})
    if fields.cloth not in CLOTHS:
        raise Refused("no_such_cloth", f"There is no cloth “{fields.cloth}”.", {"field": "cloth"})
    theme.slug = _choose_slug(theme, fields)
    theme.title = fields.title.strip()
    theme.tagline = fields.tagline.strip()
    theme.cloth = fields.cloth
    theme.source = fields.source
    theme.cover_id = fields.cover_id
    theme.cover_alt = fields.cover_alt
    bring_up_to_date(theme, site_url=site_url, lang=lang)


def _choose_slug(theme: Theme, fields: ThemeFields) -> str:
    def is_taken(slug: str) -> bool:
        taken = select(Theme.id).where(Theme.slug == slug, Theme.id.is_distinct_from(theme.id))
        return session().scalar(taken) is not None

    if not fields.slug:
        wanted = theme.slug or slugs.slugify(fields.title, fallback="theme")
        return slugs.free(wanted, is_taken=is_taken)
    slug = slugs.slugify(fields.slug, fallback=theme.slug or "theme")
    if is_taken(slug):
        raise Refused(
            "slug_taken",
            f"Another theme has the address “{slug}”. Choose another.",
            {"field": "slug"},
        )
    return slug
