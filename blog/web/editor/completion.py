"""What fields offer to complete: tags, with how many pieces have each; works, by any title."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from blog import languages
from blog.characters import legal
from blog.topics import on_desk
from blog.web.editor import blueprint
from blog.web.editor.named_works import named
from blog.web.numbers import whole_number
from blog.works.completing import offers

_MOST_OFFERED = 8


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


@blueprint.get("/works/known")
def known_works() -> ResponseReturnValue:
    """What the line typed so far may become, and what it says as it stands: `said` is HTML. One
    work, by its number, may be left out: `without`.
    """
    left_out = whole_number(request.args.get("without"))
    typed = " ".join(legal(request.args.get("q", "")).split())
    meant = named([typed]).get(typed)
    return {
        "offers": [
            {
                "line": offer.line,
                "lang": offer.work.lang,
                "kind": offer.work.kind,
                "beside": offer.beside,
                "besideLang": offer.beside_lang,
            }
            for offer in offers(typed, limit=_MOST_OFFERED)
            if offer.work.id != left_out
        ],
        "kind": meant.work.kind if meant and meant.work else "",
        "said": render_template(
            "editor/work_said_alone.html", named=meant, kind=request.args.get("kind", "")
        ),
    }
