"""What leaves the desk as a file stands in the log; a look at its headers takes nothing along."""

from blog import events
from blog.db import transaction
from blog.web import keeping


def note(fact: object) -> None:
    # The page cache asks the application with GET for what it was asked with HEAD.
    if keeping.notes().method == "GET":
        with transaction():
            events.emit(fact)
