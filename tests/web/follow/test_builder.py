"""The form at /follow/: with a choice made, without one, refused, and sent."""

from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select

from blog.db import session
from blog.following import choices
from blog.following.models import FollowRequest
from blog.subjects.choice import EVERYTHING, Choice, Subject
from tests.conftest import CountQueries, FrozenClock
from tests.following.choosing import make_tags, only
from tests.web.follow.reader import Reader, words

BOOK, FILM = Subject("kind", "book"), Subject("kind", "film")
LOVE, SLOW = Subject("theme", 1), Subject("theme", 2)


def asked(app: Flask) -> FollowRequest:
    with app.app_context():
        found = session().scalar(select(FollowRequest).order_by(FollowRequest.id.desc()).limit(1))
        assert found is not None
        return found


def chosen(app: Flask) -> Choice:
    with app.app_context():
        return choices.from_json(asked(app).choice)


def request_count(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(FollowRequest)) or 0


def test_everything_is_offered_without_a_cookie(reader: Reader) -> None:
    answer = reader.client.get("/follow/")
    page = html.document_fromstring(answer.text)
    assert page.xpath("//input[@name='what'][@checked]/@value") == ["all"]
    assert page.xpath("//input[@name='theme']/@value") == ["love", "slow"]
    assert set(page.xpath("//input[@name='tag']/@value")) == {
        "railways",
        "winter",
        "film",
        "华语片",
    }
    assert page.xpath("//input[@name='kind']/@value") == ["film"]
    assert page.xpath("//input[@name='tag']/following-sibling::b/span/@lang") == ["zh-Hans"]
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "/feed.atom" in answer.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYTHING),
        ("?theme=love", only(LOVE)),
        ("?theme=love&theme=slow&kind=film", only(LOVE, SLOW, FILM)),
        ("?theme=love&kind=film&match=all", only(LOVE, FILM, is_all=True)),
        ("?theme=love&match=all", only(LOVE)),
        ("?not=kind:film", Choice(is_everything=True, excluded=frozenset({FILM}))),
        ("?theme=love&not=theme:slow", only(LOVE, without=(SLOW,))),
        ("?theme=love&not=theme:love", only(LOVE)),
        ("?what=all&theme=love", EVERYTHING),
    ],
)
def test_a_choice_arrives_and_is_sent(
    kept: Flask, reader: Reader, query: str, expected: Choice
) -> None:
    answer = reader.send(query)
    assert answer.status_code == 303
    assert answer.location.startswith("/follow/sent?letter=")
    assert chosen(kept) == expected


def test_tags_in_any_script_and_by_name(kept: Flask, reader: Reader) -> None:
    winter, film = make_tags(kept, "winter", "film")
    (chinese,) = make_tags(kept, "华语片")
    assert reader.send("?tag=Winter&tag=华语片", more="Film, ").status_code == 303
    assert chosen(kept) == only(winter, chinese, film)


@pytest.mark.parametrize("rhythm", [("instant", "at_once"), ("weekly", "weekly"), ("monthly",) * 2])
def test_the_rhythm(kept: Flask, reader: Reader, rhythm: tuple[str, str]) -> None:
    reader.send(f"?often={rhythm[0]}")
    assert asked(kept).rhythm == rhythm[1]


