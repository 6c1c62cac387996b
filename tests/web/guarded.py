"""A guarded area that says what reached it, so that the guard is tested without the desk."""

from flask import Blueprint, Flask, jsonify, request
from flask.typing import ResponseReturnValue

from blog.web.login import owner_required

ADDRESS = "/guarded/form?part=2"


def put_into(app: Flask) -> None:
    area = Blueprint("guarded", __name__)
    owner_required(area)

    @area.route("/guarded/form", methods=["GET", "POST", "DELETE"])
    def form() -> ResponseReturnValue:
        return jsonify(list(request.form.items(multi=True)))

    app.register_blueprint(area)
