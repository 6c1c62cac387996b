"""Tag and theme pages, for readers."""

from flask import Blueprint

blueprint = Blueprint("topics", __name__)
