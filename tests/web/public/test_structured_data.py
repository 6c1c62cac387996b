"""Structured data of every kind of page, read with a parser and held against schema.org."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.posts import under_tags
from tests import furnished
from tests.conftest import URL
from tests.makers import make_post, make_theme
from tests.web.structured import dangling, empty, extracted, graph, node, nodes, unknown_words

TITLE = 'Film: </script><b>Slow & "quick"</b><!-- <script>'
PAGES = [
    "/",
    "/posts/slow/",
    "/posts/plain/",
    "/about/",
    "/tags/",
    "/tags/winter/",
    "/themes/",
    "/themes/love/",
    "/archive/",
    "/archive/2026/",
    "/archive/2026/07/",
    "/feed/",
    "/tags/winter/feed/",
    "/themes/love/feed/",
]


@pytest.fixture(autouse=True)
@furnished.once
def pieces(app: Flask) -> None:
    theme = make_theme(app, title="Love", slug="love", tagline="Mostly unsaid.")
    make_post(
        app,
        title=TITLE,
        slug="slow",
        source="Open words. ||The butler did it.|| More words.",
        tags=("winter", "华语片"),
        themes=(theme.id,),
        published_at=datetime(2026, 7, 1, 12, tzinfo=UTC),
    )
    make_post(app, title="Plain", slug="plain", tags=("winter",))
    make_post(app, title="About", kind="page", slug="about")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_schema_org_and_points_at_nothing_that_is_not_there(
    client: FlaskClient, path: str
) -> None:
    found = graph(client, path)
    assert len(found) > 3
    assert unknown_words(found) == dangling(found) == empty(found) == set()
    assert "butler" not in client.get(path).text.partition("</head>")[0]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_tells_open_graph_what_it_is(client: FlaskClient, path: str) -> None:
    (said,) = extracted(client, path)["opengraph"]
    properties = dict(said["properties"])
    assert {"og:title", "og:type", "og:url", "og:site_name", "og:locale"} <= properties.keys()
    assert properties["og:url"] == f"{URL}{path}"


def test_the_front_page_says_how_to_search(client: FlaskClient) -> None:
    action = node(client, "/", "WebSite")["potentialAction"]
    template = action["target"]["urlTemplate"]
    assert (
        template.replace("{search_term_string}", quote("慢车"))
        == f"{URL}/search/?q={quote('慢车')}"
    )
    assert action["query-input"] == "required name=search_term_string"
    assert node(client, "/", "Blog")["description"] == "Films, watched slowly."


def test_a_post_is_whole_whatever_its_title(client: FlaskClient) -> None:
    post = node(client, "/posts/slow/", "BlogPosting")
    assert post["headline"] == TITLE
    assert post["@id"] == post["url"] == f"{URL}/posts/slow/"
    assert post["datePublished"] == post["dateModified"] == "2026-07-01T13:00:00+01:00"
    assert post["keywords"] == ["winter", "华语片"]
    assert post["articleSection"] == ["Love"]
    author = node(client, "/posts/slow/", "Person")
    assert post["author"] == {"@id": author["@id"]}
    assert author["name"] == "Ada Winter"
    assert post["isPartOf"] == {"@id": node(client, "/posts/slow/", "Blog")["@id"]}


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/posts/slow/", [("Love", "/themes/love/"), (TITLE, "/posts/slow/")]),
        (
            "/posts/plain/",
            [("Archive", "/archive/"), ("2026", "/archive/2026/"), ("Plain", "/posts/plain/")],
        ),
        ("/about/", [("About", "/about/")]),
        ("/tags/winter/", [("Tags", "/tags/"), ("winter", "/tags/winter/")]),
        ("/themes/love/", [("Themes", "/themes/"), ("Love", "/themes/love/")]),
        (
            "/archive/2026/07/",
            [
                ("Archive", "/archive/"),
                ("2026", "/archive/2026/"),
                ("July 2026", "/archive/2026/07/"),
            ],
        ),
    ],
)
def test_the_way_from_the_front_page(
    client: FlaskClient, path: str, way: list[tuple[str, str]]
) -> None:
    steps = node(client, path, "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(way) + 2))
    assert [(step["name"], step["item"]) for step in steps] == [
        (name, f"{URL}{address}") for name, address in [("The Ninth Lamp", "/"), *way]
    ]


def test_a_list_counts_on_over_its_pages(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_tags, "PAGE_SIZE", 1)
    page = node(client, "/tags/winter/page/2/", "CollectionPage")
    assert page["url"] == f"{URL}/tags/winter/page/2/"
    (item,) = page["mainEntity"]["itemListElement"]
    assert (item["position"], item["name"], item["url"]) == (2, "Plain", f"{URL}/posts/plain/")


def test_what_only_the_owner_sees_says_nothing(app: Flask, author: FlaskClient) -> None:
    make_post(app, slug="draft", published_at=None)
    assert extracted(author, "/posts/draft/")["json-ld"] == []


def test_themes_keep_the_order_of_their_blogger(client: FlaskClient) -> None:
    theme = node(client, "/themes/love/", "CollectionPage")
    assert theme["description"] == "Mostly unsaid."
    assert [item["name"] for item in theme["mainEntity"]["itemListElement"]] == [TITLE]
    assert [each["@type"] for each in nodes(client, "/themes/love/")] == [
        *("CollectionPage", "BreadcrumbList", "Blog", "Person")
    ]
