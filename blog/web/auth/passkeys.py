"""The login with a passkey: for the script of the login page."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from blog.accounts.passkeys import SIGNING_IN
from blog.web import ceremonies
from blog.web import login as logins
from blog.web.auth import blueprint
from blog.web.csrf import FIELD
from blog.web.ways_back import way_back


@blueprint.post("/login/passkey/begin")
def begin_passkey() -> ResponseReturnValue:
    return ceremonies.begin_use(SIGNING_IN)


@blueprint.post("/login/passkey")
def sign_in_by_passkey() -> ResponseReturnValue:
    owner = ceremonies.recognise(SIGNING_IN)
    logins.let_in(owner, way="with a passkey", stays="stay" in request.form)
    return jsonify({"next": way_back(request.form.get("next")), FIELD: generate_csrf()})
