"""Files that become pictures: each on its own, written to the disk before it has an address."""

from http import HTTPStatus
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from blog.db import transaction
from blog.errors import BlogError, Full, Refused, Unavailable
from blog.media import commands, words
from blog.media.models import Picture
from blog.web.context import at, installation

FIELD = "pictures"
NOTHING_CHOSEN = "Choose at least one picture first."


def sent_files() -> list[FileStorage]:
    return [file for file in request.files.getlist(FIELD) if file.filename]


def only_file() -> FileStorage:
    """:raises Refused: when it is not exactly one."""
    files = sent_files()
    if not files:
        raise Refused("no_file", NOTHING_CHOSEN, {"field": FIELD})
    if len(files) > 1:
        raise Refused("one_at_a_time", "Send one picture at a time.", {"field": FIELD})
    return files[0]


def take_in(file: FileStorage) -> Picture:
    """The stored picture. Nobody waits meanwhile: the transaction begins when the work is done.

    :raises Refused: when it is none that can be kept; the sentence begins with its name.
    :raises Full: when the disk has no room for it; Unavailable: when it did not take it.
    """
    name = file.filename or "picture"
    folder = installation().media
    prepared = commands.prepare(file.read(), name=name, at=at(), folder=folder)
    with transaction():
        return commands.enter(prepared, folder=folder)


def refusals(files: list[FileStorage]) -> list[BlogError]:
    """Take in each; what says why some were not."""
    found: list[BlogError] = [] if files else [Refused("no_file", NOTHING_CHOSEN)]
    for file in files:
        try:
            take_in(file)
        except (Refused, Full, Unavailable) as error:
            found.append(error)
    return found


def as_json(picture: Picture) -> dict[str, Any]:
    return {
        "id": picture.id,
        "url": picture.url,
        "name": picture.name,
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
        "markdown": words.markdown(picture),
    }


def answer_program() -> ResponseReturnValue:
    """One file from a script.

    :raises Refused, Full, Unavailable: with the sentence why it cannot be kept.
    """
    return jsonify(as_json(take_in(only_file()))), HTTPStatus.CREATED
