"""Makes followers as they come: by a form, a letter, and a button. And choices at random."""

from datetime import datetime

from flask import Flask
from hypothesis import strategies as st
from sqlalchemy import select

from blog import clock
from blog.db import session, transaction
from blog.following import followers, requests
from blog.following.models import Follower, FollowRequest
from blog.subjects.choice import EVERYTHING, Choice, Subject
from blog.topics import tags
from blog.works.models import KINDS

SECRET = "a secret for tests"


def tag(number: int) -> Subject:
    return Subject("tag", number)


def only(*subjects: Subject, is_all: bool = False, without: tuple[Subject, ...] = ()) -> Choice:
    return Choice(is_all=is_all, subjects=frozenset(subjects), excluded=frozenset(without))


def ask(
    email: str = "ada@blog.example",
    choice: Choice = EVERYTHING,
    *,
    rhythm: str = "weekly",
    network: str = "192.0.2.1",
    at: datetime | None = None,
) -> FollowRequest:
    """Inside a transaction of the caller."""
    return requests.ask(
        email, choice=choice, rhythm=rhythm, network=network, secret=SECRET, at=at or clock.now()
    )


def make_follower(
    app: Flask, email: str = "ada@blog.example", choice: Choice = EVERYTHING, **given: str
) -> int:
    """The number of somebody who follows."""
    with app.app_context(), transaction():
        asked = ask(email, choice, network=email, **given)
        return followers.confirm(asked, at=clock.now()).id


def make_tags(app: Flask, *names: str) -> list[Subject]:
    with app.app_context(), transaction():
        return [tag(tags.find_or_make(name, at=clock.now()).id) for name in names]


def follower(email: str = "ada@blog.example") -> Follower | None:
    return session().scalar(select(Follower).where(Follower.address == email))


# Tags and themes 1 to 4, two kinds of works.
SUBJECTS = st.one_of(
    st.builds(Subject, st.just("tag"), st.integers(1, 4)),
    st.builds(Subject, st.just("theme"), st.integers(1, 4)),
    st.builds(Subject, st.just("kind"), st.sampled_from(KINDS[:2])),
)
SETS = st.frozensets(SUBJECTS, max_size=4)
CHOICES = st.builds(
    Choice, is_everything=st.booleans(), is_all=st.booleans(), subjects=SETS, excluded=SETS
)
