"""Lists brought along: a look at whom it asks comes first, and nobody follows without a yes."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.db import session
from blog.following.models import Follower, FollowRequest
from blog.jobs.models import Job
from blog.subjects.choice import Subject
from tests.conftest import FrozenClock
from tests.following.choosing import make_follower, make_tags, only
from tests.makers import make_post
from tests.web.editor import page

BRING = "/desk/followers/bring/"
DOWNLOAD = "/desk/followers/download"


def look(author: FlaskClient, lines: str, **typed: str) -> TestResponse:
    return author.post(BRING, data={"lines": lines, "rhythm": "weekly", "action": "look"} | typed)


def asked(app: Flask) -> list[FollowRequest]:
    with app.app_context():
        return list(session().scalars(select(FollowRequest).order_by(FollowRequest.id)))


def test_two_steps(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    seen = look(author, "anna@one.example\nhui@two.example\nmei@three.example\n")
    assert "3 people would be asked" in page.words(seen)
    assert asked(app) == []
    answer = author.post(BRING, data=page.typed_over(page.form(seen), action="ask"))
    assert answer.status_code == 303
    assert "3 letters go out, each with a question." in page.words(author.get(answer.location))
    assert [(each.address, each.origin, each.rhythm) for each in asked(app)] == [
        ("anna@one.example", "import", "weekly"),
        ("hui@two.example", "import", "weekly"),
        ("mei@three.example", "import", "weekly"),
    ]
    with app.app_context():
        assert session().scalar(select(Follower)) is None
        due = session().scalars(select(Job.due_at).order_by(Job.id)).all()
    assert due == [clock.now + timedelta(seconds=number) for number in range(3)]


def test_nobody_is_asked_who_was_not_counted(app: Flask, author: FlaskClient) -> None:
    seen = look(author, "anna@one.example")
    more = page.typed_over(page.form(seen), action="ask", lines="anna@one.example\nhui@two.example")
    answer = author.post(BRING, data=more)
    assert answer.status_code == 200
    assert "2 people would be asked" in page.words(answer)
    assert asked(app) == []


def test_sent_twice_asks_once(app: Flask, author: FlaskClient) -> None:
    sent = page.typed_over(page.form(look(author, "anna@one.example")), action="ask")
    author.post(BRING, data=sent)
    again = author.post(BRING, data=sent)
    assert "1 was asked within the last two weeks, and is not asked again." in page.words(again)
    assert len(asked(app)) == 1


def test_who_is_not_asked(app: Flask, author: FlaskClient) -> None:
    make_follower(app, "anna@one.example")
    shown = look(
        author,
        "email,follows,rhythm\n"
        "Anna@One.example,,\n"
        "hui@two.example,,\n"
        "hui@two.example,kind:film,\n"
        "mei@,,\n"
        "rosa@three.example,nothing-like-it,\n"
        "tove@three.example,kind:film,daily\n",
    )
    told = page.words(shown)
    assert "One person would be asked" in told
    assert "1 follows here already and hears nothing of this." in told
    assert "1 stands in the list more than once." in told
    assert "These 3 lines cannot be used." in told
    assert "Line 5: mei@ This needs something after the @." in told
    assert "Line 6: rosa@three.example There is no tag “nothing-like-it”." in told
    assert "Line 7: tove@three.example “daily” is not how often" in told


def test_what_lines_say(app: Flask, author: FlaskClient) -> None:
    make_post(app, tags=("film",))
    lines = "email,follows,rhythm\na@one.example,film!kind:book,at_once\nb@one.example,,\n"
    sent = page.form(look(author, lines, rhythm="monthly"))
    author.post(BRING, data=page.typed_over(sent, action="ask"))
    one, other = asked(app)
    assert (one.rhythm, other.rhythm) == ("at_once", "monthly")
    assert one.choice["subjects"] == [["tag", 1]]
    assert one.choice["excluded"] == [["kind", "book"]]
    assert other.choice["everything"] is True


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file(app: Flask, author: FlaskClient, coding: str) -> None:
    text = "Name;E-mail\r\nRenée;renee@one.example\r\n"
    answer = author.post(
        BRING,
        data={"rhythm": "weekly", "file": (BytesIO(text.encode(coding)), "list.csv")},
    )
    assert "One person would be asked" in page.words(answer)
    assert page.form(answer)["lines"] == "Name;E-mail\nRenée;renee@one.example\n"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("", "Choose a file with a list, or paste one"),
        ("a@b.example\n" * 2002, "Bring at most 2,000 along at a time."),
    ],
)
def test_refusal_keeps_what_was_typed(author: FlaskClient, lines: str, sentence: str) -> None:
    answer = look(author, lines, rhythm="monthly")
    assert answer.status_code == 422
    assert sentence in page.words(answer)
    assert page.form(answer)["lines"] == lines
    assert page.form(answer)["rhythm"] == "monthly"


def test_without_a_mail_server_it_says_so(author: FlaskClient) -> None:
    told = page.words(look(author, "anna@one.example"))
    assert "No mail server is set, so the letters will lie in the folder outbox" in told


def test_what_is_downloaded_comes_back(app: Flask, author: FlaskClient) -> None:
    film, winter = make_tags(app, "film", "冬")
    make_post(app, tags=("film", "冬"))
    make_follower(app, "a@one.example")
    make_follower(app, "b+films@one.example", only(film, winter, is_all=True), rhythm="monthly")
    make_follower(app, "c@one.example", only(film, without=(Subject("kind", "book"),)))
    answer = author.get(DOWNLOAD)
    assert answer.mimetype == "text/csv"
    assert "followers-2026-11-20.csv" in answer.headers["Content-Disposition"]
    text = answer.data.decode("utf-8-sig")
    assert text.splitlines() == [
        "email,follows,rhythm,since,came by",
        "a@one.example,(everything),weekly,2026-11-20,form",
        "b+films@one.example,film+冬,monthly,2026-11-20,form",
        "c@one.example,film!kind:book,weekly,2026-11-20,form",
    ]
    for number in (1, 2, 3):
        author.post(f"/desk/followers/{number}/remove")
    sent = page.form(look(author, text))
    author.post(BRING, data=page.typed_over(sent, action="ask"))
    assert [(each.address, each.choice["all"], each.rhythm) for each in asked(app)] == [
        ("a@one.example", False, "weekly"),
        ("b+films@one.example", True, "monthly"),
        ("c@one.example", False, "weekly"),
    ]


def test_a_list_is_for_whoever_says_who_is_there(author: FlaskClient, clock: FrozenClock) -> None:
    clock.move(minutes=10)
    assert author.get(DOWNLOAD).location == f"/desk/account/confirm?next={DOWNLOAD}"
