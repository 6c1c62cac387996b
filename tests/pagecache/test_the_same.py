"""With and without the cache the same request has the same answer; and no page that is kept shows
anything of a table whose changes leave it kept.
"""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from blog.db import Base
from blog.media import storage
from blog.pagecache.cache import PageCache
from tests.conftest import CountQueries, FrozenClock, uncached
from tests.makers import installation, make_post, make_theme
from tests.web.crawling import crawl

PICTURE = b"not much of a picture " * 60
PICTURE_AT = f"/media/{storage.path_of(storage.digest(PICTURE), extension='.jpg')}"
FILES = ("/static/fonts/hanken-grotesk.woff2", PICTURE_AT)
PATHS = (
    *("/", "/posts/snow/", "/posts/snow", "/tags/winter/", "/archive/", "/search/", "/feed.atom"),
    *("/feed.json", "/feeds/winter", "/feeds/winter.rss", "/sitemap.xml", "/robots.txt"),
    *("/nowhere/", "/static/css/site.css", "/desk/", "/posts/soon/"),
    *FILES,
)
QUERIES = ("", "q=snow", "utm=1", "page=1", "archive=1", "archive=", "v=1", "p=12", "&", "q")
CODINGS = ("", "br", "gzip, br;q=0.5", "identity", "*", "br;q=0")
OTHERS = ('"another"', "*", 'W/"x", ', "nonsense", "")
DATES = ("Tue, 01 Jan 2036 00:00:00 GMT", "Tue, 01 Jan 2019 00:00:00 GMT", "the other day")
# Of one answer only.
PERSONAL = ("X-Request-Id", "Date")


@pytest.fixture
def pair(app: Flask, clock: FrozenClock) -> tuple[FlaskClient, FlaskClient]:
    """Two readers of one blog: one is answered by the cache, the other never from memory."""
    make_theme(app)
    make_post(app, title="Snow", source="Words of snow. " * 90, tags=("winter",))
    make_post(app, title="Soon", published_at=clock.now + timedelta(days=1))
    storage.keep(PICTURE, extension=".jpg", folder=installation(app).media)
    kept = app.wsgi_app
    assert isinstance(kept, PageCache)
    empty = PageCache(
        uncached(app),
        site=kept._site,
        version=kept._version,
        cookie="__Host-blog",
        count=lambda status, times: None,
        most_bytes=0,
    )

    class Other(FlaskClient):
        def open(self, *given: object, **named: object) -> TestResponse:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(app, "wsgi_app", empty)
                return super().open(*given, **named)

    return app.test_client(use_cookies=False), Other(app, use_cookies=False)


def said(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    with answer:
        headers = sorted(each for each in answer.headers.items() if each[0] not in PERSONAL)
        # A page of an error shows the id of its request, a form when it was made.
        body = re.sub(rb"[0-9a-f]{12}(?=</)", b"", answer.data)
        return answer.status_code, headers, body


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(PATHS),
    query=st.sampled_from(QUERIES),
    method=st.sampled_from(["GET", "GET", "HEAD", "OPTIONS"]),
    accepted=st.sampled_from(CODINGS),
    held=st.sampled_from(["none", "own", "own, weak", "among others", *OTHERS]),
    condition=st.sampled_from(["If-None-Match", "If-Match"]),
    since=st.sampled_from(["", "own", *DATES]),
    date=st.sampled_from(["If-Modified-Since", "If-Unmodified-Since"]),
    part=st.sampled_from(["", "", "bytes=0-9"]),
)
def test_the_same_request_has_the_same_answer(
    pair: tuple[FlaskClient, FlaskClient],
    path: str,
    query: str,
    method: str,
    accepted: str,
    held: str,
    condition: str,
    since: str,
    date: str,
    part: str,
) -> None:
    # These two Flask reads in its own way, of files that it sends from the disk.
    assume(path not in FILES or not (held != "none" and condition == "If-Match"))
    assume(path not in FILES or not (since and date == "If-Unmodified-Since"))
    cached, direct = pair
    address = f"{path}?{query}" if query else path
    headers = {"Accept-Encoding": accepted} | ({"Range": part} if part else {})
    with cached.get(address, headers={"Accept-Encoding": accepted}) as first:
        tag, changed = first.headers.get("ETag", '"none"'), first.headers.get("Last-Modified")
    named = {"own": tag, "own, weak": f"W/{tag}", "among others": f'"x",W/"y" , {tag}'}
    if held != "none":
        headers[condition] = named.get(held, held)
    if since:
        headers[date] = (changed or DATES[0]) if since == "own" else since
    answers = [said(c.open(address, method=method, headers=headers)) for c in (cached, direct)]
    assert answers[0] == answers[1]


def test_no_page_for_readers_shows_what_does_not_count_as_a_change(
    app: Flask, client: FlaskClient, count_queries: CountQueries
) -> None:
    make_theme(app)
    make_post(app, title="Snow", source="Words of snow.", tags=("winter",))
    unseen = {n for n, table in Base.metadata.tables.items() if table.info.get("is_unseen")}
    assert {"jobs", "revisions", "sign_ins", "failed_attempts", "misses"} < unseen
    pages = [*crawl(client, "/"), "/feed.atom", "/tags/winter/feed.json", "/sitemap.xml"]
    kept = set()
    for path in pages:
        with count_queries() as statements, client.get(path) as answer:
            is_public = answer.headers.get("Cache-Control", "").startswith("public")
        if is_public:
            kept.add(path)
            read = {word for each in statements for word in re.findall(r"\w+", each)}
            assert (path, read & unseen) == (path, set())
    assert len(kept) >= 12
