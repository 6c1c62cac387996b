"""Posts, pages and the archive, for readers."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
