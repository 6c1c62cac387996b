"""The pages of the site as they are between two changes, as many as there is room for.

When the room is full, what was asked for longest ago goes, or nearly: each page that was asked for
since it was last looked at is passed over once. So pages that are asked for once, by a crawler or
by somebody who wants to fill the memory, push out each other and not those that are read.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from threading import Event, Lock
from typing import Final
from urllib.parse import unquote

from blog.pagecache.sharing import LONGEST
from blog.pagecache.whole import Whole

# As whole.py counts. Some 400 pages, which in truth take two thirds of it.
MOST_BYTES: Final = 32 * 1024 * 1024
# One page may not push out all others.
_LARGEST_PART: Final = 8
# Longer than any page takes; whoever has waited so long makes it for themself.
_MOST_WAIT_SECONDS: Final = 5
_MOST_ALONE: Final = 4000


class Edition:
    """It holds from `since` until `until`, for as long as the site has the same `version`.

    `detours` gives the queries that lead elsewhere from any page: the blogger's redirects of
    addresses such as “/?p=12”. It is asked at most once.
    """

    def __init__(
        self,
        version: str,
        *,
        since: datetime,
        changes_at: datetime,
        detours: Callable[[], Collection[str]],
        most_bytes: int,
    ) -> None:
        # Where the next change comes soon, another edition ends with it, and nobody shares that.
        self.can_be_shared = changes_at - since > LONGEST
        self.version, self.since = version, since
        self.until = changes_at - LONGEST if self.can_be_shared else changes_at
        self._find_detours = detours
        self._most_bytes = most_bytes
        self._byte_count = 0
        self._kept: OrderedDict[str | tuple[str, str], Whole] = OrderedDict()
        self._under_way: dict[str, Event] = {}
        self._alone: set[str] = set()
        self._lock = Lock()

    def holds(self, version: str, at: datetime) -> bool:
        return self.version == version and self.since <= at < self.until

    def find(self, path: str, query: str) -> Whole | None:
        """What was kept for this address; whatever its query says, where that changes nothing."""
        if not query:
            return self._kept.get(path)
        known = self._kept.get((path, query))
        if known is not None:
            return known
        whole = self._kept.get(path)
        if whole is None or whole.depends_on(query) or unquote(query) in self._detours:
            return None
        return whole

    def keep(self, whole: Whole, path: str, query: str) -> None:
        """For every query on which it does not depend; else for this one, if it is known here."""
        if whole.depends_on(query) and not whole.is_of_known_query:
            return
        if whole.size > self._most_bytes / _LARGEST_PART:
            return
        with self._lock:
            address = (path, query) if whole.depends_on(query) else path
            before = self._kept.pop(address, None)
            self._byte_count += whole.size - (before.size if before else 0)
            # First the room: else, where all others are wanted, it would be the one to go.
            self._make_room()
            self._kept[address] = whole

    @contextmanager
    def one_by_one(self, path: str) -> Iterator[None]:
        """While one makes a page, others who want it wait: it will be there then.

        Nobody waits where an answer was not kept before, as of a search: it would not be there.
        """
        with self._lock:
            first = self._under_way.get(path)
            is_first = first is None and path not in self._alone and path not in self._kept
            if is_first:
                self._under_way[path] = Event()
        if first is not None:
            first.wait(_MOST_WAIT_SECONDS)
        try:
            yield
        finally:
            if is_first:
                self._is_made(path)

    def _is_made(self, path: str) -> None:
        with self._lock:
            if path not in self._kept and len(self._alone) < _MOST_ALONE:
                self._alone.add(path)
            self._under_way.pop(path).set()

    def _make_room(self) -> None:
        while self._byte_count > self._most_bytes:
            address, oldest = next(iter(self._kept.items()))
            if oldest.is_wanted:
                oldest.is_wanted = False
                self._kept.move_to_end(address)
            else:
                del self._kept[address]
                self._byte_count -= oldest.size

    @cached_property
    def _detours(self) -> frozenset[str]:
        return frozenset(self._find_detours())
