"""Posts and pages at their addresses, in every state they can be in."""

from typing import Final

from flask import Response, make_response, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from blog import site
from blog.cards import queries as cards
from blog.errors import Gone, NotFound
from blog.posts import in_full, neighbours, queries, strands
from blog.posts.in_full import Piece
from blog.posts.neighbours import Beside
from blog.topics import queries as topics
from blog.topics.queries import Head
from blog.web.context import at
from blog.web.pages import moved, page
from blog.web.public import blueprint, metadata, review_data
from blog.works.judged import judged_by

_TEMPLATES: Final = {"post": "public/post.html", "page": "public/page.html"}


# Former addresses come with and without a slash at the end: the answer, not the router, decides.
@blueprint.get("/posts/<slug>/", strict_slashes=False)
def show_post(slug: str) -> AnyResponse:
    return _answer(in_full.piece(slug, kind="post"))


@blueprint.get("/<slug>/", strict_slashes=False)
def show_page(slug: str) -> AnyResponse:
    return _answer(in_full.piece(slug, kind="page"))


@blueprint.get("/<path:stray>")
def show_stray(stray: str) -> AnyResponse:
    """Any other path: an address from before the blog came here, or nothing."""
    return _answer(None)


def _answer(piece: Piece | None) -> AnyResponse:
    """The piece itself if it is live, else whatever its address has to say.

    Nothing asks who the caller is before it is certain that a stranger would find nothing here.
    """
    if piece is not None and piece.is_live(at()):
        if request.path != site.decoded(piece.path):
            return moved(piece.path)
        return _show(piece)
    if piece is not None and current_user.is_authenticated:
        return _preview(piece)
    former = queries.by_former_path(request.path)
    if former is not None and former.is_live(at()):
        return moved(former.path)
    if any(each is not None and each.withdrawn_at is not None for each in (piece, former)):
        raise Gone("taken_back", "There was a piece here. I have taken it back.")
    raise NotFound("no_such_piece", "There is no piece at this address.")


def _show(piece: Piece) -> Response:
    card = cards.card_of("post", piece.id)
    if piece.kind == "page":
        about = metadata.of_page(piece, card=card)
        return page("public/page.html", piece=piece, status=None, card=card, linked_data=about)
    found = strands.strands(piece.id, at=at())
    heads = [strand.head for strand in found]
    tags = topics.tags_of(piece.id)
    judged = judged_by(piece.id)
    return page(
        "public/post.html",
        piece=piece,
        status=None,
        card=card,
        heads=heads,
        strands=found,
        tags=tags,
        judged=judged,
        beside=neighbours.beside(piece, heads=heads, tags=tags, at=at()),
        linked_data=metadata.of_post(
            piece,
            card=card,
            heads=heads,
            tags=tags,
            reviews=review_data.of_reviews(piece, judged),
        ),
    )


def _preview(piece: Piece) -> Response:
    """For the owner's eyes: kept by no cache and in no index."""
    heads: list[Head] = topics.heads_of([piece.id]).get(piece.id, [])
    response = make_response(
        render_template(
            _TEMPLATES[piece.kind],
            piece=piece,
            status=piece.status(at()),
            card=None,
            heads=heads,
            strands=[],
            tags=topics.tags_of(piece.id),
            judged=judged_by(piece.id),
            beside=Beside(),
            linked_data=None,
        )
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
