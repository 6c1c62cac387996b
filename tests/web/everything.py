"""A blog with one of everything, and an address for every route; what no stranger may read is
marked with a word of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from blog import clock
from blog.accounts.models import Passkey
from blog.db import Base, session, transaction
from blog.deliveries import commands as deliveries
from blog.deliveries.models import Telling, TellingState
from blog.following import followers, links
from blog.jobs.models import Job
from blog.media import commands as media
from blog.media.models import Picture
from blog.posts import changes, preview_links
from blog.posts.models import Post
from blog.redirects import commands as redirects
from blog.works.fields import PersonText, ReviewText
from tests import furnished, makers
from tests.following import choosing
from tests.media import samples

SECRET: Final = "sesamium"
DESK: Final = "/desk/"


@dataclass(frozen=True)
class Address:
    """One of a route's; `methods` are those that the route knows."""

    path: str
    endpoint: str
    methods: frozenset[str]

    @property
    def is_of_the_desk(self) -> bool:
        return self.path.startswith(DESK)

    @property
    def opens_by_key(self) -> bool:
        """Whoever has the key in this address may see what it opens."""
        return self.path.startswith(("/preview/", "/follow/")) and "." in self.path


@furnished.once
def fill(app: Flask) -> None:
    """Everything has the number 1, but for the draft."""
    here = makers.installation(app)
    theme = makers.make_theme(app, slug="snow")
    makers.make_work(
        app,
        "Slow Train",
        slug="slow-train",
        year="2024",
        countries=("France",),
        people=(PersonText(name="Shen Ruolan", role="director"),),
    )
    live = makers.make_post(
        app,
        title="A piece",
        tags=("winter",),
        themes=(theme.id,),
        reviews=(ReviewText(work="Slow Train"),),
    )
    makers.make_post(app, title="A page", kind="page", slug="about")
    draft = makers.make_post(app, title=SECRET, source=SECRET, tags=(SECRET,), published_at=None)
    at = clock.now()
    with app.app_context(), transaction():
        media.store(samples.jpeg(), name=f"{SECRET}.jpg", at=at, folder=here.media)
        choosing.ask(f"{SECRET}@waiting.example")
        followers.confirm(choosing.ask(f"{SECRET}@reader.example"), at=at)
        session().add(Job(id=9000, name=SECRET, due_at=at, given_up_at=at, last_error=SECRET))
        session().add(_passkey())
        session().flush()
        post = session().get_one(Post, live.id)
        delivery = deliveries.announce(post, at=at, minutes=10)
        changes.announce(post, note="A change.", at=at)
        preview_links.make(session().get_one(Post, draft.id), term="week", at=at)
        redirects.keep("/old-address", "/posts/a-piece/", at=at)
        telling = {"delivery_id": delivery.id, "post_id": live.id, "follower_id": 1}
        session().add(
            Telling(**telling, rhythm="weekly", state=TellingState.UNKNOWN, due_at=at, letter="a")
        )


def addresses(app: Flask) -> list[Address]:
    return [
        Address(_path(app, rule), rule.endpoint, frozenset(rule.methods or ()))
        for rule in app.url_map.iter_rules()
    ]


def rows(app: Flask, *, besides: frozenset[str] = frozenset()) -> dict[str, list[Any]]:
    """Every row of every table, but for those named."""
    with app.app_context():
        found = {
            name: [tuple(row) for row in session().execute(sa.select(table))]
            for name, table in Base.metadata.tables.items()
            if name not in besides
        }
        session().rollback()
    return found


def _passkey() -> Passkey:
    return Passkey(
        owner_id=1,
        credential_id=b"1",
        public_key=b"1",
        sign_count=0,
        name=SECRET,
        transports=[],
        is_backed_up=False,
        created_at=clock.now(),
    )


def _path(app: Flask, rule: Rule) -> str:
    built = rule.build({name: _value(app, rule, name) for name in rule.arguments})
    assert built is not None, rule
    return built[1]


def _value(app: Flask, rule: Rule, name: str) -> Any:
    secret = makers.installation(app).secret
    if name == "token":
        if rule.endpoint == "public.preview":
            return preview_links.token(1, secret=secret)
        is_to_confirm = rule.rule.startswith("/follow/confirm/")
        make = links.confirm_token if is_to_confirm else links.follower_token
        return make(1, secret=secret)
    if name == "path":
        with app.app_context():
            return session().scalars(sa.select(Picture.path)).one()
    if name == "slug":
        return next(slug for start, slug in _SLUGS if rule.rule.startswith(start))
    return _OF_RULES.get((rule.endpoint, name)) or _VALUES.get(name, 1)


_SLUGS: Final = (
    ("/posts/", "a-piece"),
    ("/tags/", "winter"),
    ("/themes/", "snow"),
    ("/works/countries/", "france"),
    ("/works/people/", "shen-ruolan"),
    ("/works/", "slow-train"),
    ("/", "about"),
)
_VALUES: Final[Mapping[str, Any]] = {
    "job_id": 9000,
    "year": 2026,
    "form": "atom",
    "terms": "winter",
    "shelf": "pieces",
    "kind": "film",
    "name": "page",
    "filename": "css/site.css",
    "stray": "old-address",
    "action": "restore",
}
_OF_RULES: Final[Mapping[tuple[str, str], Any]] = {
    ("public.show_month", "number"): 3,
    ("public.show_works_of_year", "year"): 2024,
}
