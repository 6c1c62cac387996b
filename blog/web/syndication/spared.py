"""304 without a look at any post, for those who ask a feed often: most of all requests.

A process remembers the tag of each feed that it built, with a mark of the database (blog/db.py)
taken before it read anything. While the mark is the same nothing has been committed, and until the
next scheduled piece comes out the same request has the same answer. In any other case the feed is
built and compared: what is remembered spares work and never decides.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Final, cast

from flask import Response, current_app, g, request
from flask.sansio.blueprints import BlueprintSetupState

from blog import db
from blog.posts.queries import next_out
from blog.web import readers
from blog.web.conditional import unchanged
from blog.web.context import at
from blog.web.syndication import blueprint

_MEMORY: Final = "commonplace.feeds"
_MOST_KNOWN: Final = 1000


@dataclass(frozen=True, kw_only=True)
class _Known:
    """`until` is when a scheduled piece comes out, None where none waits."""

    mark: object
    tag: str
    changed_at: datetime | None
    until: datetime | None

    def holds(self, mark: object, *, at: datetime) -> bool:
        return self.mark == mark and (self.until is None or at < self.until)


@dataclass
class _Memory:
    """By address, with its query; what was built longest ago goes first."""

    _known: OrderedDict[str, _Known] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, address: str) -> _Known | None:
        return self._known.get(address)

    def put(self, address: str, known: _Known) -> None:
        with self._lock:
            self._known[address] = known
            self._known.move_to_end(address)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)


@blueprint.record
def _begin(state: BlueprintSetupState) -> None:
    state.app.extensions[_MEMORY] = _Memory()


@blueprint.before_request
def _spare() -> Response | None:
    if not readers.is_feed():
        return None
    g.mark = db.mark()
    known = _memory().get(request.full_path)
    if known is None or not known.holds(g.mark, at=at()):
        return None
    g.is_known = True
    return unchanged(known.tag, changed_at=known.changed_at)


@blueprint.after_request
def _remember(response: Response) -> Response:
    tag = response.get_etag()[0]
    if readers.is_feed() and response.status_code in (200, 304) and tag and "is_known" not in g:
        known = _Known(
            mark=g.mark,
            tag=tag,
            changed_at=response.last_modified,
            until=next_out(after=at()),
        )
        _memory().put(request.full_path, known)
    return response


def _memory() -> _Memory:
    return cast(_Memory, current_app.extensions[_MEMORY])
