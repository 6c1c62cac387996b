"""What every page for readers costs in queries: as many among 60 pieces as among 3."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import transaction
from blog.posts import navigation
from blog.works.fields import PersonText, ReviewText
from tests.conftest import CountQueries
from tests.makers import make_post, make_theme, make_work

FEW, MANY = 3, 60
# The most that each page may ask the database. The index of works has ways in where there are many:
# its price is in public/test_works_many.py.
PRICES: Final = {
    "/": 10,
    "/about/": 8,
    "/posts/piece-1/": 10,
    "/archive/": 8,
    "/archive/2026/": 7,
    "/archive/2026/01/": 5,
    "/tags/": 5,
    "/tags/winter/": 7,
    "/themes/": 5,
    "/themes/love/": 7,
    "/works/by/year/": 6,
    "/works/by/country/": 6,
    "/works/by/person/": 6,
    "/works/kinds/film/": 6,
    "/works/years/2001/": 6,
    "/works/countries/chile/": 6,
    "/works/people/shen-ruolan/": 6,
    "/works/slow-train/": 10,
    "/search/": 5,
    "/search/?q=piece": 15,
    "/search/?q=piece tag:winter year:2026 kind:film": 18,
    "/search/?q=theme:love": 15,
    "/search/?q=tag:wintre": 8,
    "/search/?q=zzyzx": 15,
    "/posts/peice-1/": 8,
    "/feed.atom": 11,
    "/feed.rss": 11,
    "/feed.json": 11,
    "/tags/winter/feed.atom": 12,
    "/themes/love/feed.json": 12,
    "/feed/": 6,
    "/tags/winter/feed/": 8,
    "/themes/love/feed/": 7,
    "/sitemap.xml": 14,
    "/sitemap-lists-1.xml": 8,
    "/sitemap-pieces-1.xml": 4,
    "/sitemap-works-1.xml": 3,
    "/robots.txt": 2,
    "/search/opensearch.xml": 2,
}


@pytest.fixture
def theme_id(app: Flask) -> int:
    page = make_post(app, kind="page", title="About")
    with app.app_context(), transaction():
        navigation.arrange([page.id])
    make_work(
        app,
        "Slow Train",
        kind="film",
        year="2001",
        countries=("Chile",),
        people=(PersonText(name="Shen Ruolan", role="director"),),
    )
    return make_theme(app, title="Love", slug="love", source="An essay.").id


def fill(app: Flask, numbers: range, *, theme_id: int) -> None:
    """Each reviews a work that all have in common, and one of its own."""
    for number in numbers:
        line = f"A work {number} (2001)"
        make_work(app, line.removesuffix(" (2001)"), kind="film", year="2001", countries=("Chile",))
        make_post(
            app,
            title=f"Piece {number}",
            source="Snow, and ||a secret||.",
            tags=("winter", "lit windows", "华语片"),
            themes=(theme_id,),
            reviews=(ReviewText(work="Slow Train", rating="4"), ReviewText(work=line, rating="3")),
            published_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=12 * number),
        )


def test_queries_do_not_grow_with_the_posts(
    app: Flask, client: FlaskClient, count_queries: CountQueries, theme_id: int
) -> None:
    def price(path: str) -> int:
        with count_queries() as queries:
            assert client.get(path).status_code == (404 if "peice" in path else 200), path
        return len(queries)

    fill(app, range(FEW), theme_id=theme_id)
    few = {path: price(path) for path in PRICES}
    fill(app, range(FEW, MANY), theme_id=theme_id)
    many = {path: price(path) for path in PRICES}
    assert {path: (few[path], many[path]) for path in PRICES if few[path] != many[path]} == {}
    assert {path: n for path, n in many.items() if n > PRICES[path]} == {}
