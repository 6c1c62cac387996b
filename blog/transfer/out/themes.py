"""A theme as a Markdown file: its essay, and its pieces in order. Read by `transfer/themes.py`."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import select

from blog.db import session
from blog.posts.models import Post
from blog.topics.models import Theme, ThemeAddress, ThemeEntry
from blog.transfer.out.documents import document, present
from blog.transfer.out.pictures import Pictures
from blog.transfer.out.pieces import Text

_FOLDER: Final = "themes"


def texts(pictures: Pictures) -> Iterator[Text]:
    """In the order of the shelf."""
    for theme in session().scalars(select(Theme).order_by(Theme.position, Theme.id)).all():
        pictures.note_named_in(theme.source)
        path = pictures.place_text(_FOLDER, theme.slug, {})
        header = {
            "title": theme.title,
            **present(
                {
                    "slug": theme.slug,
                    "tagline": theme.tagline,
                    "cloth": theme.cloth,
                    "cover": pictures.cover(theme.cover_id, theme.cover_alt, "", text=path),
                    "aliases": _aliases(theme),
                    "order": _order(theme),
                }
            ),
        }
        yield Text(path=path, data=document(header, theme.source))


def slugs() -> list[str]:
    """As they stand on the shelf."""
    return list(session().scalars(select(Theme.slug).order_by(Theme.position, Theme.id)))


def _order(theme: Theme) -> list[dict[str, Any]]:
    rows = session().execute(
        select(Post.slug, ThemeEntry.note, ThemeEntry.is_start)
        .join(ThemeEntry, ThemeEntry.post_id == Post.id)
        .where(ThemeEntry.theme_id == theme.id, Post.trashed_at.is_(None))
        .order_by(ThemeEntry.position)
    )
    return [
        present({"post": row.slug, "note": row.note, "start": row.is_start or None}) for row in rows
    ]


def _aliases(theme: Theme) -> list[str]:
    asked = select(ThemeAddress.slug).where(ThemeAddress.theme_id == theme.id)
    return list(session().scalars(asked.order_by(ThemeAddress.slug)))
