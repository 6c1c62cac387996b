"""`/-/ready`: whether the blog can do all that it is for; if not, what is in the way."""

from http import HTTPStatus

from flask import Response, jsonify

from blog.web.context import at, installation
from blog.web.monitoring import blueprint, checks


@blueprint.get("/ready")
def ready() -> tuple[Response, HTTPStatus]:
    found = checks.run(installation(), at=at())
    is_ready = not any(found.values())
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(
        ready=is_ready, checks={name: said or "ok" for name, said in found.items()}
    ), status
