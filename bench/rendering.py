"""What a page costs that no cache holds: `python bench/rendering.py [COUNT …]`.

Makes blogs of 200 and 10,000 pieces (unless told otherwise) as bench/pages.py does, and asks the
application below the page cache for the pages of each in turns; for pieces, another one each time.
Prints, in milliseconds of processor time, the median and the least of so many requests (--runs) for
each blog, and the ratio of the least to that of the first blog. To pack a page with Brotli, which
is done once for all who are sent it, is not in it; it has a line of its own.

With `--keep FOLDER` the blogs are made there, and taken from there the next time. `--only WORD`
asks for the pages whose name begins so. `--profile NAME` shows where the time of one page goes.
"""

import argparse
import cProfile
import pstats
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from werkzeug.test import EnvironBuilder

from bench.pages import blog
from blog.pagecache import codings, notes
from blog.pagecache.notes import Notes

WARMING = 60
PAGES: dict[str, Sequence[str]] = {
    "home": ["/"],
    "post": [f"/posts/film-number-{number}-慢车-a-journey/" for number in range(5, 180, 7)],
    "post in a theme": [
        f"/posts/film-number-{number}-慢车-a-journey/" for number in range(5, 80, 7)
    ],
    "tag": ["/tags/snow/"],
    "theme": ["/themes/theme-0/"],
    "themes": ["/themes/"],
    "work": ["/works/g-journey-6/"],
    "works": ["/works/"],
    "archive": ["/archive/"],
    "year": ["/archive/2012/"],
    "search": ["/search/?q=number+12"],
    "feed.atom": ["/feed.atom"],
    "feed.rss": ["/feed.rss"],
    "feed.json": ["/feed.json"],
    "tag’s feed.atom": ["/tags/snow/feed.atom"],
    "sitemap": ["/sitemap.xml"],
    "404": ["/posts/film-nummber-12-慢车/"],
}
Ask = Callable[[], bytes]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", type=int, nargs="*", default=[200, 10_000])
    options.add_argument("--keep", type=Path)
    options.add_argument("--only", default="")
    options.add_argument("--runs", type=int, default=200)
    options.add_argument("--profile", choices=PAGES, metavar="NAME")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        blogs = [blog(given.keep or Path(temporary), count) for count in given.counts]
        if given.profile:
            profile(asking(blogs[-1], PAGES[given.profile]), runs=given.runs)
            return
        heads = "".join(f"{count:>9,}{'least':>8}" for count in given.counts)
        print(f"{'':24}{heads}  ratio")
        for name, paths in PAGES.items():
            if name.startswith(given.only):
                tell(name, [asking(app, paths) for app in blogs], runs=given.runs)
        if "packing home".startswith(given.only):
            pages = [asking(app, ["/"])() for app in blogs]
            tell("packing home", [partial(codings.compress, page, "br") for page in pages], runs=50)


def tell(name: str, asked: Sequence[Ask], *, runs: int) -> None:
    times = measured(asked, runs=runs)
    told = "".join(f"{median(taken):9.2f}{min(taken):8.2f}" for taken in times)
    print(f"{name:24}{told}", *(f"{min(taken) / min(times[0]):6.2f}" for taken in times[1:]))


def asking(app: Flask, paths: Sequence[str]) -> Ask:
    """For one path after the other."""
    environs: Iterator[dict[str, Any]] = cycle([environ(path) for path in paths])
    return lambda: ask(app.wsgi_app, next(environs))


def environ(address: str) -> dict[str, Any]:
    """What a server would hand over, with what the page cache tells of the site."""
    path, _, query = address.partition("?")
    builder = EnvironBuilder(
        path=unquote(path), query_string=query, headers={"Accept": "text/html"}
    )
    return builder.get_environ()


def ask(app: Any, environ: dict[str, Any]) -> bytes:
    said: list[str] = []
    own = environ.copy()
    notes.leave(own, Notes(version="one that stands still"))
    answer = app(own, lambda status, headers, *rest: said.append(status))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    assert said[0][:3] in ("200", "404"), said
    return body


def measured(asked: Sequence[Ask], *, runs: int) -> list[list[float]]:
    """Milliseconds of each request, the blogs taking turns; the first ones only warm up."""
    times: list[list[float]] = [[] for _ in asked]
    for number in range(-WARMING, runs):
        for one, taken in zip(asked, times, strict=True):
            started = process_time()
            one()
            if number >= 0:
                taken.append((process_time() - started) * 1000)
    return times


def profile(one: Ask, *, runs: int) -> None:
    for _ in range(WARMING):
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
