"""Two writers of one piece do whatever they like, in any order, and no text is ever lost.

Through the addresses that the editor's script uses. After every step this holds:

- The text on the server is the last one that was told to be the newest, and readers have the last
  one that was saved by hand.
- A text becomes the newest only over texts that its page has seen or made. Any other is kept aside.
- What was saved by hand, set aside by choice or restored is among the revisions, for ever.
- What was autosaved is among the revisions, or a later autosave stands for it that the same page
  made: within the same minute; an hour later, within the same hour; a day later, the same day.
- The last text that a page has sent is among the revisions, whoever wrote on after it.

Each text stands in a verdict too, whose work is written in more than one way: what holds for the
one holds for the other.
"""

from datetime import timedelta

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from blog.db import transaction
from blog.posts import revisions
from blog.posts.fields import fields_of
from blog.posts.models import RevisionKind
from tests import makers
from tests.conftest import FrozenClock
from tests.fuzz import rounds
from tests.posts.two_writers import PLAIN, SCRIPTED, Confirmed, TwoWriters, verdict

TYPING, WRITERS = st.sampled_from(SCRIPTED), st.sampled_from([*SCRIPTED, PLAIN])
BY_ITSELF = {RevisionKind.AUTOSAVE, RevisionKind.ASIDE}


class Writing(TwoWriters):
    @rule(writer=WRITERS)
    def open(self, writer: str) -> None:
        self.open_page(writer)

    @rule(writer=WRITERS, keeps=st.integers(0, 20))
    def type(self, writer: str, keeps: int) -> None:
        """A new word after a part of what was there."""
        window = self.windows[writer]
        window.source = f"{window.source[:keeps]} {next(self.words)}雪"

    @rule(writer=TYPING, is_heard=st.booleans())
    def type_and_autosave(self, writer: str, is_heard: bool) -> None:
        self.type(writer, keeps=20)
        self.autosave(writer, is_heard)

    @rule(writer=TYPING, is_heard=st.booleans())
    def autosave(self, writer: str, is_heard: bool) -> None:
        """What may have been sent before."""
        self.autosaved(self.prepare(writer), is_heard=is_heard)

    @rule(writer=TYPING)
    def go_on(self, writer: str) -> None:
        """Over the newest text, whatever that is."""
        self.keep_mine(writer)
        self.type_and_autosave(writer, is_heard=True)

    @rule(writer=TYPING)
    def overtake(self, writer: str) -> None:
        """A slow request arrives after the one that was sent when the page was left."""
        self.type(writer, keeps=20)
        slow = self.prepare(writer)
        self.type_and_autosave(writer, is_heard=False)
        self.autosaved(slow, is_heard=False)

    @rule(writer=TYPING)
    def autosave_slowly(self, writer: str) -> None:
        self.on_the_way.append(self.prepare(writer))

    @precondition(lambda self: self.on_the_way)
    @rule(data=st.data())
    def arrive(self, data: st.DataObject) -> None:
        request = data.draw(st.sampled_from(self.on_the_way))
        self.on_the_way.remove(request)
        self.autosaved(request, is_heard=False)

    @rule(
        writer=WRITERS,
        action=st.sampled_from(["save", "publish", "withdraw", "trash", "restore"]),
        is_seen=st.booleans(),
        is_heard=st.booleans(),
    )
    def press(self, writer: str, action: str, is_seen: bool, is_heard: bool) -> None:
        self.type(writer, keeps=20)
        if is_seen:
            self.keep_mine(writer)
        request = self.prepare(writer, action=action)
        is_old = self.is_old(request) and request.fields["source"] != self.current
        is_no_longer_there = action == "save" and self.is_trashed()
        answer = self.send(request, "")
        assert answer.status_code == (410 if is_no_longer_there else 409 if is_old else 200)
        if is_no_longer_there or is_old:
            return self.confirm(request, answer.json["details"]["aside"], by_hand=True)
        self.confirm(request, answer.json["number"], by_hand=True)
        self.own = request.fields["source"]
        self.became_newest(request, answer, is_heard=is_heard)

    @rule(writer=WRITERS)
    def take_theirs(self, writer: str) -> None:
        request = self.prepare(writer, action="set_aside")
        assert self.send(request, "").status_code == 200
        self.kept_aside(request)
        self.open_page(writer)

    @rule(writer=WRITERS)
    def keep_mine(self, writer: str) -> None:
        """Having seen what the newest is."""
        window = self.windows[writer]
        with self.app.app_context():
            window.version, window.seen = self.post().version, len(self.newest)

    @rule(writer=WRITERS)
    def discard(self, writer: str) -> None:
        request = self.prepare(writer, action="discard")
        assert self.send(request, "").status_code == 200
        self.kept_aside(request)
        self.newest.append(request.window.editor)
        self.current = self.own
        self.open_page(writer)

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        with self.app.app_context(), transaction():
            found = data.draw(st.sampled_from([each.number for each in self.log()]))
            kept = next(each for each in self.log() if each.number == found)
            self.current = kept.source
            revisions.restore(self.post(), kept, at=self.clock.now)
        self.newest.append("")

    @rule(
        passes=st.sampled_from(
            [timedelta(seconds=20), timedelta(minutes=7), timedelta(hours=5), timedelta(days=2)]
        )
    )
    def wait(self, passes: timedelta) -> None:
        self.clock.now += passes
        self.browser = makers.sign_in(self.app)

    @invariant()
    def newest_and_own_are_what_was_told(self) -> None:
        with self.app.app_context():
            post = self.post()
            newest, own = revisions.current(post), fields_of(post)
            assert (newest.source, own.source) == (self.current, self.own)
            assert (verdict(newest), verdict(own)) == (self.current, self.own)

    @invariant()
    def every_confirmed_text_is_there_or_stood_for(self) -> None:
        with self.app.app_context():
            there = {kept.source for kept in self.log()}
        left = [text for text in self.confirmed if text.source in there]
        for text in self.confirmed:
            assert text in left or any(self.stands_for(later, text) for later in left), text
        in_order = sorted(self.confirmed, key=lambda text: text.turn)
        for editor, last in {text.editor: text for text in in_order}.items():
            assert not editor or last in left, last

    def stands_for(self, later: Confirmed, text: Confirmed) -> bool:
        if text.by_hand or later.kind != text.kind or text.kind not in BY_ITSELF:
            return False
        age = self.clock.now - text.saved_at
        span = "%F %H:%M"
        if age >= timedelta(hours=1):
            span = "%F %H" if age < timedelta(days=1) else "%F"
        is_later = later.editor == text.editor and later.turn > text.turn
        return is_later and f"{later.saved_at:{span}}" == f"{text.saved_at:{span}}"


def test_two_writers_never_lose_a_text(app: Flask, clock: FrozenClock) -> None:
    run_state_machine_as_test(
        lambda: Writing(app, clock),
        settings=rounds.told(5, steps=40),
    )
