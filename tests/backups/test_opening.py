"""A backup that is not what it was is refused, whatever happened to it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from blog.backups import manifest, opening
from blog.errors import Refused


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def add(file: Path) -> None:
    with ZipFile(file, "a") as archive:
        archive.writestr("../../evil", b"evil")


def exchange(file: Path) -> None:
    rewrite(file, {"secret": b"another secret, as long as it was before ----"})


def lengthen(file: Path) -> None:
    rewrite(file, {"secret": b"x" * 10_000_000})


def leave_out(file: Path) -> None:
    rewrite(file, {}, without="secret")


def lock(file: Path) -> None:
    """As with a password: the first bit of the flags of each entry in the directory."""
    data = re.sub(rb"(PK\x01\x02.{4}).", rb"\g<1>" + b"\x01", file.read_bytes(), flags=re.DOTALL)
    file.write_bytes(data)


def rewrite(file: Path, changes: dict[str, bytes], without: str = "") -> None:
    with ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(file, "w") as archive:
        for name, data in (content | changes).items():
            if name != without:
                archive.writestr(name, data)


@pytest.mark.parametrize("damage", [cut, flip, add, exchange, lengthen, leave_out, lock])
def test_what_is_damaged(backup: Path, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    damage(backup)
    with pytest.raises(Refused) as refused:
        opening.extract(backup, to=tmp_path / "out")
    assert refused.value.code == "damaged_backup"
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("content", [b"", b"words", b"PK\x03\x04 and more"])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(Refused, match=r"a.zip is no backup, or is damaged"):
        opening.read(tmp_path / "a.zip")


def test_another_archive(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a", b"b")
    with pytest.raises(Refused, match=f"no {manifest.NAME}"):
        opening.read(tmp_path / "a.zip")


def test_everything_comes_out_where_it_belongs(backup: Path, tmp_path: Path) -> None:
    counts: list[int] = []
    found = opening.extract(backup, to=tmp_path / "out", on_bytes=counts.append)
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    places = {file.relative_to(tmp_path / "out").as_posix() for file in files}
    assert places == {entry.place for entry in found.files.values() if entry.place}
    assert sum(counts) == found.byte_count
    assert (tmp_path / "out/secret").stat().st_mode & 0o777 == 0o600


def test_verifying_hears_of_what_is_wrong(backup: Path, tmp_path: Path) -> None:
    found = opening.read(backup)
    opening.verify(backup, found)
    other = shutil.copy(backup, tmp_path / "other.zip")
    flip(Path(other))
    with pytest.raises(Refused):
        opening.verify(Path(other), found)
