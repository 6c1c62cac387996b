"""Counts every answer, with how long it took, over all workers; says in the log which were slow."""

import logging
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Final, cast

from flask import Flask, Response, current_app, g, request

from blog.counters import Counters
from blog.web.context import EXTENSION

# What answers before the views are asked, and what belongs to no area.
CACHED, STATIC, OTHER = "cached", "static", "other"
AREAS: Final = (
    *"public topics syndication media follow auth editor".split(),
    CACHED,
    STATIC,
    OTHER,
)
CLASSES: Final = ("2xx", "3xx", "4xx", "5xx")
SLOW_SECONDS: Final = 1.0

_COUNTERS: Final = "commonplace.counters"
_LOG: Final = logging.getLogger(__name__)
_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    area: {each: f"{area} {each}" for each in (*CLASSES, "seconds")} for area in AREAS
}


def register(app: Flask) -> None:
    names = [name for names in _NAMES.values() for name in names.values()]
    folder = app.extensions[EXTENSION].data / "counters"
    app.extensions[_COUNTERS] = Counters(folder, names)
    app.before_request(_begin)
    app.after_request(_count)


def counters(app: Flask) -> Counters:
    """What this process counts in."""
    return cast(Counters, app.extensions[_COUNTERS])


def name_of(area: str, what: str) -> str:
    """Under which name something of an area is counted: one of `CLASSES`, or "seconds"."""
    return _NAMES[area][what]


def of_cached(app: Flask) -> Callable[[str, int], None]:
    """Counts answers from memory, by their status."""
    names = {kind[0]: name_of(CACHED, kind) for kind in CLASSES}
    add = counters(app).add
    return lambda status, times: add(names[status[0]], times)


def _begin() -> None:
    g.begun = perf_counter()


def _count(response: Response) -> Response:
    if request.blueprint == "monitoring":
        return response
    area = _area()
    seconds = perf_counter() - g.get("begun", perf_counter())
    names, kind = _NAMES[area], f"{response.status_code // 100}xx"
    counted = counters(current_app)
    counted.add(names[kind])
    counted.add(names["seconds"], seconds)
    if seconds >= SLOW_SECONDS:
        _LOG.warning("slow: %.1f seconds, answered with %s", seconds, response.status_code)
    return response


def _area() -> str:
    if request.endpoint in {"static", "sheet"}:
        return STATIC
    area = request.blueprint or OTHER
    return area if area in _NAMES else OTHER
