"""The area for machines that watch the blog: whether it lives, whether it is ready, its numbers.

Nothing here is cached, compressed or counted, and no name of the host is refused.
"""

from flask import Blueprint, Response

blueprint = Blueprint("monitoring", __name__, url_prefix="/-")


@blueprint.after_request
def _of_this_moment(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


from blog.web.monitoring import health, metrics, readiness  # noqa: E402, F401 (they add the views)
