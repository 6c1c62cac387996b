"""No more letters, by a page or by one click of a mail program."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.db import session
from blog.following import choices
from blog.following.models import Follower, FollowRequest
from blog.subjects.choice import Subject
from tests.following.choosing import only
from tests.web.follow.reader import Reader, words

LOVE, SLOW = Subject("theme", 1), Subject("theme", 2)
DONE = "Done. No more letters"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def counts(app: Flask) -> list[int]:
    with app.app_context():
        return [
            session().scalar(select(func.count()).select_from(table)) or 0
            for table in (Follower, FollowRequest)
        ]


def test_asked_first_then_deleted(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love", often="monthly")
    assert "Stop all letters?" in words(reader.client.get(f"{own}stop"))
    assert counts(kept) == [1, 1]
    answer = reader.client.post(f"{own}stop", data={"all": "1"})
    assert answer.status_code == 303
    page = reader.client.get(answer.location)
    assert DONE in words(page)
    assert counts(kept) == [0, 0]
    assert 'href="/follow/?theme=love&amp;often=monthly"' in page.text
    assert reader.client.get(own).status_code == 410
    assert reader.client.post(f"{own}stop").status_code == 410
    assert "its letters have been stopped since" in words(reader.client.get(reader.link()))


def test_part_of_it_may_be_kept(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love&theme=slow&kind=film&not=winter")
    page = reader.client.get(f"{own}stop")
    assert page.text.count('type="checkbox"') == 3
    answer = reader.client.post(f"{own}stop", data={"theme": "slow"})
    assert answer.location.startswith(own)
    with kept.app_context():
        kept_choice = choices.of(session().scalars(select(Follower)).one())
    assert kept_choice.subjects == {SLOW}
    assert len(kept_choice.excluded) == 1


@pytest.mark.parametrize("query", ["?theme=love&theme=slow&match=all", "", "?theme=love"])
def test_of_some_choices_no_part_can_be_kept(kept: Flask, reader: Reader, query: str) -> None:
    own = reader.follow(query)
    assert 'type="checkbox"' not in reader.client.get(f"{own}stop").text


def test_to_keep_nothing_is_asked_again(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love&theme=slow")
    answer = reader.client.post(f"{own}stop")
    assert answer.status_code == 422
    assert "Tick what to keep, or stop all letters." in words(answer)
    assert counts(kept) == [1, 1]


def test_all_means_all_whatever_is_ticked(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love&theme=slow")
    reader.client.post(f"{own}stop", data={"theme": "slow", "all": "1"})
    assert counts(kept) == [0, 0]


def test_one_click_from_a_mail_program(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love")
    page = reader.client.get(f"{own}one-click")
    assert "Stop all letters?" in words(page)
    assert counts(kept) == [1, 1]
    # RFC 8058: no cookie, no referrer, from another site or from none; and it may come twice.
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    for _ in range(2):
        answer = kept.test_client().post(f"{own}one-click", data=ONE_CLICK, headers=headers)
        assert answer.status_code == 200
        assert DONE in words(answer)
        assert "Set-Cookie" not in answer.headers
    assert counts(kept) == [0, 0]


def test_every_other_form_comes_from_here(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love")
    headers = {"Origin": "https://mail.example"}
    for path in ("", "stop", "pause", "resume"):
        assert reader.client.post(own + path, headers=headers).status_code == 403
    assert counts(kept) == [1, 1]


def test_who_left_may_come_again(kept: Flask, reader: Reader) -> None:
    own = reader.follow("?theme=love")
    reader.client.post(f"{own}one-click", data=ONE_CLICK)
    again = reader.follow("?theme=slow")
    assert again != own
    assert reader.client.get(own).status_code == 410
    with kept.app_context():
        assert choices.of(session().scalars(select(Follower)).one()) == only(SLOW)
