"""The letters about a piece: who hears, the letter itself, Stop, and what became of each."""

from collections.abc import Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.db import session, transaction
from blog.deliveries import queries
from blog.deliveries.models import Delivery, DeliveryState, Telling, TellingState
from blog.posts.models import Post
from tests.conftest import FrozenClock
from tests.following.choosing import make_follower, make_tags, only
from tests.makers import make_post
from tests.web.editor import page
from tests.web.reading import words

LETTERS = "/desk/posts/1/letters/"


def deliveries(app: Flask) -> Sequence[Delivery]:
    with app.app_context():
        return session().scalars(select(Delivery).order_by(Delivery.id)).all()


def bars(answer: TestResponse) -> list[tuple[str, str]]:
    root = html.document_fromstring(answer.text)
    names = words(root, '//dl[@class="bars"]/dt')
    return list(zip(names, words(root, '//dl[@class="bars"]/dd[@class="bar-n"]'), strict=True))


def announced(app: Flask, author: FlaskClient, **post: object) -> Post:
    made = make_post(app, **post)
    assert author.post(f"/desk/posts/{made.id}/letters/", data={"minutes": "15"}).status_code == 303
    return made


def end(app: Flask, clock: FrozenClock, *states: TellingState) -> None:
    """As if the letters had gone out, one in each of these states."""
    with app.app_context(), transaction():
        delivery = session().scalars(select(Delivery)).one()
        delivery.state, delivery.planned_at = DeliveryState.SENDING, clock.now
        for number, state in enumerate(states, start=1):
            session().add(
                Telling(
                    delivery_id=delivery.id,
                    post_id=delivery.post_id,
                    follower_id=number,
                    rhythm="at_once",
                    state=state,
                    due_at=clock.now,
                    letter=f"letter {number}",
                    answer=f"answer {number}",
                )
            )


def test_nobody_wants_it(app: Flask, author: FlaskClient) -> None:
    make_follower(app, "b@one.example", only(*make_tags(app, "film")))
    form = author.get("/desk/posts/new")
    assert "No follower by email wants what this stands under." in page.words(form)
    make_post(app)
    assert "Nobody would hear of this." in page.words(author.get(LETTERS))


def test_recipients_by_topic(app: Flask, author: FlaskClient) -> None:
    film, winter = make_tags(app, "film", "winter")
    make_follower(app, "a@one.example", rhythm="at_once")
    make_follower(app, "b@one.example", only(film, winter))
    make_follower(app, "c@one.example", only(film))
    announced(app, author, tags=("film", "winter"))
    answer = author.get(LETTERS)
    assert "3 followers hear: 1 in 15 minutes, 2 in Sunday’s letter." in page.words(answer)
    assert bars(answer) == [
        *(("Everything", "1"), ("film", "2"), ("winter", "1")),
        *(("As it goes", "1"), ("Weekly", "2")),
    ]


def test_the_letter_is_shown(app: Flask, author: FlaskClient) -> None:
    make_follower(app)
    announced(app, author, title="Slow Train", source="He says ||the butler|| and goes.")
    answer = author.get(LETTERS)
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    framed = author.get(f"{LETTERS}preview")
    policy = framed.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src 'self'")
    assert "frame-ancestors 'self'" in policy
    for shown in (answer.text, framed.text):
        assert "and goes." in shown
        assert "butler" not in shown


def test_stop(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    make_follower(app)
    announced(app, author)
    author.post(f"{LETTERS}1/stop")
    shown = page.words(author.get(LETTERS))
    assert "Stopped. Nobody gets a letter." in shown
    assert "Friday 20 November 2026, 12:00: stopped no letter was out." in shown
    assert "Tell one follower" in shown
    author.post(f"{LETTERS}1/stop")
    assert "These letters had come to an end already." in page.words(author.get(LETTERS))


def test_stop_only_letters_of_this_piece(app: Flask, author: FlaskClient) -> None:
    make_follower(app)
    announced(app, author)
    make_post(app, title="Another")
    assert author.post("/desk/posts/2/letters/1/stop").status_code == 404
    assert deliveries(app)[0].state == "counting"


def test_how_far_they_are(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    for name in "abcd":
        make_follower(app, f"{name}@{name}.example")
    announced(app, author)
    end(app, clock, *(TellingState(each) for each in ("sent", "waiting", "refused", "unknown")))
    shown = page.words(author.get(LETTERS))
    assert "1 of 4 letters are out. 1 waits; 1 was refused; of 1 nobody knows." in shown
    assert "c…@c.example answer 3" in shown
    assert "d…@d.example answer 4" in shown
    author.post(f"{LETTERS}again/4")
    shown = page.words(author.get(LETTERS))
    assert "The letter goes out once more." in shown
    assert "1 of 4 letters are out. 2 wait; 1 was refused." in shown
    assert author.post(f"{LETTERS}again/1").status_code == 422


def test_nobody_is_there_to_send(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    make_follower(app)
    announced(app, author)
    clock.move(minutes=20)
    assert "nobody has begun: is the work in the background running?" in page.words(
        author.get(LETTERS)
    )


@pytest.mark.parametrize("minutes", ["", "0", "-1", "1441", "soon"])
def test_a_countdown_that_is_none(app: Flask, author: FlaskClient, minutes: str) -> None:
    make_follower(app)
    make_post(app)
    answer = author.post(LETTERS, data={"minutes": minutes})
    assert answer.status_code == 422
    assert "Choose from 1 to 1,440 minutes." in page.words(answer)
    assert page.form(answer)["minutes"] == minutes


def test_told_in_two_windows(app: Flask, author: FlaskClient) -> None:
    make_follower(app)
    announced(app, author)
    answer = author.post(LETTERS, data={"minutes": "15"})
    assert answer.status_code == 409
    assert "Letters about this piece are on their way already." in page.words(answer)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"published_at": None}, "Followers can be told once it is published, or has its day."),
        ({"kind": "page"}, "Only pieces are told to followers."),
    ],
)
def test_what_goes_to_nobody(
    app: Flask, author: FlaskClient, given: dict[str, str | None], sentence: str
) -> None:
    make_follower(app)
    make_post(app, **given)
    assert sentence in page.words(author.get(LETTERS))
    assert author.post(LETTERS, data={"minutes": "15"}).status_code == 422


def test_withdrawing_stops_them(app: Flask, author: FlaskClient) -> None:
    make_follower(app)
    announced(app, author)
    form = page.typed_over(page.form(author.get("/desk/posts/1/")), action="withdraw")
    author.post("/desk/posts/1/", data=form)
    assert "The piece was taken back, so its letters were stopped." in page.words(
        author.get(LETTERS)
    )
    with app.app_context():
        assert queries.open_delivery(1) is None


def test_the_desk_says_what_counts_down(app: Flask, author: FlaskClient) -> None:
    make_follower(app)
    announced(app, author, title="Slow Train")
    shown = page.words(author.get("/desk/"))
    assert "Letters about “Slow Train” go out in 15 minutes, 20 November, 12:15." in shown
    assert "Followers by email 1 1 more than last week" in shown
    author.post(f"{LETTERS}1/stop")
    assert "Letters about" not in page.words(author.get("/desk/"))
