"""A night: a backup that is restored by the real command, in a process of its own."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.backups import keeping, nightly
from blog.backups.models import Backup
from blog.config import Settings
from blog.db import session, transaction
from blog.jobs.models import Job
from tests.conftest import FrozenClock
from tests.makers import make_backup


def known() -> list[Backup]:
    session().expunge_all()
    return list(keeping.all_of_them())


@pytest.mark.slow
def test_a_night(furnished: Flask, installation: Settings, clock: FrozenClock) -> None:
    with furnished.app_context():
        nightly.by_night(at=clock.now, installation=installation)
        [made] = known()
        assert (made.proven_at, made.fault) == (clock.now, "")
        folder = keeping.folder_of(installation.data)
        assert (folder / made.name).stat().st_size == made.byte_count
        assert [file.name for file in folder.iterdir()] == [made.name]
        # The same job once more: the process was killed before it could say that it was done.
        nightly.by_night(at=clock.move(hours=1), installation=installation)
        assert len(known()) == 1


@pytest.mark.slow
def test_one_that_cannot_be_restored(
    app: Flask, installation: Settings, clock: FrozenClock
) -> None:
    make_backup(app)
    with app.app_context():
        nightly.by_night(at=clock.now + timedelta(hours=1), installation=installation)
        [found] = known()
    assert found.proven_at is None
    assert found.fault.endswith("is no backup, or is damaged: File is not a zip file.")


def test_asked_for_twice_is_made_once(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        assert not nightly.is_asked_for()
        for _ in range(2):
            with transaction():
                nightly.ask(at=clock.now)
        assert nightly.is_asked_for()
        assert session().scalars(select(Job.name)).all() == [nightly.MAKE]
