"""The log: one JSON object a line, with the id of the request, or of the job, it belongs to.

No address of a reader stands in it, no query and no key: who holds a line of the log can open
nothing with it.
"""

import json
import logging
from typing import Any, Final

from flask import g, request

from blog.jobs import worker

# Parts of a path that are keys: of followers, of secret links.
_KEYS: Final = ("token",)


class JsonLines(logging.Formatter):
    """One JSON object a line, with the id of the request, or of the job, it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request:
            line |= {
                "request_id": g.get("request_id"),
                "method": request.method,
                "path": _path(),
            }
        if job := worker.at_hand.get():
            line["job"] = job
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _path() -> str:
    """What was asked for, with its keys left out."""
    path = request.path
    for name, value in (request.view_args or {}).items():
        if name in _KEYS:
            path = path.replace(str(value), "…")
    return path


CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonLines}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"_granian": {"level": "WARNING"}, "alembic": {"level": "WARNING"}},
}
