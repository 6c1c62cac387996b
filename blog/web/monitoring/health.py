"""`/-/health`: whether this process answers. It asks nobody else, the database least of all."""

from flask import Response

from blog.web.monitoring import blueprint


@blueprint.get("/health")
def health() -> Response:
    return Response("I answer.\n", content_type="text/plain; charset=utf-8")
