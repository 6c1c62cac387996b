"""Following by mail and by feed, for readers: no session and no cookie, a link is the key."""

from flask import Blueprint, Response

from blog.web import csrf

blueprint = Blueprint("follow", __name__, url_prefix="/follow")
# The tokens of sessions: nobody here has one. Where a form comes from is looked at all the same.
csrf.tokens.exempt(blueprint)


@blueprint.after_request
def _keep_to_ourselves(response: Response) -> Response:
    """Addresses here hold keys: no cache keeps them, and no other site hears them."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


from blog.web.follow import builder, confirming, leaving, preferences, sent  # noqa: E402, F401
