"""Sizes made by a job: once, and not for what has gone."""

from pathlib import Path

import pytest

from blog.db import session, transaction
from blog.media import jobs, sizing
from blog.media.models import Picture
from tests.conftest import FrozenClock
from tests.media import samples
from tests.media.conftest import Store, kept_in


def test_twice_is_as_good_as_once(sized: Store, folder: Path, clock: FrozenClock) -> None:
    picture = sized(samples.jpeg(600, 40))
    made = {file: file.stat().st_mtime_ns for file in kept_in(folder)}
    jobs.make_sizes(picture.id, folder=folder, at=clock.now)
    assert {file: file.stat().st_mtime_ns for file in kept_in(folder)} == made


def test_a_picture_that_has_gone(folder: Path, store: Store, clock: FrozenClock) -> None:
    jobs.make_sizes(7, folder=folder, at=clock.now)
    assert kept_in(folder) == []


def test_a_picture_that_goes_meanwhile_leaves_nothing(
    store: Store, folder: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = store(samples.jpeg(600, 40))
    picture_id, make = picture.id, sizing.make

    def while_it_is_deleted(path: str, **given: object) -> object:
        made = make(path, **given)  # type: ignore[arg-type]
        with transaction():
            session().delete(session().get_one(Picture, picture_id))
        return made

    monkeypatch.setattr(sizing, "make", while_it_is_deleted)
    jobs.make_sizes(picture_id, folder=folder, at=clock.now)
    assert kept_in(folder) == []


def test_a_lost_file_is_an_error_that_the_queue_keeps(
    store: Store, folder: Path, clock: FrozenClock
) -> None:
    picture = store(samples.jpeg(600, 40))
    (folder / picture.path).unlink()
    with pytest.raises(FileNotFoundError):
        jobs.make_sizes(picture.id, folder=folder, at=clock.now)
