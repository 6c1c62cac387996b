"""When a text is sent, and what the status line says: progress.js and status.js, told in events."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Blog

pytestmark = pytest.mark.browser

RUN = """
async (events) => {
  const { next, dueAt, isAtRisk, START } = await import("/static/js/editor/saving/progress.js");
  const { inWords } = await import("/static/js/editor/saving/status.js");
  const progress = events.reduce(next, START);
  const due = dueAt(progress);
  return [due === Infinity ? null : due, inWords(progress, "12:04").sentence, isAtRisk(progress)];
}
"""

TYPED = {"type": "typed", "at": 1000, "isBlank": False}
BLANK = {"type": "typed", "at": 1000, "isBlank": True}
IN_JOURNAL = {"type": "journalled", "typed": 1}
NO_ROOM = {"type": "journal-failed", "why": "full"}
SENT = {"type": "sent"}
KEPT = {"type": "kept", "typed": 1}
OFFLINE = {"type": "failed", "kind": "offline", "sentence": "no connection", "at": 5000}
SIGNED_OUT = {"type": "stopped", "kind": "signed-out", "sentence": "you are signed out"}
REFUSED = {"type": "refused", "typed": 1, "sentence": "It is too long."}
STALE = {"type": "stale", "typed": 1}
COMPOSING, COMPOSED = ({"type": "composing", "is": is_} for is_ in (True, False))
RESUMED = {"type": "resumed"}
URGENT = {"type": "urgent"}


def typed(*moments: int) -> list[dict[str, Any]]:
    return [TYPED | {"at": moment} for moment in moments]


@pytest.fixture(scope="module")
def rules(chrome: Browser, study: Blog) -> Page:
    page = chrome.new_page()
    page.goto(f"{study.url}/login")
    return page


CASES: list[tuple[str, list[dict[str, Any]], int | None, str, bool]] = [
    ("a new piece that is blank", [BLANK], None, "Not saved yet", False),
    ("a pause", [TYPED], 2500, "Saving…", True),
    ("in the journal", [TYPED, IN_JOURNAL], 2500, "Saving…", False),
    ("typing without a pause", typed(1000, 2000, 9000), 10000, "Saving…", True),
    ("a word half composed", [TYPED, COMPOSING], 10000, "Saving…", True),
    ("a word composed", [TYPED, COMPOSING, COMPOSED], 2500, "Saving…", True),
    ("one under way", [TYPED, SENT], None, "Saving…", True),
    ("typed while one is under way", [TYPED, SENT, *typed(3000)], None, "Saving…", True),
    ("typed while nothing new is under way", [SENT, TYPED], None, "Saving…", True),
    ("kept", [TYPED, SENT, KEPT], None, "Saved 12:04", False),
    ("typed after that", [TYPED, SENT, *typed(3000), KEPT], 4500, "Saving…", True),
    ("no connection", [TYPED, IN_JOURNAL, SENT, OFFLINE], 6000,
     "On this device only, no connection", False),
    ("nor at the second try", [TYPED, IN_JOURNAL, SENT, OFFLINE, SENT, OFFLINE], 7000,
     "On this device only, no connection", False),
    ("nor at the tenth", [TYPED, IN_JOURNAL, *[SENT, OFFLINE] * 10], 35000,
     "On this device only, no connection", False),
    ("trying again", [TYPED, IN_JOURNAL, SENT, OFFLINE, SENT], None,
     "On this device only, no connection", False),
    ("the network is back", [TYPED, IN_JOURNAL, SENT, OFFLINE, RESUMED], 0,
     "On this device only, no connection", False),
    ("neither connection nor room", [TYPED, NO_ROOM, SENT, OFFLINE], 6000,
     "Not saved: no connection, and this device has no room for a copy", True),
    ("no room, but a server", [TYPED, NO_ROOM, SENT, KEPT], None, "Saved 12:04", False),
    ("signed out", [TYPED, IN_JOURNAL, SENT, SIGNED_OUT], None,
     "On this device only, you are signed out", False),
    ("signed in again", [TYPED, IN_JOURNAL, SENT, SIGNED_OUT, RESUMED], 2500, "Saving…", False),
    ("signed in while one is under way", [TYPED, IN_JOURNAL, SENT, RESUMED, SIGNED_OUT], 2500,
     "Saving…", False),
    ("signed out again", [TYPED, IN_JOURNAL, SENT, RESUMED, SIGNED_OUT, SENT, SIGNED_OUT], None,
     "On this device only, you are signed out", False),
    ("refused", [TYPED, SENT, REFUSED], None, "Not saved: It is too long.", True),
    ("shortened", [TYPED, SENT, REFUSED, *typed(3000)], 4500, "Not saved: It is too long.", True),
    ("stale", [TYPED, SENT, STALE], None, "Kept aside, beside the newer text", False),
    ("typed on while stale", [TYPED, SENT, STALE, *typed(3000)], 4500, "Saving…", True),
    ("chosen", [TYPED, SENT, STALE, {"type": "chosen"}, *typed(3000)], 4500, "Saving…", True),
    ("the page is put away", [TYPED, URGENT], 0, "Saving…", True),
]  # fmt: skip


@pytest.mark.parametrize(("case", "events", "due", "words", "is_at_risk"), CASES)
def test_a_keystroke_on_its_way(
    rules: Page,
    case: str,
    events: list[dict[str, Any]],
    due: int | None,
    words: str,
    is_at_risk: bool,
) -> None:
    assert rules.evaluate(RUN, events) == [due, words, is_at_risk], case
