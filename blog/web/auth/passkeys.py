"""The login with a passkey: for the script of the login page."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from blog.accounts.passkeys import SIGNING_IN
from blog.web import ceremonies, resume
from blog.web import login as logins
from blog.web.auth import blueprint
from blog.web.csrf import FIELD
from blog.web.ways_back import way_back

# The login is not the only page that asks who is there.
blueprint.add_app_template_global(ceremonies.are_offered, "are_passkeys_offered")


@blueprint.post("/login/passkey/begin")
def begin_passkey() -> ResponseReturnValue:
    return ceremonies.begin_use(SIGNING_IN)


@blueprint.post("/login/passkey")
def sign_in_by_passkey() -> ResponseReturnValue:
    owner = ceremonies.recognise(SIGNING_IN)
    stays = not request.form.keys().isdisjoint({"stay", resume.STAY})
    logins.let_in(owner, way="with a passkey", stays=stays)
    return jsonify({"next": way_back(request.form.get("next")), FIELD: generate_csrf()})
