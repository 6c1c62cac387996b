"""An export is there whole, or not at all."""

import os
from pathlib import Path

import pytest

from blog.errors import Refused
from blog.transfer.out import folder
from blog.transfer.out.export import Member

MEMBERS = (Member(name="a/b.md", data=b"words"), Member(name="c.jpg", picture="ab/c.jpg"))


@pytest.fixture
def media(tmp_path: Path) -> Path:
    (tmp_path / "media/ab").mkdir(parents=True)
    (tmp_path / "media/ab/c.jpg").write_bytes(b"picture")
    return tmp_path / "media"


@pytest.mark.parametrize("is_there", [True, False])
def test_into_an_empty_folder_or_a_new_one(tmp_path: Path, media: Path, is_there: bool) -> None:
    target = tmp_path / "deep/out"
    if is_there:
        target.mkdir(parents=True)
    seen: list[str] = []
    folder.write(MEMBERS, target, media=media, on_member=lambda member: seen.append(member.name))
    assert (target / "a/b.md").read_bytes() == b"words"
    assert (target / "c.jpg").read_bytes() == b"picture"
    assert seen == ["a/b.md", "c.jpg"]
    assert os.listdir(target.parent) == ["out"]


@pytest.mark.parametrize("kind", ["file", "full"])
def test_nothing_is_written_over(tmp_path: Path, media: Path, kind: str) -> None:
    target = tmp_path / "out"
    if kind == "full":
        target.mkdir()
    (target if kind == "file" else target / "mine").write_text("mine")
    with pytest.raises(Refused, match="is not an empty folder"):
        folder.write(MEMBERS, target, media=media)
    assert sorted(os.listdir(tmp_path)) == ["media", "out"]


def test_nothing_is_left_of_one_that_failed(tmp_path: Path, media: Path) -> None:
    (media / "ab/c.jpg").unlink()
    with pytest.raises(Refused, match="could not be written: No such file"):
        folder.write(MEMBERS, tmp_path / "out", media=media)
    assert os.listdir(tmp_path) == ["media"]
