"""A piece at its secret address, for whoever was given the link, before it is out."""

from typing import Final

from flask import Response, after_this_request, make_response, render_template
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from blog.posts import preview_links, revisions
from blog.posts.neighbours import Beside
from blog.posts.proofs import proof
from blog.web.context import at, installation
from blog.web.public import blueprint

_LAYOUTS: Final = {"post": "public/post.html", "page": "public/page.html"}


@blueprint.get("/preview/<token>/")
def preview(token: str) -> AnyResponse:
    """A piece that is out without anything newer is read where everybody reads it."""
    after_this_request(_keep_secret)
    post = preview_links.opened_by(token, secret=installation().secret, at=at())
    if post.is_live(at()) and revisions.working_copy(post) is None:
        return redirect(post.path)
    shown = proof(post, site_url=installation().url)
    return make_response(
        render_template(
            "public/preview.html",
            layout=_LAYOUTS[post.kind],
            piece=shown.piece,
            status="shared_changes" if post.is_live(at()) else "shared",
            card=None,
            heads=shown.heads,
            strands=[],
            tags=[],
            judged=shown.judged,
            beside=Beside(),
            linked_data=None,
        )
    )


def _keep_secret(response: Response) -> Response:
    """Whatever the answer is: kept by no cache, in no index, and told to no other site."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
