"""Pictures that never came, and those that somebody who cannot see them would hear nothing of."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import select

from blog import site
from blog.db import session
from blog.markdown import Rendered, unfinished
from blog.media.models import Picture
from blog.posts.fields import Fields
from blog.posts.preflight.findings import Finding, fine, look

_MOST_NAMED: Final = 3


def check_pictures(fields: Fields, rendered: Rendered) -> Iterator[Finding]:
    for name in dict.fromkeys(unfinished.names(fields.source)):
        yield look(
            f"“{name}” is not here yet: readers see nothing in its place.",
            place="source",
            words=f"![Uploading {name}",
        )
    without = rendered.pictures_without_text
    if without:
        count = len(without)
        has = "One picture has" if count == 1 else f"{count} pictures have"
        names = _names(without[:_MOST_NAMED])
        more = f" and {count - _MOST_NAMED} more" if count > _MOST_NAMED else ""
        yield look(
            f"{has} no words yet (alternative text): {', '.join(names)}{more}.",
            place="source",
            words=without[0],
        )
    elif rendered.picture_references:
        yield fine("Every picture has words")
    if fields.cover_id is not None and not fields.cover_alt.strip():
        yield look("The cover has no words yet (alternative text).", place="cover_alt")


def _names(references: Sequence[str]) -> list[str]:
    """What the writer called the files; a stored one is addressed by its content."""
    paths = [reference.removeprefix(site.MEDIA) for reference in references]
    stored = session().scalars(select(Picture).where(Picture.path.in_(paths)))
    called = {picture.path: picture.name for picture in stored}
    return [called.get(path) or path.rpartition("/")[2] for path in paths]
