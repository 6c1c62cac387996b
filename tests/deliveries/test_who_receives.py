"""Who is told of a post is exactly who asked for it, whatever they chose and it stands under."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from blog import clock
from blog.db import session, transaction
from blog.deliveries import commands, planning
from blog.deliveries.models import Telling
from blog.following import choices
from blog.following.models import RHYTHMS, Follower
from blog.posts.models import Post
from blog.posts.reviews import ReviewText
from blog.subjects.choice import Choice, Subject
from tests import makers
from tests.following.choosing import CHOICES, make_tags

TAGS, THEMES, WORKS = ("a", "b", "c", "d"), ("a", "b", "c", "d"), ("A film", "A series")


@dataclass(frozen=True)
class Someone:
    choice: Choice
    rhythm: str
    pause: str

    @property
    def hears(self) -> bool:
        return self.pause in {"", "over"}


@dataclass(frozen=True)
class Piece:
    tags: frozenset[int]
    themes: frozenset[int]
    works: frozenset[int]

    def stands_under(self, subject: Subject) -> bool:
        if subject.kind == "tag":
            return subject.id in self.tags
        if subject.kind == "theme":
            return subject.id in self.themes
        return subject.id in {("film", "series")[number] for number in self.works}


PEOPLE = st.builds(
    Someone,
    CHOICES.filter(lambda choice: choice.is_everything or bool(choice.subjects)),
    st.sampled_from(RHYTHMS),
    st.sampled_from(["", "", "", "on", "over", "held"]),
)
NUMBERS = st.frozensets(st.integers(1, 4), max_size=3)
PIECES = st.builds(Piece, NUMBERS, NUMBERS, st.frozensets(st.integers(0, 1)))


def should_hear(someone: Someone, piece: Piece) -> bool:
    """The promise, in as few words as it can be said."""
    choice = someone.choice
    if not someone.hears or any(map(piece.stands_under, choice.excluded)):
        return False
    met = list(map(piece.stands_under, choice.subjects))
    return choice.is_everything or (all(met) if choice.is_all else any(met))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(people=st.lists(PEOPLE, max_size=8), pieces=st.lists(PIECES, min_size=1, max_size=2))
def test_exactly_who_should(app: Flask, people: list[Someone], pieces: list[Piece]) -> None:
    _make_subjects(app)
    with app.app_context(), transaction():
        session().execute(delete(Follower))
        ids = [_follow(number, someone) for number, someone in enumerate(people)]
    for piece in pieces:
        post = makers.make_post(
            app,
            tags=tuple(TAGS[number - 1] for number in piece.tags),
            themes=tuple(piece.themes),
            reviews=tuple(ReviewText(work=WORKS[number]) for number in piece.works),
        )
        with app.app_context():
            with transaction():
                kept = session().get_one(Post, post.id)
                delivery_id = commands.announce(kept, at=clock.now(), minutes=0).id
            # A worker that was killed comes back: nobody is told twice.
            for _ in range(2):
                planning.plan(delivery_id, at=clock.now())
            told = select(Telling.follower_id).where(Telling.post_id == post.id)
            assert sorted(session().scalars(told)) == [
                follower_id
                for follower_id, someone in zip(ids, people, strict=True)
                if should_hear(someone, piece)
            ]


def _make_subjects(app: Flask) -> None:
    with app.app_context():
        if session().scalar(select(Follower.id).limit(1)) or session().scalar(select(Post.id)):
            return
    make_tags(app, *TAGS)
    for title in THEMES:
        makers.make_theme(app, title)
    for title, kind in zip(WORKS, ("film", "series"), strict=True):
        makers.make_work(app, title, kind=kind)


def _follow(number: int, someone: Someone) -> int:
    at, address = clock.now(), f"{number}@blog.example"
    follower = Follower(address=address, key=address, rhythm=someone.rhythm, since=at)
    follower.paused_at = at if someone.pause in {"on", "over"} else None
    follower.resumes_at = at - timedelta(days=1) if someone.pause == "over" else None
    follower.held_at = at if someone.pause == "held" else None
    session().add(follower)
    session().flush()
    choices.write(follower, someone.choice)
    return follower.id
