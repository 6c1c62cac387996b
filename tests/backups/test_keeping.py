"""Seven days and four weeks stay, and always one that was proven."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from blog.backups import keeping
from blog.backups.keeping import DAYS, WEEKS, Standing, Worry
from blog.backups.models import Backup
from blog.config import Settings
from blog.db import transaction
from tests.conftest import FrozenClock
from tests.makers import make_backup

BEGIN = datetime(2026, 1, 1, 4, 0, tzinfo=UTC)
MOMENTS = st.integers(0, 60 * 24).map(lambda hours: BEGIN + timedelta(hours=hours))


def nights(count: int) -> list[datetime]:
    return [BEGIN + timedelta(days=number) for number in range(count)]


def test_after_two_months() -> None:
    stays = sorted(keeping.worth_keeping(nights(60)))
    # A Sunday, and the six days before it; the Sundays of three weeks before.
    assert [f"{moment:%d %b}" for moment in stays] == (
        "08 Feb|15 Feb|22 Feb|23 Feb|24 Feb|25 Feb|26 Feb|27 Feb|28 Feb|01 Mar".split("|")
    )


@given(st.sets(MOMENTS))
def test_never_more_and_never_none(made: set[datetime]) -> None:
    stays = keeping.worth_keeping(made)
    assert stays <= made
    recent = {moment for moment in made if moment > max(made) - timedelta(days=1)}
    assert recent <= stays
    assert len(stays - recent) <= DAYS + WEEKS
    assert len({moment.date() for moment in stays}) >= min(DAYS, len({m.date() for m in made}))


def test_by_night_and_by_hand(app: Flask, installation: Settings, clock: FrozenClock) -> None:
    for moment in [*nights(30), BEGIN + timedelta(days=28, hours=2)]:
        make_backup(app, made_at=moment, proven_at=moment if moment == BEGIN else None)
    (keeping.folder_of(installation.data) / "before-0.1.0.sqlite3").write_text("an upgrade’s")
    with app.app_context():
        with transaction():
            keeping.thin_out(installation.data)
        names = {backup.name for backup in keeping.all_of_them()}
        proven = keeping.standing().proven
    assert proven is not None
    assert proven.made_at == BEGIN
    files = {file.name for file in keeping.folder_of(installation.data).iterdir()}
    assert files == {*names, "before-0.1.0.sqlite3"}
    assert DAYS < len(names) <= DAYS + WEEKS + 1
    assert "2026-01-29-040000.zip" not in names


def test_rows_follow_the_files(app: Flask, installation: Settings) -> None:
    """One was taken away; of another the database knows nothing, since it was restored."""
    gone, stays = make_backup(app, made_at=BEGIN), make_backup(app, proven_at=BEGIN)
    folder = keeping.folder_of(installation.data)
    (folder / gone.name).rename(folder / "2025-12-31-235959.zip")
    (folder / "mine.zip").write_text("mine")
    with app.app_context():
        with transaction():
            keeping.reconcile(installation.data)
        known = [(each.name, each.made_at, each.proven_at) for each in keeping.all_of_them()]
    assert known == [
        (stays.name, stays.made_at, BEGIN),
        ("2025-12-31-235959.zip", BEGIN - timedelta(hours=4, seconds=1), None),
    ]


def standing(*, proven_days_ago: float | None = None, fault: str = "") -> Standing:
    at = BEGIN - timedelta(days=proven_days_ago or 0)
    proven = None if proven_days_ago is None else Backup(proven_at=at, fault="")
    return Standing(last=Backup(fault=fault), proven=proven)


@pytest.mark.parametrize(
    ("known", "age", "expected"),
    [
        (Standing(last=None, proven=None), 2, None),
        (Standing(last=None, proven=None), 4, Worry.NONE_YET),
        (standing(), 4, Worry.NONE_YET),
        (standing(proven_days_ago=2.9), 40, None),
        (standing(proven_days_ago=3.1), 40, Worry.LONG_AGO),
        (standing(proven_days_ago=1, fault="No."), 40, Worry.FAILED),
    ],
)
def test_what_the_blogger_hears_of(known: Standing, age: int, expected: Worry | None) -> None:
    assert known.worry(since=BEGIN - timedelta(days=age), at=BEGIN) == expected


@pytest.mark.parametrize(
    ("hours_ago", "is_recent"), [(0, True), (12, True), (12.1, False), (-0.1, False)]
)
def test_what_is_enough_for_a_night(hours_ago: float, is_recent: bool) -> None:
    """A clock that was years ahead for an hour has not made the last backup for years."""
    made = Backup(made_at=BEGIN - timedelta(hours=hours_ago))
    assert made.is_recent(BEGIN) is is_recent


def test_where_they_lie(tmp_path: Path) -> None:
    assert keeping.path_for(tmp_path, at=BEGIN) == tmp_path / "backups/2026-01-01-040000.zip"
