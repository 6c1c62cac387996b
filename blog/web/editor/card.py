"""The card of a piece as it would be now, for the writer: drawn when it is asked for."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response

from blog.cards import queries
from blog.errors import NotFound
from blog.late import late
from blog.web.context import installation
from blog.web.editor import blueprint
from blog.web.editor.posts import find

if TYPE_CHECKING:
    from blog.cards import drawing, library, plan
else:
    drawing, library = late("blog.cards.drawing"), late("blog.cards.library")
    plan = late("blog.cards.plan")

_SCRIPTS = {"Chinese": "zh-Hans", "Japanese": "ja", "Korean": "ko"}


@blueprint.get("/posts/<int:post_id>/card")
def card(post_id: int) -> Response:
    words = queries.words_in_advance(find(post_id).id)
    planned = plan.make(words, _fonts(installation().data)) if words else None
    if planned is None:
        raise NotFound("no_card", "No font on this machine has the letters of the title.")
    return Response(drawing.png(drawing.draw(planned)), mimetype="image/png")


def fonts_for_cards() -> dict[str, str]:
    """By script, the font that draws it on cards; "" where there is none."""
    found = _fonts(installation().data)
    faces = {name: found.draws(lang) for name, lang in _SCRIPTS.items()}
    return {name: face.family if face else "" for name, face in faces.items()}


@cache
def _fonts(data: Path) -> "library.Library":
    return library.look(library.folders(data))
