"""Two writers of one piece: the pages they have open, what they send, and what they were told.

Nothing here says what may happen when, nor what must hold: that is for the test that tells of them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from flask import Flask
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select
from sqlalchemy.orm import undefer
from werkzeug.test import TestResponse

from blog.db import session
from blog.posts import revisions
from blog.posts.fields import Fields, kept_in
from blog.posts.models import Post, Revision
from blog.works.fields import ReviewText
from tests import makers
from tests.conftest import FrozenClock

BEGUN_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SCRIPTED, PLAIN = ("Ada", "Bo"), "without a script"
WORK = ("Slow Train (2024)", "slow train")


def verdict(fields: Fields) -> str:
    [review] = fields.reviews
    return review.verdict


@dataclass
class Window:
    """A page of the editor: what stands in it, and which newest text it has heard of."""

    editor: str
    source: str
    version: int
    seen: int
    turn: int = 0


@dataclass
class Request:
    """What a window sends; it may arrive late, and its answer may be lost."""

    window: Window
    fields: dict[str, str]
    seen: int


@dataclass(frozen=True)
class Confirmed:
    """A text that the server has said to keep, with the revision it named."""

    source: str
    by_hand: bool
    editor: str
    turn: int
    kind: str
    saved_at: datetime


class TwoWriters(RuleBasedStateMachine):
    """What happens to them in a story are the rules of whoever tells it."""

    def __init__(self, app: Flask, clock: FrozenClock) -> None:
        super().__init__()
        self.app, self.clock = app, clock
        clock.now = BEGUN_AT  # each story runs the same way whenever it is told again
        self.browser = makers.sign_in(app)
        begun = ReviewText(work=WORK[0], verdict="begun")
        made = makers.make_post(app, source="begun", published_at=None, reviews=(begun,))
        self.id, self.key = made.id, made.entry_id
        self.current = self.own = "begun"
        # The pages that made the newest text, one after the other.
        self.newest: list[str] = []
        self.confirmed: list[Confirmed] = []
        self.windows: dict[str, Window] = {}
        self.on_the_way: list[Request] = []
        self.words, self.pages = count(1), count(1)
        for writer in (*SCRIPTED, PLAIN):
            self.open_page(writer)

    def post(self) -> Post:
        return session().get_one(Post, self.id, populate_existing=True)

    def open_page(self, writer: str) -> None:
        """Opened again, it is another page, with an id of its own."""
        with self.app.app_context():
            post = self.post()
            text, version = revisions.current(post).source, post.version
        editor = "" if writer == PLAIN else f"{writer}-{next(self.pages)}"
        self.windows[writer] = Window(editor, text, version, seen=len(self.newest))

    def prepare(self, writer: str, **more: str) -> Request:
        window = self.windows[writer]
        window.turn += 1
        fields = {
            "title": "A piece",
            "source": window.source,
            "version": str(window.version),
            "editor": window.editor,
            "turn": str(window.turn),
            "key": self.key,
            "reviews-0-work": WORK[window.turn % len(WORK)],
            "reviews-0-kind": "film",
            "reviews-0-verdict": window.source,
        }
        return Request(window, fields | more, seen=window.seen)

    def send(self, request: Request, address: str) -> TestResponse:
        return self.browser.post(
            f"/desk/posts/{self.id}/{address}",
            data=request.fields,
            headers={"Accept": "application/json"},
        )

    def autosaved(self, request: Request, *, is_heard: bool) -> None:
        is_trashed = self.is_trashed()
        is_same = request.fields["source"] == self.current
        is_stale, is_late = self.is_stale(request), self.is_late(request)
        answer = self.send(request, "autosave")
        if is_same:
            assert answer.status_code == 200
            self.hear(request, answer, is_heard=is_heard)
        elif is_trashed or is_stale or is_late:
            assert answer.status_code == (410 if is_trashed else 409)
            self.confirm(request, answer.json["details"]["aside"], by_hand=is_late)
        else:
            assert answer.status_code == 200
            self.confirm(request, answer.json["number"])
            self.became_newest(request, answer, is_heard=is_heard)

    def became_newest(self, request: Request, answer: TestResponse, *, is_heard: bool) -> None:
        self.current = request.fields["source"]
        self.newest.append(request.window.editor)
        self.hear(request, answer, is_heard=is_heard)

    def hear(self, request: Request, answer: TestResponse, *, is_heard: bool) -> None:
        if is_heard:
            request.window.version = answer.json["version"]
            request.window.seen = len(self.newest)

    def is_stale(self, request: Request) -> bool:
        """Whether another page has made a newest text that this one has not seen."""
        unseen = self.newest[request.seen :]
        return any(page != request.window.editor or not page for page in unseen)

    def is_late(self, request: Request) -> bool:
        with self.app.app_context():
            return bool(request.window.editor) and any(
                kept.turn > int(request.fields["turn"])
                for kept in self.log()
                if kept.editor == request.window.editor
            )

    def is_trashed(self) -> bool:
        with self.app.app_context():
            return self.post().trashed_at is not None

    def is_old(self, request: Request) -> bool:
        return self.is_stale(request) or self.is_late(request)

    def confirm(self, request: Request, number: int, *, by_hand: bool = False) -> None:
        with self.app.app_context():
            kept = next(each for each in self.log() if each.number == number)
            assert kept.source == request.fields["source"] == verdict(kept_in(kept))
            self.confirmed.append(
                Confirmed(
                    source=kept.source,
                    by_hand=by_hand,
                    editor=kept.editor,
                    turn=kept.turn,
                    kind=kept.kind,
                    saved_at=kept.saved_at,
                )
            )

    def kept_aside(self, request: Request) -> None:
        """Unless it was the post's own text, which needs no keeping."""
        with self.app.app_context():
            last = self.log()[-1]
            for kept in self.log():
                if kept.source == request.fields["source"]:
                    last = kept
        if request.fields["source"] != self.own:
            self.confirm(request, last.number, by_hand=True)

    def log(self) -> list[Revision]:
        wanted = select(Revision).where(Revision.post_id == self.id).order_by(Revision.number)
        return list(session().scalars(wanted.options(undefer(Revision.source))))
