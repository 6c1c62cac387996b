"""How the desk says who follows what: addresses in short, rhythms, states."""

from typing import Final

from flask.blueprints import BlueprintSetupState

from blog.deliveries.models import TellingState
from blog.following.addresses import veiled
from blog.following.models import Follower
from blog.web.editor import blueprint
from blog.web.editor.presentation import day

RHYTHMS: Final = {"at_once": "As it goes", "weekly": "Weekly", "monthly": "Monthly"}
_ORIGINS: Final = {"form": "asked on the blog", "import": "brought along in a list"}
_STATES: Final = {
    TellingState.WAITING: "Waiting",
    TellingState.SENT: "Sent",
    TellingState.REFUSED: "Refused",
    TellingState.UNKNOWN: "Unknown",
    TellingState.STOPPED: "Stopped",
}


def rhythm(name: str) -> str:
    return RHYTHMS[name]


def origin(name: str) -> str:
    return _ORIGINS.get(name, name)


def telling_state(state: TellingState) -> str:
    return _STATES[state]


def came_back(follower: Follower) -> str:
    """`Came back twice`."""
    count = follower.bounce_count
    times = {1: "once", 2: "twice"}.get(count, f"{count} times")
    return f"Came back {times}"


def paused(follower: Follower) -> str:
    """`Paused until 3 December 2026`, or without a day."""
    return f"Paused until {day(follower.resumes_at)}" if follower.resumes_at else "Paused"


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.jinja_env.filters.update(
        veiled=veiled,
        rhythm=rhythm,
        origin=origin,
        telling_state=telling_state,
        came_back=came_back,
        paused=paused,
    )
