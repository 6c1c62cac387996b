"""A worker of granian that looks for an answer in memory before it makes a WSGI request.

For such a request granian copies an environment of some sixty entries, and hears of the answer
through two more calls: as much as all that is done in Python for a page that is known.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from granian.server import mp
from granian.wsgi import _callback_wrapper as of_wsgi

from blog.pagecache.notes import Asked
from blog.pagecache.whole import Answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


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
    vars(mp)["_wsgi_call_wrap"] = _asked
    mp.MPServer._spawn_wsgi_worker(*given)


def _asked(app: "WSGIApplication", *given: Any) -> Callable[[Any, dict[str, Any]], object]:
    """What is called with each request: an object that takes the answer, and the request in the
    words of WSGI.
    """
    ask: Callable[[Any, dict[str, Any]], object] = of_wsgi(app, *given)
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
