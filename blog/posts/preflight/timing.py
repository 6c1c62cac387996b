"""When the piece is to come out, in words, and what is strange about that time."""

from collections.abc import Iterator
from datetime import datetime

from blog import zones
from blog.errors import Refused
from blog.posts.preflight.findings import Circumstances, Finding, fine, look


def when_typed(circumstances: Circumstances) -> datetime | None:
    """The time in the form; None for now, and for what is no time."""
    try:
        typed = circumstances.when.strip()
        return zones.parse_local(typed, circumstances.zone) if typed else None
    except Refused:
        return None


def check_time(circumstances: Circumstances) -> Iterator[Finding]:
    at, zone, post = circumstances.at, circumstances.zone, circumstances.post
    moment = when_typed(circumstances)
    if moment is None:
        yield from _trouble(circumstances.when, zone)
        return
    local = zones.to_local(moment, zone)
    said = f"{local.day} {local:%B %Y, %H:%M}"
    if zones.happens_twice(local.replace(tzinfo=None), zone):
        yield look(
            f"{local:%H:%M} happens twice on {local.day} {local:%B %Y} in {zone}, where the clocks "
            "go back. The first of the two counts.",
            place="published_at",
        )
    is_out = post is not None and post.is_live(at)
    if moment > at and not is_out:
        yield fine(f"Comes out on {said}, in {zone}")
    elif moment > at:
        yield look(
            f"Readers see this already, and {said} is still to come. To bring it out then, "
            "withdraw it first.",
            place="published_at",
        )
    elif not is_out:
        yield look(
            f"{said} has passed: the piece comes out at once, under that date.",
            place="published_at",
        )


def _trouble(typed: str, zone: str) -> Iterator[Finding]:
    """Why what was typed is no time; nothing when nothing was."""
    try:
        if typed.strip():
            zones.parse_local(typed, zone)
    except Refused as refused:
        yield look(refused.message, place="published_at")
