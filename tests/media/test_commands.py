"""Storing: one picture for one content, on the disk before there is a row."""

import errno
import hashlib
import os
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from blog.db import session, transaction
from blog.errors import Full, Refused
from blog.jobs.models import Job
from blog.media import commands, sizing
from blog.media.models import Picture
from tests.conftest import FrozenClock
from tests.media import samples
from tests.media.conftest import Store, kept_in


def count() -> int:
    return session().scalar(select(func.count()).select_from(Picture)) or 0


def test_the_row_says_what_the_file_is(store: Store, folder: Path) -> None:
    picture = store(samples.jpeg(1000, 600), name="Am Hafen.JPG")
    data = (folder / picture.path).read_bytes()
    assert picture.digest == hashlib.sha256(data).hexdigest()
    assert picture.path == f"{picture.digest[:2]}/{picture.digest[:24]}.jpg"
    assert picture.url == f"/media/{picture.path}"
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 1000, 600)
    assert (picture.byte_count, picture.name) == (len(data), "Am Hafen.JPG")


def test_a_page_can_show_it_at_once(store: Store, folder: Path) -> None:
    """What takes long is left to a job, which is asked for in the same transaction."""
    picture = store(samples.jpeg(1000, 600))
    assert (picture.sizes, picture.sized_by, picture.smallest_url) == ([], 0, picture.url)
    assert len(kept_in(folder)) == 1
    (job,) = session().scalars(select(Job))
    assert (job.name, job.payload) == (commands.MAKE_SIZES, {"picture_id": picture.id})


def test_sizes_of_another_recipe_are_asked_for_once(store: Store, clock: FrozenClock) -> None:
    old, new = store(samples.jpeg()), store(samples.png())
    with transaction():
        session().execute(delete(Job))
        new.sized_by = sizing.RECIPE
    for _ in range(2):
        with transaction():
            commands.ask_for_sizes(at=clock.now)
    (job,) = session().scalars(select(Job))
    assert job.payload == {"picture_id": old.id}


def test_a_list_of_pictures_shows_the_smallest_size(sized: Store) -> None:
    picture = sized(samples.jpeg(1000, 600))
    smallest = next(size for size in picture.sizes if size["path"] in picture.smallest_url)
    assert (smallest["width"], smallest["type"]) == (480, "image/webp")
    small = sized(samples.jpeg(400, 300))
    assert small.smallest_url == small.url


def test_the_same_upload_twice_is_one_picture(store: Store, folder: Path) -> None:
    first = store(samples.moving("GIF"))
    files = kept_in(folder)
    second = store(samples.moving("GIF"), name="another name.gif")
    assert second.id == first.id
    assert (count(), kept_in(folder)) == (1, files)


def test_what_was_stored_comes_back_as_the_same_picture(store: Store, folder: Path) -> None:
    first = store(samples.moving("GIF"))
    assert store((folder / first.path).read_bytes()).id == first.id
    assert count() == 1


def test_the_same_pixels_with_other_metadata_are_one_picture(store: Store) -> None:
    plain = store(samples.jpeg())
    assert store(samples.jpeg(exif=samples.exif())).id == plain.id
    assert count() == 1


def test_a_lost_file_comes_back_with_its_upload(store: Store, folder: Path) -> None:
    picture = store(samples.jpeg())
    (folder / picture.path).unlink()
    assert store(samples.jpeg()).id == picture.id
    assert (folder / picture.path).is_file()


def test_no_row_without_a_file(store: Store, folder: Path, clock: FrozenClock) -> None:
    """An upload of the same pixels comes in while the picture is deleted from the library."""
    path = store(samples.jpeg()).path
    again = samples.jpeg(exif=samples.exif())
    prepared = commands.prepare(again, name="snow.jpg", at=clock.now, folder=folder)
    with transaction():
        session().execute(delete(Picture))
        commands.sweep([path], folder=folder)
    with pytest.raises(Refused, match="Send it once more"), transaction():
        commands.enter(prepared, folder=folder)
    assert (count(), kept_in(folder)) == (0, [])


@pytest.mark.parametrize(
    ("name", "kept"),
    [("C:\\photos\\snow.png", "snow.png"), ("../../etc/passwd", "passwd"), ("\x00\n", "picture")],
)
def test_only_the_last_part_of_a_name_is_kept(store: Store, name: str, kept: str) -> None:
    assert store(samples.png(), name=name).name == kept


def test_a_full_disk_leaves_nothing(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Full, match="The disk here is full, so the picture was not kept"):
        store(samples.jpeg())
    assert kept_in(folder) == []
    assert count() == 0
