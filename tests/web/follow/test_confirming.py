"""The letter that asks, and the link in it: nobody follows before a button is pressed."""

from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.following import choices
from blog.following.models import Follower
from blog.subjects.choice import Choice, Subject
from blog.topics import themes
from blog.topics.models import Theme
from tests.conftest import FrozenClock
from tests.following.choosing import only
from tests.web.follow.reader import EMAIL, PREFERENCES, Reader, html_of, text_of, words

LOVE, SLOW, FILM = Subject("theme", 1), Subject("theme", 2), Subject("kind", "film")


def follower(app: Flask) -> Follower | None:
    with app.app_context():
        return session().scalar(select(Follower))


def chosen(app: Flask) -> Choice:
    with app.app_context():
        return choices.of(session().scalars(select(Follower)).one())


def test_from_the_form_to_the_first_letter(kept: Flask, reader: Reader) -> None:
    reader.send("?theme=love&tag=railways")
    (letter,) = reader.letters()
    assert letter["To"] == EMAIL
    assert letter["Subject"] == "The Ninth Lamp: is it you?"
    assert letter["Auto-Submitted"] == "auto-generated"
    for part in (text_of(letter), html_of(letter)):
        assert "Love, mostly unsaid" in part
        assert "22 November 2026" in part
    link = reader.link()
    # A scanner of mail opens the link, also twice: nothing happens.
    for _ in range(2):
        page = reader.client.get(link)
        assert "Is this right?" in words(page)
        assert "Love, mostly unsaid; anything tagged railways" in words(page)
    assert reader.client.head(link).status_code == 200
    assert follower(kept) is None
    answer = reader.client.post(link)
    assert answer.status_code == 303
    made = follower(kept)
    assert made is not None
    assert made.address == EMAIL
    page = reader.client.get(answer.location)
    assert "You’re following" in words(page)
    assert "comes on Sunday 22 November 2026" in words(page)
    assert "A letter" in words(page)
    assert "Set-Cookie" not in page.headers
    # The link opens the preferences from now on, and confirms nothing twice.
    assert reader.client.get(link).status_code == 303
    assert reader.client.post(link).status_code == 303
    assert len(reader.letters()) == 1


def test_the_answer_is_the_same_for_an_address_that_follows(kept: Flask, reader: Reader) -> None:
    reader.follow("?theme=love")
    answers = []
    for email in (EMAIL, "stranger@harbourlane.example"):
        sent = reader.send("?theme=slow", email=email)
        page = reader.client.get(sent.location)
        answers.append((sent.status_code, page.status_code, words(page).replace(email, "…")))
    assert answers[0] == answers[1]
    already, new = reader.letters()[-2:]
    assert already["Subject"] == "The Ninth Lamp: you follow already"
    assert new["Subject"] == "The Ninth Lamp: is it you?"


def test_who_follows_already_adds_or_swaps(kept: Flask, reader: Reader) -> None:
    reader.follow("?theme=love")
    reader.send("?theme=slow", often="monthly")
    link = reader.link()
    page = words(reader.client.get(link))
    assert "You’re already here" in page
    assert "Would you like to add what you’ve just picked?" in page
    answer = reader.client.post(link)
    assert answer.status_code == 409
    assert "You’re already here" in words(answer)
    assert chosen(kept) == only(LOVE)
    assert reader.client.post(link, data={"add": "1"}).status_code == 303
    assert chosen(kept) == only(LOVE, SLOW)
    made = follower(kept)
    assert made is not None
    assert made.rhythm == "monthly"
    reader.send("?kind=film")
    assert reader.client.post(reader.link(), data={"swap": "1"}).status_code == 303
    assert chosen(kept) == only(FILM)


def test_all_at_once_cannot_be_added(kept: Flask, reader: Reader) -> None:
    reader.follow("?theme=love&kind=film&match=all")
    reader.send("?theme=slow")
    page = reader.client.get(reader.link())
    assert "in its place?" in words(page)
    assert 'name="add"' not in page.text


