"""Tag and theme pages, for readers: the same for everybody, no session, no cookie."""

from flask import Blueprint

blueprint = Blueprint("topics", __name__)

from blog.web.topics import tags, themes  # noqa: E402,F401
