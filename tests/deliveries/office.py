"""What deliveries are tested with: followers, a clock, a real mail server, the jobs as wired."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from blog import clock
from blog.db import session, transaction
from blog.deliveries import commands
from blog.deliveries.models import Delivery, Telling
from blog.following import choices
from blog.following.models import Follower
from blog.jobs import worker
from blog.mail.smtp import Smtp
from blog.posts.models import Post
from blog.settings import queries as settings
from blog.subjects.choice import EVERYTHING, Choice
from tests import makers
from tests.smtp import MailServer


class Office:
    """An application and the mail server that its letters go to."""

    def __init__(self, app: Flask, mail: MailServer) -> None:
        self.app, self.mail = app, mail
        self.transport = Smtp(mail.place, own_name="blog.example")

    def follower(self, name: str, choice: Choice = EVERYTHING, *, rhythm: str = "at_once") -> int:
        address = f"{name}@harbour.example"
        with self.app.app_context(), transaction():
            made = Follower(address=address, key=address, rhythm=rhythm, since=clock.now())
            session().add(made)
            session().flush()
            choices.write(made, choice)
            return made.id

    def announce(self, post: Post, *, minutes: int = 0) -> int:
        with self.app.app_context(), transaction():
            asked = session().get_one(Post, post.id)
            return commands.announce(asked, at=clock.now(), minutes=minutes).id

    def stop(self, number: int) -> None:
        with self.app.app_context(), transaction():
            commands.stop(session().get_one(Delivery, number), at=clock.now())

    def work(self) -> worker.Drained:
        with self.app.app_context():
            return worker.drain(makers.work(self.app, self.transport, draws_cards=False))

    def set(self, **values: Any) -> None:
        """Settings of the blog."""
        with self.app.app_context(), transaction():
            blog = settings.current()
            for name, value in values.items():
                setattr(blog, name, value)

    def delivery(self, number: int) -> Delivery:
        with self.app.app_context():
            return session().get_one(Delivery, number)

    def tellings(self) -> list[Telling]:
        with self.app.app_context():
            return list(session().scalars(select(Telling).order_by(Telling.id)))

    def states(self) -> list[str]:
        return [telling.state for telling in self.tellings()]

    @property
    def reached(self) -> list[str]:
        """Who has had a letter, by name, once for each."""
        return [letter.to.partition("@")[0] for letter in self.mail.letters]

    def change(self, follower_id: int, **values: Any) -> None:
        with self.app.app_context(), transaction():
            follower = session().get_one(Follower, follower_id)
            for name, value in values.items():
                setattr(follower, name, value)

    def choose(self, follower_id: int, choice: Choice) -> None:
        with self.app.app_context(), transaction():
            choices.write(session().get_one(Follower, follower_id), choice)
