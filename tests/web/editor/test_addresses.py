"""Addresses on the desk: made, pasted, changed, removed; and those asked for in vain."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog import clock
from blog.db import session, transaction
from blog.posts import addresses, commands
from blog.posts.models import Post
from blog.topics import tags, themes
from blog.topics.models import Tag, Theme
from blog.works.fields import ReviewText
from tests.conftest import URL, CountQueries
from tests.makers import LONG_AGO, make_post, make_theme
from tests.web.reading import words

LIST = "/desk/addresses/"
PERSON = {"Sec-Fetch-Dest": "document"}


@pytest.fixture(autouse=True)
def post(app: Flask) -> Post:
    return make_post(app, title="Snow", slug="snow")


def make(author: FlaskClient, path: str, target: str = "", **also: str) -> TestResponse:
    return author.post(LIST, data={"path": path, "target": target, **also})


def complaint(answer: TestResponse) -> str:
    assert answer.status_code == 422
    (sentence,) = words(html.document_fromstring(answer.text), '//p[@class="error"]')
    return sentence


def seen(author: FlaskClient, query: str, path: str = LIST) -> list[str]:
    answer = author.get(path)
    assert answer.status_code == 200
    return words(html.document_fromstring(answer.text), query)


def test_an_address_is_led_on_and_shown(author: FlaskClient, client: FlaskClient) -> None:
    assert seen(author, "//table") == []
    assert make(author, "https://old.example/2019/snow/", "/posts/snow").status_code == 303
    assert seen(author, "//tbody//th") == ["/2019/snow/"]
    assert seen(author, "//tbody//td[1]") == ["/posts/snow/"]
    assert client.get("/2019/snow/").location == "/posts/snow/"
    assert make(author, "/of-all/", f"{URL}/archive").status_code == 303
    assert client.get("/of-all/").location == "/archive/"
    assert make(author, "/?p=12", "/posts/snow/#notes").status_code == 303
    assert client.get("/?p=12").location == "/posts/snow/#notes"


def test_a_target_at_which_nothing_stands_any_more_is_marked(
    app: Flask, author: FlaskClient, post: Post
) -> None:
    make_theme(app, "Winter")
    make_post(app, title="Work", slug="a-shift", reviews=(ReviewText(work="The Salt Ferry"),))
    for number, target in enumerate(
        (
            "/posts/snow/#end",
            "/posts/a-shift/",
            "/themes/winter/",
            "/works/the-salt-ferry/",
            "/archive/",
            "/feed.atom",
            "https://blog.example.net/posts/none/",
        )
    ):
        assert make(author, f"/old/{number}/", target).status_code == 303
    marked = '//tr[td/span[@class="flag state-warn"]]/th'
    assert seen(author, marked) == []
    with app.app_context(), transaction():
        stored = session().get_one(Post, post.id)
        addresses.move(stored, "thaw")
    assert seen(author, marked) == []
    with app.app_context(), transaction():
        for kept in session().scalars(select(Post)):
            commands.withdraw(kept, at=clock.now())
        themes.remove(session().scalars(select(Theme)).one(), at=clock.now())
    assert seen(author, marked) == ["/old/0/", "/old/1/", "/old/2/", "/old/3/"]


def test_an_address_is_gone(author: FlaskClient, client: FlaskClient) -> None:
    assert make(author, "/old/", is_gone="y").status_code == 303
    assert client.get("/old/").status_code == 410
    assert seen(author, "//tbody//td[1]") == ["Gone"]


@pytest.mark.parametrize(
    ("path", "target", "sentence"),
    [
        ("", "/posts/snow/", "is not the address of a page"),
        ("/old/", "", "Where does it lead?"),
        ("/old/", "posts/snow/", "leads nowhere"),
        ("/old/", "/posts/nothing/", "Nothing stands at “/posts/nothing/” for readers"),
        ("/old/", "/old", "Nothing stands at “/old” for readers"),
        ("/posts/snow/", "/tags/", "A page stands at “/posts/snow/”"),
        ("/", "/posts/snow/", "A page stands at “/”"),
        ("/desk/x/", "/posts/snow/", "The blog keeps “/desk/x/” for itself"),
        ("/media/x.jpg", "/posts/snow/", "The blog keeps “/media/x.jpg” for itself"),
        ("/was/", "/tags/", "“/was/” leads to “/posts/snow/” by itself"),
    ],
)
def test_what_cannot_be_is_said_by_the_field(
    app: Flask, author: FlaskClient, post: Post, path: str, target: str, sentence: str
) -> None:
    with app.app_context(), transaction():
        addresses.remember(session().get_one(Post, post.id), "/was/")
    answer = make(author, path, target)
    assert sentence in complaint(answer)
    form = html.document_fromstring(answer.text)
    assert form.xpath('//input[@id="path"]/@value') == [path]


def test_a_target_that_moved_is_followed_at_once(
    app: Flask, author: FlaskClient, client: FlaskClient, post: Post
) -> None:
    with app.app_context(), transaction():
        addresses.remember(session().get_one(Post, post.id), "/was/")
    assert make(author, "/old/", "/was/#notes").status_code == 303
    assert client.get("/old/").location == "/posts/snow/#notes"


def test_no_chains(author: FlaskClient, client: FlaskClient) -> None:
    make(author, "/b/", "https://elsewhere.example/")
    assert "Nothing stands at" in complaint(make(author, "/a/", "/b/"))


def test_changed_and_removed(author: FlaskClient, client: FlaskClient) -> None:
    make(author, "/ol/", is_gone="y")
    form = html.document_fromstring(author.get(f"{LIST}change/?path=/ol/").text)
    assert form.xpath('//input[@id="is_gone"]/@checked')
    changed = {"path": "/old/", "target": "/posts/snow/"}
    assert author.post(f"{LIST}change/?path=/ol/", data=changed).status_code == 303
    assert client.get("/ol/").status_code == 404
    assert client.get("/old/").location == "/posts/snow/"
    answer = author.post(f"{LIST}change/?path=/old/", data=changed | {"target": "/no/"})
    assert "Nothing stands" in complaint(answer)
    assert client.get("/old/").location == "/posts/snow/"
    assert author.get(f"{LIST}remove/?path=/old/").status_code == 200
    assert client.get("/old/").status_code == 301
    assert author.post(f"{LIST}remove/?path=/old/").status_code == 303
    assert client.get("/old/").status_code == 404
    assert author.get(f"{LIST}change/?path=/old/").status_code == 404


def test_pasted_lines_are_kept_each_by_itself(author: FlaskClient, client: FlaskClient) -> None:
    lines = (
        "/1/ /posts/snow/\r\n/2/,gone\r\n/3/ /nothing/\r\n\r\nnonsense\r\n/4/\thttps://a.example/"
    )
    answer = author.post(f"{LIST}paste/", data={"lines": lines})
    assert answer.status_code == 422
    page = html.document_fromstring(answer.text)
    assert words(page, '//div[@role="alert"]//p') == ["3 kept. 2 lines were not:"]
    assert words(page, '//div[@role="alert"]//code') == ["/3/ /nothing/", "nonsense"]
    (left,) = page.xpath("//textarea")
    assert left.text.split("\n") == ["", "/3/ /nothing/", "nonsense"]
    assert client.get("/1/").location == "/posts/snow/"
    assert client.get("/2/").status_code == 410
    assert client.get("/4/").location == "https://a.example/"
    assert author.post(f"{LIST}paste/", data={"lines": "/5/ /posts/snow/"}).status_code == 303
    assert author.post(f"{LIST}paste/", data={"lines": "/x/ gone\n" * 501}).status_code == 422


def test_what_was_asked_for_in_vain_has_three_answers(
    author: FlaskClient, client: FlaskClient
) -> None:
    shown = '//section[@aria-labelledby="in-vain"]//span[@class="t"]'
    assert seen(author, shown) == []
    for path, times in (("/a/", 3), ("/b/", 2), ("/c/", 1)):
        for _ in range(times):
            client.get(path, headers=PERSON)
    assert seen(author, shown) == ["/a/", "/b/", "/c/"]
    form = html.document_fromstring(author.get(f"{LIST}?path=/a/").text)
    assert form.xpath('//input[@id="path"]/@value') == ["/a/"]
    assert make(author, "/a/", "/posts/snow/").status_code == 303
    assert author.post(f"{LIST}gone/", data={"path": "/b/"}).status_code == 303
    assert author.post(f"{LIST}dismiss/", data={"path": "/c/"}).status_code == 303
    assert seen(author, shown) == []
    assert [client.get(path).status_code for path in ("/a/", "/b/", "/c/")] == [301, 410, 404]


def test_what_leads_on_by_itself_is_only_looked_at(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="Two", tags=("winter",))
    make_theme(app, title="Love", slug="love")
    with app.app_context(), transaction():
        addresses.remember(session().get_one(Post, 1), "/2019/雪/")
        tags.rename(session().get_one(Tag, 1), "snow & ice", at=LONG_AGO)
        theme = session().get_one(Theme, 1)
        fields = themes.ThemeFields(title="Love", slug="unsaid")
        told = {"site_url": URL, "lang": "en-GB", "at": LONG_AGO}
        themes.change(theme, fields, based_on=theme.version, **told)
    assert seen(author, '//p[@class="more"]')[0].startswith("3 former addresses")
    former = f"{LIST}former/"
    assert seen(author, "//tbody//th", former) == ["/2019/雪/", "/tags/winter/", "/themes/love/"]
    assert seen(author, "//tbody//td", former) == [
        *("/posts/snow/", "/tags/snow-ice/", "/themes/unsaid/")
    ]
    assert seen(author, "//tbody//th", f"{former}?q=雪") == ["/2019/雪/"]
    assert seen(author, '//div[@class="empty"]/p[1]', f"{LIST}former/?q=nothing") != []


def test_its_cost_does_not_follow_the_number_of_addresses(
    app: Flask, author: FlaskClient, count_queries: CountQueries
) -> None:
    lines = "\n".join(f"/old/{number}/ gone" for number in range(60))
    author.post(f"{LIST}paste/", data={"lines": lines})
    with count_queries() as queries:
        assert seen(author, "//caption") == ["60 addresses"]
    assert len(queries) <= 12
    assert len(seen(author, "//tbody/tr", f"{LIST}?page=2")) == 10
    assert seen(author, "//tbody//th", f"{LIST}?q=/old/59/") == ["/old/59/"]
