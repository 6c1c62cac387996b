"""Coming in and going out: set-up, login, recovery, logout."""

from flask import Blueprint

from blog.web.login import never_store

blueprint = Blueprint("auth", __name__)
blueprint.after_request(never_store)

from blog.web.auth import code, doors, passkeys, recovery, setup  # noqa: E402, F401
