"""What is said of a picture where it is shown: the alternative text of each use."""

from dataclasses import dataclass

from blog.db import session
from blog.markdown import RenderRefused, picture_words
from blog.media.models import Picture
from blog.posts import picture_uses, queries, revisions
from blog.posts.models import Post
from blog.posts.picture_uses import Use
from blog.topics.models import Theme


@dataclass(frozen=True, kw_only=True)
class Told:
    """A use with its words, "" where it has none; None where the newest text has dropped it."""

    use: Use
    in_text: str | None = None
    as_cover: str | None = None


def told(picture: Picture) -> list[Told]:
    """Every use of a picture, as the newest texts have it."""
    uses = picture_uses.uses([picture]).get(picture.id, [])
    return [
        _in_piece(use, picture) if use.of == "post" else _in_theme(use, picture) for use in uses
    ]


def _in_piece(use: Use, picture: Picture) -> Told:
    fields = revisions.current(session().get_one(Post, use.id))
    meaning = {picture.url} | {
        reference for reference, stored in queries.pictures_of(use.id) if stored.id == picture.id
    }
    said = [words for each, words in _said(fields.all_markdown).items() if each in meaning]
    return Told(
        use=use,
        in_text=min(said, key=len, default=None),
        as_cover=fields.cover_alt if fields.cover_id == picture.id else None,
    )


def _in_theme(use: Use, picture: Picture) -> Told:
    theme = session().get_one(Theme, use.id)
    return Told(
        use=use,
        in_text=picture_words(theme.source).get(picture.url),
        as_cover=theme.cover_alt if theme.cover_id == picture.id else None,
    )


def _said(source: str) -> dict[str, str]:
    """By reference; nothing of a text too long or too deep to be read, which may have been kept."""
    try:
        return picture_words(source)
    except RenderRefused:
        return {}
