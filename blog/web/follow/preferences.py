"""What somebody follows, at the address that only their letters hold: looked at, changed, paused,
taken along.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Final

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from blog import zones
from blog.db import transaction
from blog.deliveries import received
from blog.errors import Refused
from blog.following import addresses, choices, followers, links, offers, queries, rhythms
from blog.following.models import Follower
from blog.following.said import say
from blog.subjects.choice import EVERYTHING
from blog.subjects.names import said as in_words
from blog.web.context import at, blog, installation
from blog.web.follow import blueprint, choosing
from blog.web.follow.choosing import Chosen
from blog.web.follow.form import IN_FORMS, WORDS, PreferencesForm
from blog.web.forms import refusals_beside

_LATEST_COUNT: Final = 5
_MOST_RECEIVED: Final = 10_000
_NOT_OUT: Final = "A piece that is not out at the moment"
# What was done, by the word in the address that says it.
_DONE: Final = {
    "changed": "Kept. From the next piece on it is as you see it here.",
    "paused": "No letters until you say so, or until the day you chose.",
    "resumed": "Letters come again.",
}


@blueprint.get("/<token>/")
def show_preferences(token: str) -> str:
    follower = follower_with(token)
    form = PreferencesForm(data={"often": IN_FORMS[follower.rhythm]})
    return _page(token, follower, form, choosing.of(choices.of(follower)))


@blueprint.post("/<token>/")
def change(token: str) -> ResponseReturnValue:
    chosen = choosing.read(request.form, at=at())
    form = PreferencesForm()
    with refusals_beside(form), transaction():
        if chosen.unknown:
            raise Refused("no_such_subject", " ".join(chosen.unknown), {"field": "what"})
        followers.change(follower_with(token), chosen.choice, rhythm=form.rhythm)
        return _done(token, "changed")
    return _page(token, follower_with(token), form, chosen), form.status


@blueprint.post("/<token>/pause")
def pause(token: str) -> ResponseReturnValue:
    follower = follower_with(token)
    form = PreferencesForm()
    with refusals_beside(form, field="until"), transaction():
        followers.pause(follower_with(token), at=at(), until=_day(form.until.data or ""))
        return _done(token, "paused")
    form.often.data = IN_FORMS[follower.rhythm]
    chosen = choosing.of(choices.of(follower))
    return _page(token, follower_with(token), form, chosen), form.status


@blueprint.post("/<token>/resume")
def resume(token: str) -> ResponseReturnValue:
    with transaction():
        followers.resume(follower_with(token))
    return _done(token, "resumed")


@blueprint.get("/<token>/data.json")
def show_data(token: str) -> ResponseReturnValue:
    """Everything that is kept about somebody, for them to take along."""
    follower = follower_with(token)
    told = received.received(follower.id, at=at(), limit=_MOST_RECEIVED)
    choice = choices.of(follower)
    data = jsonify(
        address=follower.address,
        follows=in_words(choice, say(choice, at=at()).names),
        how_often=WORDS[follower.rhythm],
        since=follower.since.isoformat(),
        paused_at=follower.paused_at and follower.paused_at.isoformat(),
        paused_until=follower.resumes_at and follower.resumes_at.isoformat(),
        letters_that_came_back=follower.bounce_count,
        letters=[
            {
                "piece": each.title if each.is_live else _NOT_OUT,
                "state": each.state,
                "at": each.moment.isoformat(),
            }
            for each in told
        ],
    )
    data.headers["Content-Disposition"] = 'attachment; filename="what-is-kept-about-me.json"'
    return data


def follower_with(token: str) -> Follower:
    """
    :raises NotFound: for a link that is not whole.
    :raises Gone: for somebody who has left.
    """
    return followers.known(links.follower_of(token, secret=installation().secret))


def _done(token: str, what: str) -> ResponseReturnValue:
    return redirect(f"{links.preferences_path(token)}?done={what}", HTTPStatus.SEE_OTHER)


def _day(typed: str) -> datetime | None:
    return zones.parse_local(typed, blog().time_zone) if typed else None


def _page(token: str, follower: Follower, form: PreferencesForm, chosen: Chosen) -> str:
    choice = choices.of(follower)
    zone = blog().time_zone
    return render_template(
        "follow/preferences.html",
        token=token,
        follower=follower,
        address=addresses.veiled(follower.address),
        hears=follower.hears(at()),
        form=form,
        chosen=chosen,
        offers=offers.offers(chosen.choice, at=at()),
        said=say(choice, at=at()),
        everything=say(EVERYTHING, at=at()),
        latest=queries.latest_for(choice, at=at(), limit=_LATEST_COUNT),
        next_at=rhythms.next_at(follower.rhythm, after=at(), time_zone=zone),
        words=WORDS,
        done=_DONE.get(request.args.get("done", ""), ""),
    )
