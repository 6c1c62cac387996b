"""What a page costs that no cache holds: `python bench/rendering.py [COUNT …]`.

Makes blogs of 200 and 10,000 pieces (unless told otherwise) as bench/pages.py does, and asks each
for its pages in turns, straight at the WSGI application and with Brotli, as a browser would.
Prints, in milliseconds of processor time, the median and the least of so many requests (--runs),
for each blog, and the ratio of the medians to the first blog.

With `--keep FOLDER` the blogs are made there, and taken from there the next time. `--only WORD`
asks for the pages whose name begins so. `--profile NAME` shows where the time of one page goes.
"""

import argparse
import cProfile
import pstats
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from werkzeug.test import EnvironBuilder

from bench.pages import blog

PAGES = {
    "home": "/",
    "post": "/posts/film-number-12-慢车-a-journey/",
    "post without a theme": "/posts/film-number-120-慢车-a-journey/",
    "tag": "/tags/snow/",
    "theme": "/themes/theme-0/",
    "themes": "/themes/",
    "work": "/works/g-journey-6/",
    "works": "/works/",
    "archive": "/archive/",
    "year": "/archive/2012/",
    "search": "/search/?q=number+12",
    "feed.atom": "/feed.atom",
    "feed.rss": "/feed.rss",
    "feed.json": "/feed.json",
    "tag’s feed.atom": "/tags/snow/feed.atom",
    "sitemap": "/sitemap.xml",
    "404": "/posts/film-nummber-12-慢车/",
}
Ask = Callable[[], object]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", type=int, nargs="*", default=[200, 10_000])
    options.add_argument("--keep", type=Path)
    options.add_argument("--only", default="")
    options.add_argument("--runs", type=int, default=100)
    options.add_argument("--profile", choices=PAGES, metavar="NAME")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        blogs = [blog(given.keep or Path(temporary), count) for count in given.counts]
        if given.profile:
            profile(partial(ask, blogs[-1], environ(PAGES[given.profile])), runs=given.runs)
            return
        print(
            f"{'':24}" + "".join(f"{count:>9,}{'least':>8}" for count in given.counts) + "  ratio"
        )
        for name, path in PAGES.items():
            if name.startswith(given.only):
                asked = [partial(ask, app, environ(path)) for app in blogs]
                times = measured(asked, runs=given.runs)
                medians = [median(taken) for taken in times]
                told = "".join(f"{median(taken):9.2f}{min(taken):8.2f}" for taken in times)
                print(f"{name:24}{told}", *(f"{each / medians[0]:6.2f}" for each in medians[1:]))


def environ(address: str) -> dict[str, Any]:
    """What a server would hand over for a browser's request."""
    path, _, query = address.partition("?")
    headers = {"Accept": "text/html", "Accept-Encoding": "gzip, deflate, br", "Host": "127.0.0.1"}
    builder = EnvironBuilder(path=unquote(path), query_string=query, headers=headers)
    return builder.get_environ()


def ask(app: Flask, environ: dict[str, Any]) -> None:
    said: list[str] = []
    body = app.wsgi_app(environ.copy(), lambda status, headers, *rest: said.append(status))
    size = sum(map(len, body))
    assert said[0][:3] in ("200", "404"), said
    assert size, said
    if hasattr(body, "close"):
        body.close()


def measured(asked: list[Ask], *, runs: int) -> list[list[float]]:
    """Milliseconds of each request, the blogs taking turns; the first few only warm up."""
    times: list[list[float]] = [[] for _ in asked]
    for number in range(-5, runs):
        for one, taken in zip(asked, times, strict=True):
            started = process_time()
            one()
            if number >= 0:
                taken.append((process_time() - started) * 1000)
    return times


def profile(one: Ask, *, runs: int) -> None:
    for _ in range(5):
        one()
    seen = cProfile.Profile()
    for _ in range(runs):
        seen.runcall(one)
    found = pstats.Stats(seen)
    print(f"in {runs} requests")
    found.sort_stats("tottime").print_stats(40)
    found.sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
