"""What the field for tags offers to complete: every tag, with how many pieces have it."""

from flask.typing import ResponseReturnValue

from blog import languages
from blog.topics import on_desk
from blog.web.editor import blueprint


@blueprint.get("/tags/known")
def known_tags() -> ResponseReturnValue:
    """`lang` is there for a name in another language than the desk's own."""
    return [
        {
            "name": tag.name,
            "count": tag.piece_count,
            "lang": languages.whole(tag.name, lang="en-GB") or "",
        }
        for tag in on_desk.tags()
    ]
