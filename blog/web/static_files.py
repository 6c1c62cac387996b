"""Fonts, scripts and style sheets: kept for a year under an address that says the content.

Each style sheet is a file short enough to be read. For a phone, though, every request after the
sixth waits for its turn, and each of the first six costs two journeys there and back (0.3 s). So
readers' pages ask for several sheets in one answer. The desk, opened once and kept open, links to
its files one by one.
"""

import gzip
import re
from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Final

import brotli
from flask import Flask, Response, abort, current_app, request, url_for

from blog.web import keeping

SHEETS: Final = {
    "page": ("tokens", "site", "tints"),
    "piece": ("piece", "covers"),
    "review": ("piece", "covers", "works"),
    "search": ("forms", "search"),
    "follow": ("forms", "follow"),
}

# Fonts and pictures are packed already.
_TEXT: Final = {".css", ".js", ".svg", ".txt"}
_COMMENT: Final = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_FILE: Final = re.compile(r"(?<=url\(\.\./)[\w/.-]+")


def register(app: Flask) -> None:
    app.jinja_env.globals.update(static=static, sheet=sheet)
    app.add_url_rule("/static/sheets/<name>.css", endpoint="sheet", view_func=show_sheet)
    app.after_request(_keep)


def static(filename: str) -> str:
    """The address of a static file, with its content in it, so that caches may keep it for ever."""
    return _address(_folder(), filename)


def sheet(name: str) -> str:
    """The address of several sheets in one."""
    return _sheet_address(_folder(), name)


def show_sheet(name: str) -> Response:
    if name not in SHEETS:
        abort(404)
    response = Response(_joined(_folder(), name), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response


def _keep(response: Response) -> Response:
    """For a year, under an address that says the content; others are asked for each time.

    A version that is not this one may be known to another process, of before or after an update.
    """
    addresses: dict[str | None, Callable[..., str]] = {"static": static, "sheet": sheet}
    address = addresses.get(request.endpoint)
    if address and response.status_code < 400:
        own = address(**(request.view_args or {}))
        if request.full_path == own:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            keeping.know_query(own.partition("?")[2])
        if PurePosixPath(request.path).suffix in _TEXT:
            keeping.notes().pack = pack_for_good
            return keeping.send_whole(response)
        return keeping.send_as_it_is(response)
    return response


@lru_cache(maxsize=256)
def pack_for_good(body: bytes, coding: str) -> bytes:
    """As tight as can be: once in each process."""
    if coding == "br":
        return bytes(brotli.compress(body, quality=11))
    return gzip.compress(body, 9, mtime=0)


@cache
def _joined(folder: Path, name: str) -> bytes:
    """Without its comments, which are a sixth of it.

    What it draws on is named by content, too: were it asked for each time, every page would show
    its words in another font first.
    """
    text = "".join((folder / "css" / f"{each}.css").read_text("utf-8") for each in SHEETS[name])
    named = _FILE.sub(lambda file: f"{file[0]}?v={_version(folder / file[0])}", text)
    return _COMMENT.sub("", named).encode()


def _folder() -> Path:
    return _path(current_app.static_folder or "")


# Each page asks seven times: 3 µs to make a path of it.
@cache
def _path(folder: str) -> Path:
    return Path(folder)


# Once for each file: `url_for` took 11 µs, five times on each page.
@cache
def _address(folder: Path, filename: str) -> str:
    return url_for("static", filename=filename, v=_version(folder / filename))


@cache
def _sheet_address(folder: Path, name: str) -> str:
    return url_for("sheet", name=name, v=_digest(_joined(folder, name)))


@cache
def _version(file: Path) -> str:
    return _digest(file.read_bytes())


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=6).hexdigest()
