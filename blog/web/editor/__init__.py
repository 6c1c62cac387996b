"""The desk: everything the blogger does, behind the login as a whole."""

from flask import Blueprint

blueprint = Blueprint("editor", __name__)
