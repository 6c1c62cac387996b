"""What a reader's page costs among few posts and many: `python bench/pages.py [FEW] [MANY]`.

Imports 200 and 10,000 pieces (unless told otherwise) of about 700 words with the importer, then
asks for each page, of one blog and the other in turns, and prints the least of 15 runs in
milliseconds, the ratio of the two, and the number of queries. No cache: each page is made anew.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.importing import NOW, fill
from blog import schema
from blog.app import create_app
from blog.config import from_env
from blog.db import db
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder

RUNS = 15
PAGES = {
    "home": "/",
    "post": "/posts/film-number-40-慢车-a-journey/",
    "tag": "/tags/snow/",
    "tag, page 2": "/tags/snow/page/2/",
    "tags": "/tags/",
    "theme": "/themes/theme-4/",
    "themes": "/themes/",
    "a year": "/archive/2012/",
    "works": "/works/",
    "a work": "/works/journey-40/",
    "works by kind": "/works/kinds/film/",
    "works by year": "/works/years/1990/",
    "works by country": "/works/countries/norway/",
    "works by person": "/works/people/person-40/",
    "feed.atom": "/feed.atom",
    "feed.json": "/feed.json",
    "tag's feed": "/tags/snow/feed.atom",
    "archive, all": "/archive/",
    "sitemap": "/sitemap.xml",
}


def main() -> None:
    few, many = (int(text) for text in [*sys.argv[1:], "200", "10000"][:2])
    with tempfile.TemporaryDirectory() as place:
        blogs = [imported(Path(place), count) for count in (few, many)]
        clients = [app.test_client() for app in blogs]
        print(f"{'':17}{few:>9,}{many:>9,}   ratio  queries")
        for name, path in PAGES.items():
            first, second = least(clients, path)
            counts = {queries(app, path) for app in blogs}
            told = "/".join(str(count) for count in sorted(counts))
            print(f"{name:17}{first:9.1f}{second:9.1f}{second / first:8.2f}{told:>9}")


def imported(place: Path, count: int) -> Flask:
    folder, data = place / f"pieces-{count}", place / f"data-{count}"
    fill(folder, count, picture_every=100)
    installation = from_env({"BLOG_DATA": str(data)})
    schema.upgrade(installation.database)
    app = create_app(installation)
    with app.app_context():
        import_folder(Folder(folder.resolve()), installation=installation, at=NOW)
    return app


def least(clients: list[FlaskClient], path: str) -> list[float]:
    """Milliseconds of the fastest request for each client, the clients taking turns."""
    times: list[list[float]] = [[] for _ in clients]
    for _ in range(RUNS):
        for client, taken in zip(clients, times, strict=True):
            started = perf_counter()
            assert client.get(path).status_code == 200, path
            taken.append((perf_counter() - started) * 1000)
    return [min(taken) for taken in times]


def queries(app: Flask, path: str) -> int:
    statements: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    app.test_client().get(path)
    sa.event.remove(engine, "before_cursor_execute", note)
    return len(statements)


if __name__ == "__main__":
    main()
