"""An answer with all of its bytes, the same for everybody: sent as it is, packed, or not at all.

This is all that is done for a page that is known, so it is written to be quick: an answer is made
once and handed out many times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from urllib.parse import unquote_plus

from blog.pagecache import codings, conditions
from blog.pagecache.notes import ANYTHING, Asked, Notes, Pack

Headers: TypeAlias = Sequence[tuple[str, str]]

_OK: Final = "200 OK"
NOT_MODIFIED: Final = "304 NOT MODIFIED"
_PRECONDITION_FAILED: Final = "412 PRECONDITION FAILED"
# What is said of a body goes with it (RFC 9110, 15.4.5).
_OF_BODIES: Final = frozenset(
    {"allow", "last-modified", "content-type", "content-length", "content-encoding"}
    | {"content-language", "content-range", "content-md5"}
)
# Of an answer without its bytes: names, values, and what Python makes of them.
_OVERHEAD: Final = 3000


@dataclass(slots=True)
class Answer:
    """Ready to be sent. `tag` is the entity tag, with its quotes, `code` the status as a number."""

    status: str
    headers: Headers
    body: bytes
    tag: str
    code: int = field(init=False)

    def __post_init__(self) -> None:
        self.code = int(self.status[:3])


class Whole:
    """`size` is what it takes of memory, as if both packed forms were there already: text is packed
    to less than half.

    `is_wanted`: whether it was asked for since the edition last looked (edition.py).
    `takes_ranges`: the application can send parts of it. `tell`: as in the notes.
    """

    __slots__ = (
        *("_as_it_is", "_changed", "_notes", "_packed", "_packs", "_unchanged"),
        *("is_wanted", "size", "takes_ranges", "tell"),
    )

    def __init__(self, headers: Headers, body: bytes, notes: Notes) -> None:
        self._as_it_is = Answer(_OK, headers, body, value_of(headers, "ETag"))
        self._changed = value_of(headers, "Last-Modified") or None
        self._notes = notes
        self._packed: dict[str, Answer] = {}
        self._unchanged: dict[str, Answer] = {}
        self._packs = notes.pack if len(body) >= codings.LEAST_BYTES else None
        self.size = _OVERHEAD + len(body) * (2 if self._packs else 1)
        self.takes_ranges = bool(value_of(headers, "Accept-Ranges"))
        self.tell = notes.tell
        self.is_wanted = False

    def answer(self, asked: Asked) -> Answer:
        """What to send to this caller."""
        coding = codings.best(asked.get("HTTP_ACCEPT_ENCODING", ""))
        answer = self._as_it_is
        if coding is not None and self._packs is not None:
            answer = self._packed.get(coding) or self._pack(self._packs, coding)
        if conditions.are_any(asked):
            answer = self._compared(answer, asked)
        return answer

    @property
    def is_of_known_query(self) -> bool:
        return self._notes.is_known_query

    def depends_on(self, query: str) -> bool:
        """Whether another query than none would have made another answer."""
        names = self._notes.names
        if not names or not query:
            return False
        return ANYTHING in names or not names.isdisjoint(_names_in(query))

    def _pack(self, pack: Pack, coding: str) -> Answer:
        plain = self._as_it_is
        body, tag = pack(plain.body, coding), codings.tag_of(plain.tag, coding)
        changed = {"ETag": tag, "Content-Length": str(len(body)), "Content-Encoding": coding}
        answer = Answer(plain.status, _with(plain.headers, changed), body, tag)
        self._packed[coding] = answer
        return answer

    def _compared(self, answer: Answer, asked: Asked) -> Answer:
        tags = (answer.tag, self._as_it_is.tag)
        if conditions.fail(asked, tags, changed=self._changed):
            return self._without_body(_PRECONDITION_FAILED, answer.tag)
        held = conditions.held(asked, tags, changed=self._changed)
        if held is None:
            return answer
        if held not in self._unchanged:
            self._unchanged[held] = self._without_body(NOT_MODIFIED, held)
        return self._unchanged[held]

    def _without_body(self, status: str, tag: str) -> Answer:
        headers = [each for each in self._as_it_is.headers if each[0].lower() not in _OF_BODIES]
        return Answer(status, _with(headers, {"ETag": tag}), b"", tag)


def value_of(headers: Headers, name: str) -> str:
    """The values that a header has, "" where there is none."""
    return ", ".join(value for each, value in headers if each.lower() == name.lower())


def _with(headers: Headers, changed: dict[str, str]) -> Headers:
    names = {name.lower() for name in changed}
    return [*(each for each in headers if each[0].lower() not in names), *changed.items()]


def _names_in(query: str) -> Iterable[str]:
    return (unquote_plus(part.partition("=")[0]) for part in query.split("&"))
