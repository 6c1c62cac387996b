"""A letter is on its way; and another one, where the first did not arrive or came too late."""

from http import HTTPStatus

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog.db import transaction
from blog.following import choices, links, requests
from blog.following.said import builder_path, say
from blog.web.context import at, installation
from blog.web.follow import blueprint
from blog.web.follow.form import IN_FORMS, WORDS


@blueprint.get("/sent")
def show_sent() -> str:
    token = request.args.get("letter", "")
    asked = requests.known(links.request_sent(token, secret=installation().secret))
    choice = choices.from_json(asked.choice)
    return render_template(
        "follow/sent.html",
        token=token,
        asked=asked,
        said=say(choice, at=at()),
        words=WORDS,
        until=requests.lasts_until(asked),
        again=builder_path(choice, often=IN_FORMS[asked.rhythm]),
    )


@blueprint.post("/again")
def send_again() -> ResponseReturnValue:
    """For the page of the first letter (`letter`), or for a link that came too late (`link`)."""
    secret = installation().secret
    with transaction():
        again = requests.ask_again(
            requests.known(_request_id(secret)),
            network=request.remote_addr or "",
            secret=secret,
            at=at(),
        )
        token = links.sent_token(again.id, secret=secret)
    return redirect(links.sent_path(token), HTTPStatus.SEE_OTHER)


def _request_id(secret: str) -> int:
    link = request.form.get("link")
    if link:
        return links.request_to_confirm(link, secret=secret)
    return links.request_sent(request.form.get("letter", ""), secret=secret)
