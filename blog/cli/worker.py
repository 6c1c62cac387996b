"""A worker of granian that looks for an answer in memory before it makes a WSGI request.

For such a request granian copies an environment of some sixty entries, and hears of the answer
through two more calls, as the application passes it on through its layers. An answer from memory
took 2.9 µs of Python, and its 304 3.3; so they take 1.05 and 1.4, and a WSGI program that only
hands out what it was given takes 1.0. bench/README.md has what that brings.

This leans on two names inside granian 2.8: its workers look for what makes a WSGI request of what
they are asked under the name `_WRAP` of their module, and are started by `_spawn_wsgi_worker`. A
granian that has them no longer serves the application by plain WSGI.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from granian.server import mp

from blog.pagecache.notes import Asked
from blog.pagecache.whole import Answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# What is called with each request: with an object that takes the answer, and with the request in
# the words of WSGI.
_Ask: TypeAlias = Callable[[Any, dict[str, Any]], object]

_WRAP: Final = "_wsgi_call_wrap"


@dataclass(frozen=True)
class Remembering:
    """An application, and what to ask before it; `recall` says None where it does not know."""

    app: "WSGIApplication"
    recall: Callable[[Asked], Answer | None]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        return self.app(environ, start_response)


def run(*given: Any) -> None:
    """What granian does in each worker, a process of its own, with our way to the application."""
    names = vars(mp)
    if _WRAP in names:
        names[_WRAP] = partial(asking, names[_WRAP])
    mp.MPServer._spawn_wsgi_worker(*given)


def asking(wrap: Callable[..., _Ask], app: "WSGIApplication", *given: Any) -> _Ask:
    """`wrap` is granian's own, for an application that remembers nothing, or does not know."""
    ask = wrap(app, *given)
    if not isinstance(app, Remembering):
        return ask
    recall = app.recall

    def answer(reply: Any, asked: dict[str, Any]) -> None:
        known = recall(asked) if asked["REQUEST_METHOD"] == "GET" else None
        if known is None:
            ask(reply, asked)
        else:
            reply.response_bytes(known.code, known.headers, known.body)

    return answer
