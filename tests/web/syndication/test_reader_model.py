"""A feed reader polls while the blogger does whatever they like, in any order.

It keeps what it has seen by id, follows `prev-archive` until it meets an address that it knows,
believes in tombstones, and asks again with the tag that it was given. After every poll this holds:

- It knows every live piece of its feed: none is missed, however many came between two visits.
- Nothing that it knew comes as new: not after a rename, an edit, a return, an import done again.
- What is not live any more is not in its feed, and a tombstone has said so.
- An answer of “nothing new” was true: the feed built anew has the same bytes.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from blog.db import session, transaction
from blog.feeds.models import FeedEntry
from blog.posts import changes, commands
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.posts.queries import live
from blog.topics import tags
from blog.topics.models import PostTag, Tag
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder
from tests import makers
from tests.conftest import FrozenClock
from tests.fuzz import rounds
from tests.web.syndication.polling import Reader

BEGUN_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PICK = st.integers(0, 99)


class Story(RuleBasedStateMachine):
    """What happens between two visits."""

    app: Flask
    clock: FrozenClock
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.clock.now = BEGUN_AT
        with self.app.app_context(), transaction():
            for model in (Post, Tag, FeedEntry):
                session().execute(delete(model))
        self.has_many = self.is_imported = False
        self.made: set[str] = set()
        self.names = {"winter": "winter", "ice": "ice"}
        for key in self.names:  # these stay: a tag that nothing has any more has no feed
            self._make((key,), at=BEGUN_AT - timedelta(days=900))
        self._make(("winter", "ice"), at=BEGUN_AT - timedelta(days=1))
        client = self.app.test_client()
        self.step = 0
        self.readers = [
            Reader(client, "/feed.atom", (), every=2),
            Reader(client, "/feed.atom", (), every=9),
            Reader(client, "/tags/winter/feed.atom", ("winter",), every=3),
            Reader(client, "/feeds/winter,ice.atom", ("winter", "ice"), every=5),
        ]

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

    @invariant()
    def poll(self) -> None:
        """Some come often, some seldom."""
        self.step += 1
        for reader in self.readers:
            if self.step % reader.every == 0:
                self._visit(reader)
        self.clock.move(seconds=1)

    def teardown(self) -> None:
        for reader in self.readers:
            self._visit(reader)

    def _visit(self, reader: Reader) -> None:
        reader.poll()
        there = self._live(())
        assert self._live(reader.keys) <= reader.seen, "a piece was missed"
        assert reader.seen <= self.made, "an old piece came as new"
        assert not reader.gone & there, "a piece is called gone that is there"
        assert reader.held <= there, "a piece was taken back, and nobody said so"

    @rule()
    def wait(self) -> None:
        self.clock.move(minutes=1)

    @rule(text=st.sampled_from(("Words.", "Others.")))
    def import_it(self, text: str) -> None:
        """The same file again and again, with another text now and then."""
        head = "title: From elsewhere\ndate: 2026-11-19"
        (self.folder / "piece.md").write_text(f"---\n{head}\n---\n{text}\n", encoding="utf-8")
        installation = makers.installation(self.app)
        with self.app.app_context():
            import_folder(
                Folder(self.folder),
                installation=installation,
                at=self.clock.now,
                may_overwrite=True,
            )
            ids = set(session().scalars(select(Post.entry_id)))
        assert len(ids - self.made) == (not self.is_imported)
        self.made, self.is_imported = self.made | ids, True
        self.clock.move(seconds=1)

    def _make(self, under: tuple[str, ...], *, at: datetime) -> None:
        names = tuple(self.names[key] for key in under)
        post = makers.make_post(self.app, title="A piece", tags=names, published_at=at)
        self.made.add(post.entry_id)
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


def test_no_piece_returns_as_new_and_none_is_missed(
    app: Flask, clock: FrozenClock, tmp_path: Path
) -> None:
    Story.app, Story.clock, Story.folder = app, clock, tmp_path / "elsewhere"
    Story.folder.mkdir()
    run_state_machine_as_test(
        Story,
        settings=rounds.told(4, steps=16),
    )
