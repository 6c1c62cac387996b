"""Nobody misses a piece, however long away (RFC 5005), and what is gone is said (RFC 6721)."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from blog.db import transaction
from blog.posts import changes, commands
from blog.topics import tags
from tests.conftest import FrozenClock
from tests.feeds.validity import ATOM, atom_faults, json_feed_faults, rss_faults
from tests.makers import LONG_AGO, make_post, make_theme
from tests.web.syndication.subscribed import FORMS, change, entries, tag_named, titles

FAULTS = {"atom": atom_faults, "rss": rss_faults, "json": json_feed_faults}
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"


def _links(client: FlaskClient, address: str) -> dict[str, str]:
    """By relation, as paths."""
    body = client.get(address).data
    if "feed.json" in address:
        older = json.loads(body).get("next_url", "")
        return {"prev-archive": older.removeprefix("https://blog.example")} if older else {}
    found = etree.fromstring(body).iter(f"{ATOM}link")
    return {
        each.get("rel", ""): each.get("href", "").removeprefix("https://blog.example")
        for each in found
    }


def _walk(client: FlaskClient, address: str) -> list[str]:
    """The feed and all of its archives, newest first."""
    walked = [address]
    while (older := _links(client, walked[-1]).get("prev-archive")) is not None:
        walked.append(older)
    return walked


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scope", ["/", "/tags/winter/"])
def test_the_archives_hold_all_the_rest(
    app: Flask, client: FlaskClient, scope: str, form: str
) -> None:
    for number in range(65):
        made = LONG_AGO + timedelta(hours=number)
        make_post(app, title=f"{number}", tags=("winter",), published_at=made)
    walked = _walk(client, f"{scope}feed.{form}")
    assert len(walked) == 3
    held = [set(titles_at(client, address)) for address in walked]
    assert [len(each) for each in held] == [30, 30, 30]
    assert set().union(*held) == {f"{number}" for number in range(65)}
    for address in walked:
        assert FAULTS[form](client.get(address).data) == []


def titles_at(client: FlaskClient, address: str) -> list[str]:
    if ".json" in address:
        return [item["title"] for item in client.get(address).get_json()["items"]]
    return titles(client, address)


def test_an_archive_stays_as_it_is_and_says_what_stands_beside_it(
    app: Flask, client: FlaskClient
) -> None:
    for number in range(61):
        make_post(app, title=f"{number}", published_at=LONG_AGO + timedelta(hours=number))
    feed, second, first = _walk(client, "/feed.atom")
    links = _links(client, second)
    assert links["self"] == second
    assert links["current"] == feed
    assert links["prev-archive"] == links["next"] == first
    assert _links(client, first)["next-archive"] == second
    assert "next-archive" not in links
    assert etree.fromstring(client.get(first).data).find(ARCHIVE) is not None
    assert etree.fromstring(client.get(feed).data).find(ARCHIVE) is None
    held = {address: client.get(address).data for address in (first,)}
    make_post(app, title="Newest", published_at=LONG_AGO + timedelta(days=90))
    assert {address: client.get(address).data for address in held} == held


def test_who_asks_for_an_archive_that_was_cut_anew_is_led_on(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    posts = [
        make_post(app, title=f"{number}", published_at=LONG_AGO + timedelta(hours=number))
        for number in range(62)
    ]
    before = _walk(client, "/feed.atom")[1:]
    change(app, posts[40], lambda post: commands.withdraw(post, at=clock.now))
    after = _walk(client, "/feed.atom")[1:]
    assert after[1] == before[1], "nothing has changed among the oldest"
    assert after[0] != before[0]
    response = client.get(before[0])
    assert (response.status_code, response.headers["Location"]) == (301, after[0])
    assert client.get("/feed.atom?archive=3-aa").status_code == 404
    assert client.get("/feed.atom?archive=nonsense").headers["Location"] == "/feed.atom"


def test_a_piece_that_slips_in_among_the_old_gives_its_archive_another_name(
    app: Flask, client: FlaskClient
) -> None:
    """Otherwise whoever knows the archive would not look into it again."""
    for number in range(61):
        make_post(app, title=f"{number}", published_at=LONG_AGO + timedelta(hours=number))
    before = _walk(client, "/feed.atom")[1:]
    make_post(app, title="Found again", published_at=LONG_AGO + timedelta(minutes=90))
    after = _walk(client, "/feed.atom")[1:]
    assert not set(before) & set(after)
    assert "Found again" in titles_at(client, after[-1])


def test_a_few_pieces_need_no_archive(app: Flask, client: FlaskClient) -> None:
    for number in range(30):
        make_post(app, title=f"{number}")
    for form in FORMS:
        assert _walk(client, f"/feed.{form}") == [f"/feed.{form}"]


def test_what_was_taken_back_is_said_where_it_was(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    theme = make_theme(app, title="Snow")
    kept = make_post(app, title="Kept", tags=("winter",))
    post = make_post(app, title="Gone", tags=("winter",), themes=(theme.id,))
    never = make_post(app, tags=("winter",), published_at=clock.now + timedelta(days=9))
    for each in (post, never):
        change(app, each, lambda each: commands.withdraw(each, at=clock.now))

    def gone(address: str) -> list[str | None]:
        response = client.get(address)
        assert atom_faults(response.data) == []
        return [each.get("ref") for each in etree.fromstring(response.data).iter(DELETED)]

    where = ["/feed.atom", "/tags/winter/feed.atom", "/themes/snow/feed.atom"]
    where += ["/feeds/winter,theme:snow.atom", "/feeds/!kind:book.atom"]
    assert [gone(address) for address in where] == [[post.entry_id]] * 5
    assert gone("/feeds/kind:book.atom") == []
    assert gone("/feeds/winter!theme:snow.atom") == []
    json_feed = client.get("/feed.json")
    assert json_feed_faults(json_feed.data) == []
    [removed] = json_feed.get_json()["_commonplace"]["removed"]
    assert removed == {"id": post.entry_id, "date_removed": "2026-11-20T12:00:00Z"}

    change(app, post, lambda post: commands.trash(post, at=clock.now))
    change(app, post, lambda post: commands.remove(post, at=clock.now))
    assert gone("/feed.atom") == [post.entry_id]
    change(app, kept, lambda post: commands.trash(post, at=clock.now))
    assert len(gone("/feed.atom")) == 2
    change(app, kept, lambda post: commands.publish(post, at=clock.now))
    assert gone("/feed.atom") == [post.entry_id]
    assert list(entries(client, "/feed.atom")) == [kept.entry_id]


def test_what_is_scheduled_to_come_back_is_gone_until_then(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    post = make_post(app)
    change(app, post, lambda post: commands.withdraw(post, at=clock.now))
    back_at = clock.now + timedelta(days=1)
    change(app, post, lambda post: commands.schedule(post, for_=back_at, at=clock.now))
    assert "deleted-entry " in client.get("/feed.atom").text
    clock.move(days=1)
    assert "deleted-entry " not in client.get("/feed.atom").text


def test_what_was_taken_back_is_said_where_its_tag_has_gone(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    post = make_post(app, tags=("winter",))
    make_post(app, tags=("snow",))
    change(app, post, lambda post: commands.withdraw(post, at=clock.now))
    with app.app_context(), transaction():
        tags.merge(tag_named("winter"), into=tag_named("snow"), at=clock.now)
    assert client.get("/tags/winter/feed.atom").headers["Location"] == "/tags/snow/feed.atom"
    assert f'ref="{post.entry_id}"' in client.get("/tags/snow/feed.atom").text


@pytest.mark.parametrize("form", FORMS)
def test_a_change_that_readers_are_told_of_opens_its_entry(
    app: Flask, client: FlaskClient, clock: FrozenClock, form: str
) -> None:
    post = make_post(app, title="Piece", source="Words.")
    before = client.get(f"/feed.{form}").text
    at = clock.move(days=1)
    change(app, post, lambda post: changes.announce(post, note="The <end> is new.", at=at))
    response = client.get(f"/feed.{form}")
    assert FAULTS[form](response.data) == []
    assert "Changed on 21 November 2026:" not in before
    assert "Changed on 21 November 2026:" in response.text
    if form == "json":
        [item] = response.get_json()["items"]
        assert item["date_modified"] == "2026-11-21T12:00:00Z"
        assert item["content_html"].startswith(
            '<p><em lang="en">Changed on 21 November 2026:</em> '
            '<span lang="en-GB">The &lt;end&gt; is new.</span></p>\n<p>Words.</p>'
        )
