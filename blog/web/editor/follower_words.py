"""How the desk says who follows what and how letters fare: rhythms, states, counts, times."""

from datetime import datetime
from typing import Final

from flask.blueprints import BlueprintSetupState

from blog.deliveries.models import TellingState
from blog.deliveries.queries import Progress
from blog.following.addresses import veiled
from blog.following.models import Follower
from blog.web.context import at
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


def letter_counts(progress: Progress) -> str:
    """`12 sent, 1 refused`."""
    said = [
        f"{progress.counts[state]:,} {telling_state(state).lower()}"
        for state in TellingState
        if progress.counts.get(state)
    ]
    return ", ".join(said) or "no letter was out"


def in_time(moment: datetime) -> str:
    """`in 14 minutes`, `in 3 hours`, `in 6 days`; `now` in the last half minute."""
    minutes = round((moment - at()).total_seconds() / 60)
    for size, unit in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if minutes >= 2 * size or (minutes >= size == 1):
            count = minutes // size
            return f"in {count} {unit}{'' if count == 1 else 's'}"
    return "now"


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
        letter_counts=letter_counts,
        in_time=in_time,
        came_back=came_back,
        paused=paused,
    )
