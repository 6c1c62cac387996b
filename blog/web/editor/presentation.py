"""How the desk says times and lengths: in its own English, whatever the blog is written in."""

from datetime import datetime, timedelta

from flask.blueprints import BlueprintSetupState

from blog.posts import history, on_desk
from blog.posts.models import Revision
from blog.posts.rendering import Counts
from blog.web.context import at
from blog.web.editor import blueprint
from blog.web.presentation import local


def touched(moment: datetime) -> str:
    """`40 minutes ago`, `today, 09:10`, `yesterday, 22:14`, `31 October`, `31 October 2025`."""
    minutes = int((at() - moment).total_seconds() // 60)
    now, then = local(at()), local(moment)
    if 0 <= minutes < 1:
        return "just now"
    if 0 <= minutes < 60:
        return f"{minutes} minute{'' if minutes == 1 else 's'} ago"
    if then.date() == now.date():
        return f"today, {then:%H:%M}"
    if then.date() == now.date() - timedelta(days=1):
        return f"yesterday, {then:%H:%M}"
    return f"{then.day} {then:%B}" if then.year == now.year else day(moment)


def day(moment: datetime) -> str:
    """`29 November 2026`."""
    then = local(moment)
    return f"{then.day} {then:%B %Y}"


def day_and_time(moment: datetime) -> str:
    """`Sunday 29 November 2026, 08:00`."""
    return f"{local(moment):%A} {day(moment)}, {local(moment):%H:%M}"


def saved(moment: datetime) -> str:
    """`12:04` today, else the day with it."""
    then = local(moment)
    return f"{then:%H:%M}" if then.date() == local(at()).date() else f"{day(moment)}, {then:%H:%M}"


def kept_at(moment: datetime) -> str:
    """`14 November, 18:57`, with the year where it is another one."""
    then = local(moment)
    is_this_year = then.year == local(at()).year
    return f"{then.day} {then:%B}, {then:%H:%M}" if is_this_year else f"{day(moment)}, {then:%H:%M}"


def called(revision: history.Row | Revision) -> str:
    """What a text is called: `“Before the correction”`, else when it was kept."""
    return f"“{revision.name}”" if revision.name else kept_at(revision.saved_at)


def grown(row: history.Row) -> str:
    """`41 words added`, `188 words removed, 3 characters added`; the length of the first text."""
    if row.more_words is None or row.more_characters is None:
        return how_long(row)
    changed = [
        f"{abs(more):,} {unit}{'' if abs(more) == 1 else 's'} {'added' if more > 0 else 'removed'}"
        for more, unit in ((row.more_words, "word"), (row.more_characters, "character"))
        if more
    ]
    return ", ".join(changed) or "the same length"


def how_long(piece: on_desk.Row | history.Row | Revision | Counts) -> str:
    """`1,860 words`, `2,310 characters`, or both for a piece in two scripts."""
    counted = [
        f"{count:,} {unit}{'' if count == 1 else 's'}"
        for count, unit in ((piece.word_count, "word"), (piece.character_count, "character"))
        if count
    ]
    return ", ".join(counted) or "no words yet"


def byte_size(count: int) -> str:
    """`46 kB`, `3.1 MB`."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} kB"


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.jinja_env.filters.update(
        touched=touched,
        day=day,
        day_and_time=day_and_time,
        saved=saved,
        kept_at=kept_at,
        called=called,
        grown=grown,
        how_long=how_long,
        byte_size=byte_size,
    )
