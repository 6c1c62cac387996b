"""A picture gives way to another, or goes for good: what shows it follows, and nothing is lost."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from blog import site
from blog.db import session
from blog.errors import Refused
from blog.media import words
from blog.media.models import Picture
from blog.posts import commands, picture_uses, queries, rendering, revisions
from blog.posts.fields import Fields, fields_of, kept_in
from blog.posts.models import Post, RevisionKind
from blog.posts.picture_uses import Use
from blog.topics import themes
from blog.topics.models import Theme
from blog.topics.themes import ThemeFields

_Text = TypeVar("_Text", Fields, ThemeFields)


def put_in_place_of(
    picture: Picture, by: Picture, *, site_url: str, lang: str, at: datetime
) -> list[Use]:
    """Show another picture wherever this one is shown; where that was.

    Each text that names it is kept as a revision before and after. The picture itself stays in the
    library, since former revisions show it. `lang` is the language of themes.

    :raises Refused: "same_picture".
    """
    if by.id == picture.id:
        raise Refused("same_picture", f"“{picture.name}” is this picture already.")
    words.learn(by, picture.alt)
    uses = picture_uses.uses([picture]).get(picture.id, [])
    for use in uses:
        if use.of == "theme":
            _replace_in_theme(use.id, picture, by, site_url=site_url, lang=lang, at=at)
        else:
            _replace_in_piece(use.id, picture, by, site_url=site_url, at=at)
    return uses


def remove(picture: Picture, *, site_url: str, lang: str) -> set[str]:
    """Forget a picture; the paths of its files, to be swept once that is certain.

    Texts keep what their writers typed. Where they show it, readers find its words instead. `lang`
    is the language of themes.
    """
    uses = picture_uses.uses([picture]).get(picture.id, [])
    paths = {picture.path, *(size["path"] for size in picture.sizes)}
    session().delete(picture)
    session().flush()
    for use in uses:
        if use.of == "theme":
            themes.render_again(session().get_one(Theme, use.id), site_url=site_url, lang=lang)
        else:
            rendering.render_again(session().get_one(Post, use.id), site_url=site_url)
    return paths


def _replace_in_piece(
    post_id: int, picture: Picture, by: Picture, *, site_url: str, at: datetime
) -> None:
    """In what readers see, and in the working copy, which stays one."""
    post = session().get_one(Post, post_id)
    working = revisions.working_copy(post)
    own = fields_of(post) if working else revisions.current(post)
    meant = {
        reference: by.id if stored.id == picture.id else stored.id
        for reference, stored in queries.pictures_of(post_id)
        if not reference.startswith(site.MEDIA)
    }
    changed = _with_verdicts(_with(own, picture, by), picture, by)
    if changed != own or by.id in meant.values():
        commands.save(
            post, changed, based_on=post.version, site_url=site_url, at=at, pictures=meant
        )
    if working is not None:
        goes_on = _with_verdicts(_with(kept_in(working), picture, by), picture, by)
        revisions.go_on_from(post, goes_on, kind=RevisionKind.SAVE, at=at)


def _replace_in_theme(
    theme_id: int, picture: Picture, by: Picture, *, site_url: str, lang: str, at: datetime
) -> None:
    theme = session().get_one(Theme, theme_id)
    fields = ThemeFields(
        title=theme.title,
        tagline=theme.tagline,
        slug=theme.slug,
        cloth=theme.cloth,
        source=theme.source,
        cover_id=theme.cover_id,
        cover_alt=theme.cover_alt,
    )
    changed = _with(fields, picture, by)
    themes.change(theme, changed, based_on=theme.version, site_url=site_url, lang=lang, at=at)


def _with_verdicts(fields: Fields, picture: Picture, by: Picture) -> Fields:
    reviews = tuple(
        replace(review, verdict=review.verdict.replace(picture.url, by.url))
        for review in fields.reviews
    )
    return replace(fields, reviews=reviews)


def _with(fields: _Text, picture: Picture, by: Picture) -> _Text:
    return replace(
        fields,
        source=fields.source.replace(picture.url, by.url),
        cover_id=by.id if fields.cover_id == picture.id else fields.cover_id,
    )
