"""Coming in and going out: set-up, login, logout."""

from flask import Blueprint

blueprint = Blueprint("auth", __name__)