def test_the_same_again_is_told_so(reader: Reader) -> None:
    preferences = reader.follow("?theme=love")
    reader.send("?theme=love")
    letter = text_of(reader.letters()[-1])
    assert "That is what you follow already" in letter
    own = reader.link(PREFERENCES)
    assert words(reader.client.get(own)) == words(reader.client.get(preferences))


def test_a_link_of_two_days_ago_sends_a_fresh_one(
    kept: Flask, reader: Reader, clock: FrozenClock
) -> None:
    reader.send("?theme=love")
    link = reader.link()
    clock.move(days=2)
    for answer in (reader.client.get(link), reader.client.post(link)):
        assert answer.status_code == 410
        assert "That link has had its day" in words(answer)
    token = link.rpartition("/")[2]
    again = reader.client.post("/follow/again", data={"link": token})
    assert "A short letter is on its way" in words(reader.client.get(again.location))
    fresh = reader.link()
    assert fresh != link
    assert reader.client.post(fresh).status_code == 303
    assert chosen(kept) == only(LOVE)


def test_a_letter_is_sent_again_from_its_page(reader: Reader) -> None:
    sent = reader.send().location
    token = sent.partition("=")[2]
    for count in (2, 3):
        assert reader.client.post("/follow/again", data={"letter": token}).status_code == 303
        assert len(reader.letters()) == count
    answer = reader.client.post("/follow/again", data={"letter": token})
    assert answer.status_code == 429
    assert "Three letters have gone" in words(answer)


def test_no_letter_for_what_was_answered_or_is_late(reader: Reader, clock: FrozenClock) -> None:
    reader.send("?theme=love")
    clock.move(days=3)
    assert reader.letters() == []


def test_what_was_chosen_may_be_gone_by_now(
    kept: Flask, reader: Reader, clock: FrozenClock
) -> None:
    reader.send("?theme=love")
    link = reader.link()
    with kept.app_context(), transaction():
        themes.remove(session().get_one(Theme, 1), at=clock.now)
    assert "has been taken away since" in words(reader.client.get(link))
    answer = reader.client.post(link)
    assert answer.status_code == 422
    assert "not kept here any more" in words(answer)
    assert follower(kept) is None


def test_a_key_opens_its_own_door_only(reader: Reader) -> None:
    sent = reader.send("?theme=love").location.partition("=")[2]
    confirm = reader.link().rpartition("/")[2]
    own = reader.client.post(f"/follow/confirm/{confirm}").location.split("/")[2]
    for path in (
        f"/follow/confirm/{sent}",
        f"/follow/confirm/{own}",
        f"/follow/sent?letter={confirm}",
        f"/follow/sent?letter={own}",
        "/follow/sent",
        f"/follow/{confirm}/",
        f"/follow/{sent}/",
        f"/follow/{own[:-1]}/",
        f"/follow/{own}x/stop",
        f"/follow/{sent}/data.json",
    ):
        assert reader.client.get(path).status_code == 404, path
    for path in (f"/follow/{confirm}/one-click", f"/follow/{sent}/stop", f"/follow/{confirm}/"):
        assert reader.client.post(path).status_code == 404, path
    assert reader.client.post("/follow/again", data={"letter": own}).status_code == 404


def test_two_letters_confirmed_at_once(kept: Flask, reader: Reader) -> None:
    reader.send("?theme=love")
    first = reader.link()
    reader.send("?theme=slow")
    second = reader.link()
    pages = [reader.client.get(link) for link in (first, second)]
    assert all("Is this right?" in words(page) for page in pages)
    assert reader.client.post(first).status_code == 303
    # The second page was made before anybody followed: it is asked, and throws nothing away.
    assert reader.client.post(second).status_code == 409
    assert chosen(kept) == only(LOVE)


def test_names_of_domains_in_any_script(reader: Reader) -> None:
    reader.send(email="Ada+films@bücher.example")
    (letter,) = reader.letters()
    assert letter["To"] == "Ada+films@xn--bcher-kva.example"
