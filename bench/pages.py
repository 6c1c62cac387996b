"""What each readers' page costs among few posts and many: `python bench/pages.py [COUNT …]`.

Makes blogs of 200, 2,000 and 20,000 pieces (unless told otherwise) of about 700 words, each a
review of a work (bench/multiplying.py), then asks for every page of one blog and the others in
turns. Prints the number of queries, the least of 7 runs in milliseconds of processor time, and the
ratio to the first blog. No cache: each page is made anew.

With `--keep FOLDER` the blogs are made there, and taken from there the next time. `--only WORD`
asks for the pages whose name begins so.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench import multiplying
from blog import schema
from blog.app import create_app
from blog.config import from_env
from blog.db import db

RUNS = 7
PAGES = {
    "home": "/",
    "post": "/posts/film-number-12-慢车-a-journey/",
    "post without a theme": "/posts/film-number-120-慢车-a-journey/",
    "tag": "/tags/snow/",
    "tag, page 2": "/tags/snow/page/2/",
    "tag with 20 pieces": "/tags/nook-0/",
    "tags": "/tags/",
    "theme": "/themes/theme-0/",
    "themes": "/themes/",
    "works": "/works/",
    "works, page 2": "/works/page/2/",
    "works by kind": "/works/kinds/film/",
    "works by year": "/works/years/1956/",
    "works by country": "/works/countries/norway/",
    "works by person": "/works/people/person-6/",
    "all years of works": "/works/by/year/",
    "all countries of works": "/works/by/country/",
    "all people of works": "/works/by/person/",
    "work": "/works/g-journey-6/",
    "work with many reviews": "/works/a-journey-0/",
    "archive": "/archive/",
    "year": "/archive/2012/",
    "month": "/archive/2012/01/",
    "search, empty": "/search/",
    "search, a title": "/search/?q=number+12",
    "search, a word and a tag": "/search/?q=number+tag:nook-0",
    "search, a word of all": "/search/?q=snow",
    "search, nothing": "/search/?q=zzxq",
    "feed.atom": "/feed.atom",
    "feed.rss": "/feed.rss",
    "feed.json": "/feed.json",
    "tag’s feed.atom": "/tags/snow/feed.atom",
    "tag’s feed.rss": "/tags/snow/feed.rss",
    "tag’s feed.json": "/tags/snow/feed.json",
    "theme’s feed.atom": "/themes/theme-0/feed.atom",
    "theme’s feed.rss": "/themes/theme-0/feed.rss",
    "theme’s feed.json": "/themes/theme-0/feed.json",
    "feed page": "/feed/",
    "feed page of a tag": "/tags/snow/feed/",
    "feed page of a theme": "/themes/theme-0/feed/",
    "sitemap": "/sitemap.xml",
    "sitemap, lists": "/sitemap-lists-1.xml",
    "sitemap, pieces": "/sitemap-pieces-1.xml",
    "sitemap, works": "/sitemap-works-1.xml",
    "robots.txt": "/robots.txt",
    "opensearch": "/search/opensearch.xml",
    "404": "/posts/film-nummber-12-慢车/",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", type=int, nargs="*", default=[200, 2000, 20_000])
    options.add_argument("--keep", type=Path)
    options.add_argument("--only", default="")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = given.keep or Path(temporary)
        blogs = [blog(place, count) for count in given.counts]
        clients = [app.test_client() for app in blogs]
        heads = "".join(f"{count:>9,}" for count in given.counts)
        print(f"{'':26}{'queries':>9}{heads}   ratios")
        for name, path in PAGES.items():
            if not name.startswith(given.only):
                continue
            counts = {queries(app, path) for app in blogs}
            times = least(clients, path)
            told = "/".join(str(count) for count in sorted(counts))
            taken = "".join(f"{time:9.1f}" for time in times)
            print(f"{name:26}{told:>9}{taken}", *(f"{time / times[0]:6.2f}" for time in times[1:]))


def blog(place: Path, count: int) -> Flask:
    data = place / str(count)
    is_made = data.exists()
    installation = from_env({"BLOG_DATA": str(data)})
    schema.upgrade(installation.database)
    app = create_app(installation)
    app.wsgi_app = app.wsgi_app.app  # type: ignore[attr-defined,method-assign]  # no page cache
    if not is_made:
        with app.app_context():
            multiplying.write(count, folder=place / f"pieces-{count}", installation=installation)
    return app


def least(clients: list[FlaskClient], path: str) -> list[float]:
    """Milliseconds of the fastest request for each client, the clients taking turns."""
    times: list[list[float]] = [[] for _ in clients]
    for _ in range(RUNS):
        for client, taken in zip(clients, times, strict=True):
            started = process_time()
            answer = client.get(path)
            taken.append((process_time() - started) * 1000)
            assert answer.status_code == (404 if "nummber" in path else 200), (path, answer.status)
    return [min(taken) for taken in times]


def queries(app: Flask, path: str) -> int:
    statements: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    app.test_client().get(path)
    sa.event.remove(engine, "before_cursor_execute", note)
    return len(statements)


if __name__ == "__main__":
    main()
