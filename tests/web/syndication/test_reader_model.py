"""A feed reader polls while the blogger does whatever they like, in any order.

It keeps what it has seen by id, follows `prev-archive` until it meets an address that it knows,
believes in tombstones, and asks again with the tag that it was given. After every poll this holds:

- It knows every live piece of its feed: none is missed, however many came between two visits.
- Nothing that it knew comes as new: not after a rename, an edit, a return, an import done again.
- What is not live any more is not in its feed, and a tombstone has said so.
- An answer of “nothing new” was true: the feed built anew has the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from lxml import etree
from sqlalchemy import delete, select

from blog.db import session, transaction
from blog.feeds.models import FeedEntry
from blog.posts import changes, commands
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.posts.queries import live
from blog.topics import tags
from blog.topics.models import PostTag, Tag
from tests import makers
from tests.conftest import URL, FrozenClock
from tests.feeds.validity import ATOM

BEGUN_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FEEDS = ("/feed.atom", "/tags/winter/feed.atom", "/feeds/winter,ice.atom")
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
PICK = st.integers(0, 99)


@dataclass
class Reader:
    """Knows ids, never titles or addresses of pieces."""

    client: FlaskClient
    address: str
    seen: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    archives: set[str] = field(default_factory=set)
    tag: str = ""
    body: bytes = b""

    def poll(self) -> set[str]:
        """The ids of what is new."""
        answer = self.client.get(self.address, headers={"If-None-Match": self.tag})
        if answer.status_code == 301:
            self.address = answer.headers["Location"]
            answer = self.client.get(self.address)
        if answer.status_code == 304:
            assert self.client.get(self.address).data == self.body, "it was new after all"
            return set()
        self.tag, self.body = answer.headers["ETag"], answer.data
        found, dead = set[str](), set[str]()
        for document in self._documents(answer.data):
            found |= {str(each.text) for each in document.iterfind(f"{ATOM}entry/{ATOM}id")}
            dead |= {str(each.get("ref")) for each in document.iter(DELETED)}
        fresh = found - self.seen
        self.seen |= found
        self.held = (self.held | found) - dead
        self.gone = dead
        return fresh

    def _documents(self, body: bytes) -> Iterator[etree._Element]:
        document = etree.fromstring(body)
        yield document
        while (older := self._older(document)) and older not in self.archives:
            self.archives.add(older)
            document = etree.fromstring(self.client.get(older).data)
            yield document

    def _older(self, document: etree._Element) -> str:
        link = document.find(f"{ATOM}link[@rel='prev-archive']")
        return "" if link is None else str(link.get("href")).removeprefix(URL)


class Story(RuleBasedStateMachine):
    """What happens between two visits."""

    app: Flask
    clock: FrozenClock

    def __init__(self) -> None:
        super().__init__()
        self.clock.now = BEGUN_AT
        with self.app.app_context(), transaction():
            for model in (Post, Tag, FeedEntry):
                session().execute(delete(model))
        self.has_many = False
        self.names = {"winter": "winter", "ice": "ice"}
        for key in self.names:  # these stay: a tag that nothing has any more has no feed
            self._make((key,), at=BEGUN_AT - timedelta(days=900))
        self._make(("winter", "ice"), at=BEGUN_AT - timedelta(days=1))
        client = self.app.test_client()
        self.readers = [Reader(client, address) for address in FEEDS]
        self.poll()

    @rule(under=st.sets(st.sampled_from(("winter", "ice")), max_size=2), days=st.integers(0, 800))
    def write_one(self, under: set[str], days: int) -> None:
        """Also under an early date, as an import does."""
        self._make(tuple(under), at=self.clock.now - timedelta(days=days))

    @precondition(lambda self: not self.has_many)
    @rule()
    def write_many(self) -> None:
        self.has_many = True
        for number in range(32):
            self._make(("winter",), at=self.clock.now - timedelta(minutes=number))

    @rule(which=PICK, under=st.sets(st.sampled_from(("winter", "ice")), max_size=2))
    def edit(self, which: int, under: set[str]) -> None:
        with self.app.app_context(), transaction():
            post = self._post(which)
            fields = Fields(
                title=f"Edited at {self.clock.now}",
                slug=f"edited-{post.id}-{self.clock.now:%H%M%S}",
                source="Other words.",
                tags=tuple(self.names[key] for key in sorted(under)),
            )
            url = makers.installation(self.app).url
            commands.save(post, fields, based_on=post.version, site_url=url, at=self.clock.now)

    @rule(which=PICK)
    def tell_of_a_change(self, which: int) -> None:
        with self.app.app_context(), transaction():
            post = self._post(which)
            if post.is_live(self.clock.now):
                changes.announce(post, note=f"At {self.clock.now}", at=self.clock.now)

    @rule(which=PICK, to_trash=st.booleans())
    def take_back(self, which: int, to_trash: bool) -> None:
        with self.app.app_context(), transaction():
            (commands.trash if to_trash else commands.withdraw)(
                self._post(which), at=self.clock.now
            )

    @rule(which=PICK)
    def bring_back(self, which: int) -> None:
        with self.app.app_context(), transaction():
            commands.publish(self._post(which), at=self.clock.now)

    @rule(key=st.sampled_from(("winter", "ice")))
    def rename(self, key: str) -> None:
        with self.app.app_context(), transaction():
            tag = session().scalars(select(Tag).where(Tag.name == self.names[key])).one()
            self.names[key] = f"{key} {self.clock.now:%H%M%S}"
            tags.rename(tag, self.names[key], at=self.clock.now)

    @rule()
    def poll(self) -> None:
        for reader, keys in zip(self.readers, ((), ("winter",), ("winter", "ice")), strict=True):
            before = reader.seen.copy()
            fresh = reader.poll()
            assert not fresh & before
            wanted = self._live(keys)
            assert wanted <= reader.seen, "a piece was missed"
            back = self._live(())
            assert not reader.gone & back, "a piece is called gone that is there"
            if not keys:  # a tag may also be taken off a piece, which is no death
                assert not reader.held - back, "a piece was taken back, and nobody said so"
        self.clock.move(seconds=1)

    @rule()
    def wait(self) -> None:
        self.clock.move(minutes=1)

    def _make(self, under: tuple[str, ...], *, at: datetime) -> None:
        names = tuple(self.names[key] for key in under)
        makers.make_post(self.app, title="A piece", tags=names, published_at=at)
        self.clock.move(seconds=1)

    def _post(self, which: int) -> Post:
        ids = session().scalars(select(Post.id).order_by(Post.id)).all()[len(self.names) :]
        self.clock.move(seconds=1)
        return session().get_one(Post, ids[which % len(ids)])

    def _live(self, keys: tuple[str, ...]) -> set[str]:
        with self.app.app_context():
            posts = live(self.clock.now)
            if keys:
                names = [self.names[key] for key in keys]
                tagged = select(PostTag.post_id).join(Tag, Tag.id == PostTag.tag_id)
                posts = posts.where(Post.id.in_(tagged.where(Tag.name.in_(names))))
            return set(session().scalars(posts.with_only_columns(Post.entry_id)))


def test_no_piece_returns_as_new_and_none_is_missed(app: Flask, clock: FrozenClock) -> None:
    Story.app, Story.clock = app, clock
    run_state_machine_as_test(
        Story,
        settings=settings(
            max_examples=4,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
