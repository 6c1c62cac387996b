"""Makes what tests are about, through the product's own commands."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

import flask
import pyotp
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from blog import clock
from blog.accounts import codes, passwords, sign_ins
from blog.accounts import queries as accounts
from blog.accounts.models import Owner
from blog.backups import keeping, nightly
from blog.backups.models import Backup
from blog.cards import reactions as cards
from blog.config import Settings
from blog.db import session, transaction
from blog.jobs import worker
from blog.mail.outgoing import Mailroom
from blog.mail.transports import Outbox, Transport
from blog.posts import commands
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.settings.models import BlogSettings
from blog.topics import themes
from blog.topics.models import Theme
from blog.web import csrf
from blog.web.context import EXTENSION
from blog.web.rendering import renderer
from blog.wiring import jobs
from blog.works import commands as works
from blog.works.fields import WorkFields
from blog.works.models import Work

USERNAME, PASSWORD = "ada", "nine lamps in the snow"
LONG_AGO = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@cache
def _password_hash() -> str:
    return passwords.hash_(PASSWORD)


def set_up(app: Flask) -> None:
    """The blog has a name, and an owner who can sign in."""
    with app.app_context(), transaction():
        session().add(
            Owner(
                id=1,
                username=USERNAME,
                name="Ada Winter",
                email="ada@blog.example",
                password_hash=_password_hash(),
                created_at=LONG_AGO,
            )
        )
        session().add(
            BlogSettings(
                id=1,
                name="The Ninth Lamp",
                tagline="Films, watched slowly.",
                author="Ada Winter",
                language="en-GB",
                time_zone="Europe/London",
            )
        )


class Browser(FlaskClient):
    """Sends the token of its session with every form, as the pages of the desk do."""

    token = ""

    def post(self, *args: Any, headers: dict[str, str] | None = None, **given: Any) -> TestResponse:
        return super().post(*args, headers={"X-CSRFToken": self.token, **(headers or {})}, **given)


def sign_in(app: Flask) -> Browser:
    """A browser with the owner's session, without the time that a password takes."""
    with app.app_context(), transaction():
        signed_in = sign_ins.sign_in(
            accounts.the_owner(),
            way="with a password",
            stays=True,
            address="127.0.0.1",
            user_agent="",
            at=clock.now(),
        )
    browser = Browser(app, app.response_class, use_cookies=True)
    with browser.session_transaction() as cookie:
        cookie.permanent = True
        cookie["_user_id"], cookie["_fresh"] = signed_in.token, True
        cookie[csrf.FIELD] = "the token of this session"
    with app.test_request_context():
        flask.session[csrf.FIELD] = "the token of this session"
        browser.token = generate_csrf()
    return browser


def switch_codes_on(app: Flask) -> pyotp.TOTP:
    """The owner’s app, whose codes are asked for from now on. That of this moment is used up."""
    secret = installation(app).secret
    with app.app_context(), transaction():
        codes.begin(1, secret=secret)
        phone = pyotp.TOTP(codes.begun(1, secret=secret) or "")
        codes.prove(1, phone.at(clock.now()), secret=secret, at=clock.now())
    return phone


def make_post(app: Flask, **given: Any) -> Post:
    """A live post, unless `published_at` is None (a draft) or still to come (scheduled).

    Takes the names of `Fields` (`reviews` too, whose new titles make works), and `kind`,
    `published_at`, `entry_id`.
    """
    published_at = given.pop("published_at", LONG_AGO)
    kind, entry_id = given.pop("kind", "post"), given.pop("entry_id", None)
    given.setdefault("title", "A piece")
    given.setdefault("source", "Some words.")
    at = clock.now()
    made_at = min(published_at or at, at) - timedelta(days=1)
    with app.app_context(), transaction():
        site_url = installation(app).url
        post = commands.create(
            Fields(**given), site_url=site_url, at=made_at, kind=kind, entry_id=entry_id
        )
        if published_at is not None and published_at > at:
            commands.schedule(post, for_=published_at, at=at)
        elif published_at is not None:
            commands.publish(post, at=at, dated=published_at)
    return post


def make_work(app: Flask, title: str = "Slow Train to Snow Ridge", **given: Any) -> Work:
    """Takes the names of `WorkFields`. A post reviews it by `reviews=(ReviewText(work=title),)`."""
    with app.app_context(), transaction():
        return works.make(WorkFields(title=title, **given), at=clock.now())


def make_theme(app: Flask, title: str = "Snow and distance", **given: Any) -> Theme:
    with app.app_context(), transaction():
        fields = themes.ThemeFields(title=title, **given)
        return themes.make(fields, site_url=installation(app).url, lang="en-GB", at=clock.now())


def make_backup(app: Flask, **given: Any) -> Backup:
    """A row with a file that is no backup, to be listed and downloaded."""
    made_at = given.pop("made_at", clock.now())
    file = keeping.path_for(installation(app).data, at=made_at)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"not a backup")
    with app.app_context(), transaction():
        backup = keeping.note(file, byte_count=given.pop("byte_count", 2_097_152), at=made_at)
        for name, value in given.items():
            setattr(backup, name, value)
    return backup


def work(
    app: Flask,
    transport: Transport | None = None,
    *,
    draws_cards: bool = True,
    backs_up: bool = False,
) -> worker.Work:
    """All the work there is, but nights without backups: they would take most of the time, and
    next the cards of pieces and themes. Letters go to the outbox, unless it is said where.
    """
    here = installation(app)
    transport = transport or Outbox(here.outbox)
    mailroom = Mailroom(render=renderer(app), transport=transport, site_url=here.url)
    found = jobs.work(here, mailroom)
    functions = dict(found.functions)
    if not draws_cards:
        functions[cards.MAKE] = lambda **about: None

    def daily() -> dict[str, time]:
        return {name: at for name, at in found.daily().items() if name != nightly.BY_NIGHT}

    return replace(found, functions=functions, daily=found.daily if backs_up else daily)


def installation(app: Flask) -> Settings:
    found = app.extensions[EXTENSION]
    assert isinstance(found, Settings)
    return found
