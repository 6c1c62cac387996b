"""By which name the blog was asked: its own, the one in BLOG_URL, or it does not answer.

Plain WSGI, before the page cache: who points a name of theirs at this machine is given no page of
ours, and nothing behind this module need ask by which name it was reached. A redirect would go
round in a circle behind a proxy that keeps the name for itself, so the answer is 421 (RFC 9110,
section 15.5.20) with a link.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from blog.pagecache.notes import Asked
from blog.pagecache.whole import Answer
from blog.web.csrf import DEFAULT_PORTS
from blog.web.headers import OF_SENTENCES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Asked by the machine itself, by a container's or a proxy's watch, under whatever name they know.
FOR_WATCHES: Final = frozenset({"/-/health", "/-/ready", "/-/metrics"})

_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::]"})  # noqa: S104
_PAGE: Final = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Another address</title>'
    '<p>This blog answers at <a href="{0}">{0}</a> and under no other name.</p></html>'
)
_IN_QUERIES: Final = "%=&+/?:@!$'()*,;"
# Nothing of HTTPS: browsers would keep that for a name that is not ours.
_HEADERS: Final = (*OF_SENTENCES, ("Content-Type", "text/html; charset=utf-8"))


class OwnNameOnly:
    """The application, for requests by its own name, and what it `remembers`.

    With `hops` proxies before it, `X-Forwarded-Host` counts too, as far as those have written it.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        *,
        url: str,
        hops: int,
        remembers: Callable[[Asked], Answer | None],
    ) -> None:
        self.app = app
        self._remembers = remembers
        self.url = url
        self.scheme = urlsplit(url).scheme
        self.names = own_names(url)
        self.hops = hops

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ.get("HTTP_HOST") not in self.names:
            name = self._named(environ)
            if name is not None:
                environ["HTTP_HOST"] = name
            elif environ["PATH_INFO"] not in FOR_WATCHES:
                return self._elsewhere(environ, start_response)
        # A proxy that speaks HTTPS outside speaks HTTP to us, and may not say so.
        environ["wsgi.url_scheme"] = self.scheme
        return self.app(environ, start_response)

    def recall(self, asked: Asked) -> Answer | None:
        """An answer from memory, for which the application need not be asked."""
        return self._remembers(asked) if asked.get("HTTP_HOST") in self.names else None

    def _named(self, environ: "WSGIEnvironment") -> str | None:
        """The name of ours that was meant, in another spelling or told by a proxy."""
        told = environ.get("HTTP_X_FORWARDED_HOST", "").split(",")
        by_proxy = told[-self.hops] if 0 < self.hops <= len(told) else ""
        for name in (environ.get("HTTP_HOST", ""), by_proxy):
            spelled = name.strip().lower()
            if spelled in self.names:
                return spelled
        return None

    def _elsewhere(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        # Bytes, each as a character (PEP 3333).
        path = quote(environ["PATH_INFO"].encode("latin-1"))
        query = quote(environ.get("QUERY_STRING", "").encode("latin-1"), safe=_IN_QUERIES)
        address = f"{self.url}{path}?{query}" if query else f"{self.url}{path}"
        body = _PAGE.format(escape(address)).encode()
        start_response("421 Misdirected Request", [*_HEADERS, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def own_names(url: str) -> frozenset[str]:
    """What browsers send as `Host` for the site at `url`, with the port where it is not the usual.

    At home every name of this machine is meant: people type any of them.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    usual = DEFAULT_PORTS[parts.scheme]
    port = parts.port or usual
    hosts = _THIS_MACHINE if host in _THIS_MACHINE else {host}
    with_port = {f"{each}:{port}" for each in hosts}
    return frozenset(with_port | hosts if port == usual else with_port)
