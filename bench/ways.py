"""Four ways to hand out the same pages (bench/serving.py): each a server on a port of its own."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests.deploy import proxies

HOST = proxies.NAME
PAGES = {
    "home": "/",
    "post": "/posts/film-number-12-慢车-a-journey/",
    "tag": "/tags/snow/",
    "feed": "/feed.atom",
    "feed, 304": "/feed.atom",
    "search": "/search/?q=number+12",
    "home, not cached": "/",
}
WAYS = ("nginx", "bare", "blog", "behind")

_NOT_OF_THE_PAGE = {
    *("connection", "date", "server", "content-length", "transfer-encoding", "x-request-id")
}
# nginx says these by itself, of a file.
_OF_FILES = {"content-type", "etag", "last-modified", "accept-ranges"}


@dataclass(frozen=True)
class Page:
    """What the blog answers at a path."""

    path: str
    status: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Way:
    """One way to the same pages: its port, the process that serves, the tags of its feed."""

    port: int
    process: "subprocess.Popen[bytes]"
    tags: dict[str, str] = field(default_factory=dict)


@contextmanager
def ways(place: Path, data: Path, *, workers: int) -> Iterator[dict[str, Way]]:
    ports = {way: proxies.free_port() for way in WAYS}
    with ExitStack() as running:

        def start(way: str, command: list[str]) -> None:
            server = running.enter_context(serving(command, data=data, port=ports[way]))
            made[way] = Way(ports[way], server)

        made: dict[str, Way] = {}
        start("blog", served(ports["blog"], workers=workers))
        pages = [fetched(ports["blog"], path) for path in dict.fromkeys(PAGES.values())]
        folders = {way: place / way for way in WAYS}
        for folder in folders.values():
            folder.mkdir()
        nginx = proxies.program("nginx") or ""
        files = as_files(folders["nginx"], pages, port=ports["nginx"])
        start("nginx", [nginx, "-p", str(folders["nginx"]), "-c", str(files)])
        write_answers(folders["bare"], pages)
        bare = [sys.executable, "-m", "bench.bare", str(folders["bare"])]
        start("bare", [*bare, str(ports["bare"]), str(workers)])
        shipped = behind(folders["behind"], blog=ports["blog"], port=ports["behind"], data=data)
        start("behind", [nginx, "-p", str(folders["behind"]), "-c", str(shipped)])
        for way in made.values():
            way.tags = {p: tag(way.port, p) for p in set(PAGES.values()) if "?" not in p}
        yield made


def served(port: int, *, workers: int) -> list[str]:
    command = [sys.executable, "-m", "blog.cli", "serve", "--no-jobs"]
    return [*command, "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]


@contextmanager
def serving(command: list[str], *, data: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {
        "BLOG_DATA": str(data),
        "BLOG_URL": f"https://{HOST}",
        "BLOG_PROXY_HOPS": "1",
    }
    # Compiled, as an installed blog is: else 400 modules are compiled at each start, for 0.2 s.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        proxies.wait_for(port, server)
        yield server
    finally:
        server.terminate()
        server.wait(proxies.PATIENCE_SECONDS)


def fetched(port: int, path: str) -> Page:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=proxies.PATIENCE_SECONDS)
    asked = {"Host": HOST, "Accept-Encoding": "br"}
    connection.request("GET", quote(path, safe="/?=&+"), headers=asked)
    answer = connection.getresponse()
    assert answer.status == 200, (path, answer.status, answer.read()[:300])
    headers = [(n.lower(), v) for n, v in answer.getheaders() if n.lower() not in _NOT_OF_THE_PAGE]
    body = answer.read()
    connection.close()
    return Page(path, f"{answer.status} {answer.reason}", headers, body)


def tag(port: int, path: str) -> str:
    return dict(fetched(port, path).headers)["etag"]


def write_answers(folder: Path, pages: Sequence[Page]) -> None:
    """For bench/bare.py."""
    told = {}
    for number, page in enumerate(pages):
        (folder / str(number)).write_bytes(page.body)
        # Bytes, each as a character: so WSGI has paths.
        path = page.path.partition("?")[0].encode().decode("latin-1")
        length = ("content-length", str(len(page.body)))
        told[path] = (page.status, [*page.headers, length], str(number))
    (folder / "answers.json").write_text(json.dumps(told))


def as_files(folder: Path, pages: Sequence[Page], *, port: int) -> Path:
    (folder / "files").mkdir()
    places = []
    for number, page in enumerate(pages):
        file = folder / "files" / str(number)
        file.write_bytes(page.body)
        said = "".join(
            f'add_header {name} "{escaped(value)}";'
            for name, value in page.headers
            if name not in _OF_FILES
        )
        kind = dict(page.headers)["content-type"]
        where = page.path.partition("?")[0]
        places.append(
            f'location = "{where}" {{ rewrite ^ /files/{number} break; root {folder};'
            f' types {{}} default_type "{kind}"; {said} }}'
        )
    body = (
        "open_file_cache max=100 inactive=1h; sendfile on; tcp_nopush on;"
        f"server {{ listen 127.0.0.1:{port}; {''.join(places)} }}"
    )
    return proxies.nginx_main(folder, body)


def escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def behind(folder: Path, *, blog: int, port: int, data: Path) -> Path:
    """deploy/nginx.conf without its TLS: nginx with files, beside it, has none either."""
    unused = proxies.free_port()
    file = proxies.shipped_nginx(folder, blog=blog, http=unused, https=port, data=data)
    changes = {
        f"127.0.0.1:{port} ssl http2": f"127.0.0.1:{port}",
        "limit_conn commonplace_addresses 100;": "",
    }
    file.write_text(proxies.changed(file.read_text(), changes))
    return file
