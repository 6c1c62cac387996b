"""The form: what, how, how often."""

from http import HTTPStatus

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog import site
from blog.db import transaction
from blog.errors import Refused, TooMany
from blog.following import links, offers, requests
from blog.following.said import say
from blog.subjects.choice import EVERYTHING, terms_of
from blog.web import keeping
from blog.web.context import at, installation
from blog.web.errors import answer
from blog.web.follow import blueprint, choosing
from blog.web.follow.choosing import Chosen
from blog.web.follow.form import WORDS, FollowForm, new_stamp
from blog.web.forms import put, refusals_beside


@blueprint.get("/")
def show_builder() -> Response:
    often = request.args.get("often", "weekly")
    form = FollowForm(data={"often": often, "stamp": new_stamp()})
    chosen = choosing.read(request.args, at=at())
    for sentence in chosen.unknown:
        put(form, sentence, field="what")
    response = make_response(_page(form, chosen, how=request.args.get("how", "email")))
    response.add_etag()
    # The token in it is no secret: whoever asks is given one.
    return keeping.send_whole(response)


@blueprint.post("/")
def ask() -> ResponseReturnValue:
    chosen = choosing.read(request.form, at=at())
    if request.form.get("how") == "feed":
        query = [*terms_of(chosen.choice).query, ("how", "feed")]
        return redirect(f"{site.follow_path(query)}#how", HTTPStatus.SEE_OTHER)
    form = FollowForm()
    with refusals_beside(form), transaction():
        form.refuse_programs()
        _refuse_unknown(chosen)
        asked = requests.ask(
            form.email.data or "",
            choice=chosen.choice,
            rhythm=form.rhythm,
            network=request.remote_addr or "",
            secret=installation().secret,
            at=at(),
        )
        token = links.sent_token(asked.id, secret=installation().secret)
        return redirect(links.sent_path(token), HTTPStatus.SEE_OTHER)
    form.start_over()
    return _page(form, chosen, how="email"), form.status


@blueprint.errorhandler(TooMany)
def wait(error: TooMany) -> ResponseReturnValue:
    """What was filled in stays, to be sent later."""
    if request.endpoint != f"{blueprint.name}.{ask.__name__}":
        return answer(HTTPStatus.TOO_MANY_REQUESTS, error.code, error.message, error.details)
    form = FollowForm()
    put(form, error.message, field=None)
    form.start_over()
    page = _page(form, choosing.read(request.form, at=at()), how="email")
    headers = {"Retry-After": str(error.details["retry_after"])}
    return page, HTTPStatus.TOO_MANY_REQUESTS, headers


def _refuse_unknown(chosen: Chosen) -> None:
    if chosen.unknown:
        raise Refused("no_such_subject", " ".join(chosen.unknown), {"field": "what"})


def _page(form: FollowForm, chosen: Chosen, *, how: str) -> str:
    return render_template(
        "follow/builder.html",
        form=form,
        chosen=chosen,
        offers=offers.offers(chosen.choice, at=at()),
        said=say(chosen.choice, at=at()),
        everything=say(EVERYTHING, at=at()),
        how="feed" if how == "feed" else "email",
        words=WORDS,
    )
