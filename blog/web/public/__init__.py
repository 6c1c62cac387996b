"""Posts, pages and the archive, for readers: the same for everybody, no session, no cookie."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)

from blog.web.public import archive, favicon, home, pieces, preview_links, search, works  # noqa: E402,F401
