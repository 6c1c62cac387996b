"""Whatever a file holds: it comes in, or a sentence says why not, and nothing is left behind."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from blog import clock
from blog.db import session, transaction
from blog.errors import BlogError
from blog.following import lists
from blog.mail import dsn
from blog.media import commands as media
from blog.redirects import pasted
from blog.transfer import front_matter
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder
from tests.fuzz.rounds import JSONS, NUMBERS, TEXTS, fuzzed
from tests.makers import Browser, installation
from tests.media import samples

Made = TypeVar("Made")

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP", "PPM")
PICTURES = {form: samples.encode(samples.picture(24, 16), form) for form in FORMATS}

KEYS = st.sampled_from(
    "title subtitle slug date updated tags themes summary cover lang spoilers kind aliases id "
    "work rating".split()
)
HEADERS = st.lists(st.tuples(KEYS | TEXTS, JSONS | NUMBERS), max_size=6).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A real picture, of which something was cut out, put in, or turned."""
    data = bytearray(PICTURES[draw(st.sampled_from(FORMATS))])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["cut", "drop", "put", "turn", "repeat"])):
            case "cut":
                del data[at:]
            case "drop":
                del data[at : at + draw(st.integers(1, 40))]
            case "put":
                data[at:at] = draw(st.binary(max_size=20))
            case "turn" if at < len(data):
                data[at] ^= draw(st.integers(1, 255))
            case _:
                data[at:at] = data[at : at + 64]
    return bytes(data)


@fuzzed()
@given(data=broken() | st.binary(max_size=200), name=TEXTS)
def test_any_picture(full: Flask, tmp_path: Path, data: bytes, name: str) -> None:
    """What is kept can be opened; of what is refused there is nothing."""
    folder = tmp_path / "library"
    before = pictures(folder)
    with full.app_context(), transaction():
        kept = made(lambda: media.store(data, name=name, at=clock.now(), folder=folder))
        if kept is None:
            assert pictures(folder) == before
        else:
            with Image.open(folder / kept.path) as opened:
                opened.load()
                assert opened.size == (kept.width, kept.height)
        session().rollback()


@fuzzed()
@given(data=broken(), name=TEXTS)
def test_any_upload(owner: Browser, data: bytes, name: str) -> None:
    sent = {"pictures": (BytesIO(data), name), "file": (BytesIO(data), name)}
    assert owner.post("/desk/pictures/", data=sent).status_code < 500


@fuzzed()
@given(header=HEADERS, text=TEXTS, junk=st.binary(max_size=8))
def test_any_header_of_a_file(
    full: Flask, tmp_path: Path, header: str, text: str, junk: bytes
) -> None:
    data = f"---\n{header}---\n{text}".encode("utf-8", "surrogatepass") + junk
    made(lambda: front_matter.read(data))
    folder = tmp_path / "writing"
    folder.mkdir(exist_ok=True)
    (folder / "piece.md").write_bytes(data)
    with full.app_context():
        here = installation(full)
        report = import_folder(Folder(folder), installation=here, at=clock.now(), is_dry_run=True)
    assert all(outcome.reason for outcome in report.outcomes if outcome.is_failure)


@fuzzed()
@given(raw=st.binary(max_size=300) | TEXTS.map(str.encode))
def test_any_letter_that_came_back(raw: bytes) -> None:
    start = (
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
    )
    for letter in (
        raw,
        start + raw,
        start + b"Content-Type: message/delivery-status\r\n\r\n" + raw,
    ):
        dsn.read(letter)


@fuzzed()
@given(text=TEXTS)
def test_any_list(text: str) -> None:
    made(lambda: lists.read(text))
    list(pasted.pairs(text))


def made(make: Callable[[], Made]) -> Made | None:
    """What it makes; None where it says in a sentence why it does not."""
    try:
        return make()
    except BlogError as refused:
        if refused.message:
            return None
        raise


def pictures(folder: Path) -> set[Path]:
    """All files but those that keep two from coming in at once."""
    found = folder.rglob("*") if folder.exists() else ()
    return {file for file in found if file.is_file() and not file.name.startswith(".")}
