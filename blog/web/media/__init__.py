"""Pictures, under addresses that never change."""

from flask import Blueprint

blueprint = Blueprint("media", __name__)

from blog.web.media import pictures  # noqa: E402,F401