def test_the_page_after_says_what_was_asked(reader: Reader) -> None:
    answer = reader.client.get(reader.send("?theme=love&tag=railways&not=x").location)
    said = words(answer)
    assert "A short letter is on its way to ada@harbourlane.example." in said
    assert "Love, mostly unsaid; anything tagged railways" in said
    assert "Once a week, on Sunday morning" in said
    assert "22 November 2026, 12:00" in said
    assert "noindex" in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "ada@harbourlane"}, "something after the dot: ada@harbourlane.?"),
        ({"email": ""}, "Write the address that the letters shall go to."),
        ({"what": "some"}, "Pick at least one theme or tag, or take everything."),
        ({"often": "hourly"}, "Choose how often letters may come."),
        ({"what": "some", "more": "nonsense"}, "There is no tag “nonsense”."),
        ({"what": "some", "more": "secret"}, "There is no tag “secret”."),
        ({"called": "Ada"}, "A field that no reader sees was filled in."),
        ({"stamp": "forged"}, "This link is not complete, or not from here."),
        ({"stamp": ""}, "This link is not complete, or not from here."),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    kept: Flask, reader: Reader, typed: dict[str, Any], sentence: str
) -> None:
    answer = reader.send("?often=monthly", **typed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    page = html.document_fromstring(answer.text)
    assert page.xpath("//input[@name='email']/@value") == [typed.get("email", reader_email())]
    assert page.xpath("//input[@name='called']/@value") == [""]
    assert request_count(kept) == 0


def reader_email() -> str:
    return "ada@harbourlane.example"


def test_what_is_sent_back_can_be_sent_again(kept: Flask, reader: Reader) -> None:
    fields = reader.open()
    fields["email"] = [reader_email()]
    soon = reader.open(seconds=1) | {"email": [reader_email()]}
    answer = reader.client.post("/follow/", data=soon)
    assert "faster than anybody reads" in words(answer)
    (again,) = html.document_fromstring(answer.text).xpath("//input[@name='stamp']/@value")
    assert again == soon["stamp"][0]
    reader.clock.move(hours=25)
    answer = reader.client.post("/follow/", data=fields)
    assert "open for more than a day" in words(answer)
    (stamp,) = html.document_fromstring(answer.text).xpath("//input[@name='stamp']/@value")
    reader.clock.move(seconds=4)
    assert reader.client.post("/follow/", data=fields | {"stamp": [stamp]}).status_code == 303


def test_too_many_forms_keep_what_was_typed(kept: Flask, reader: Reader) -> None:
    for _ in range(3):
        assert reader.send("?theme=love").status_code == 303
    answer = reader.send("?theme=love")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "86400"
    assert "Three letters have gone" in words(answer)
    page = html.document_fromstring(answer.text)
    assert page.xpath("//input[@name='theme'][@checked]/@value") == ["love"]


def test_a_feed_is_only_an_address(kept: Flask, reader: Reader) -> None:
    fields = reader.open("?theme=love&kind=film&not=theme:slow", seconds=0) | {"how": "feed"}
    answer = reader.client.post("/follow/", data=fields)
    assert answer.status_code == 303
    assert answer.location == "/follow/?theme=love&kind=film&not=theme:slow&how=feed#how"
    page = reader.client.get(answer.location)
    assert "/feeds/theme:love,kind:film!theme:slow.atom" in page.text
    assert request_count(kept) == 0


def test_a_feed_holds_six_subjects(kept: Flask, reader: Reader) -> None:
    query = "?theme=love&theme=slow&kind=film&tag=film&tag=winter&tag=railways&tag=华语片&how=feed"
    assert "One address holds six subjects at most" in words(reader.client.get(f"/follow/{query}"))


def test_an_unknown_name_is_said_and_left_out(reader: Reader) -> None:
    answer = reader.client.get("/follow/?theme=love&tag=nonsense&not=kind:films")
    assert answer.status_code == 200
    assert "There is no tag “nonsense”. “films” is no kind of work." in words(answer)
    many = "&".join(f"tag=x{number}&not=y{number}" for number in range(300))
    assert reader.client.get(f"/follow/?{many}").status_code == 200


def test_a_form_from_elsewhere_is_refused(kept: Flask, reader: Reader) -> None:
    fields = reader.open() | {"email": reader_email()}
    elsewhere = {"Origin": "https://elsewhere.example"}
    answer = reader.client.post("/follow/", data=fields, headers=elsewhere)
    assert answer.status_code == 403
    assert request_count(kept) == 0


def test_the_price_of_the_form(kept: Flask, reader: Reader, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        reader.client.get("/follow/?theme=love&tag=railways&kind=film&not=winter")
    assert len(queries) <= 21


def test_a_page_open_at_midnight(reader: Reader, clock: FrozenClock) -> None:
    clock.move(hours=11, minutes=59)
    assert reader.send(seconds=120).status_code == 303
