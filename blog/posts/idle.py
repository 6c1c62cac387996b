"""The draft that has waited longest, with the sentence it stopped in; and letting it rest."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_

from blog.db import session
from blog.markdown import RenderRefused
from blog.markdown.parts import Place, parts
from blog.markdown.spoilers import GAP
from blog.posts import revisions
from blog.posts.models import Post
from blog.posts.on_desk import Row, read, rows

WAITS: Final = timedelta(days=14)
RESTS: Final = timedelta(days=30)
_LONGEST_QUOTATION: Final = 160
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\s”’\"')]+|(?<=[。！？])[」』”]?|\n")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`stopped_at` is the end of the last prose, from where its sentence begins; "" if none."""

    row: Row
    days: int
    stopped_at: str
    is_in_mid_sentence: bool


def waiting_longest(at: datetime) -> Waiting | None:
    """The draft that nobody has touched for the longest time, at least for two weeks."""
    waits = rows(at).where(
        Post.kind == "post",
        Post.published_at.is_(None),
        Post.withdrawn_at.is_(None),
        Post.trashed_at.is_(None),
        Post.saved_at <= at - WAITS,
        or_(Post.rests_until.is_(None), Post.rests_until <= at),
    )
    found = read(waits.order_by(Post.saved_at, Post.id).limit(1))
    if not found:
        return None
    row = found[0]
    stopped_at, is_in_mid_sentence = _last_words(
        revisions.current(session().get_one(Post, row.id)).source
    )
    return Waiting(
        row=row,
        days=(at - row.saved_at).days,
        stopped_at=stopped_at,
        is_in_mid_sentence=is_in_mid_sentence,
    )


def let_rest(post: Post, *, at: datetime) -> None:
    """Do not speak of this draft for a month. It stays where it is, and its text as it is."""
    post.rests_until = at + RESTS


def _last_words(source: str) -> tuple[str, bool]:
    """The sentence that the prose ends with, its beginning cut where it is long.

    None of a text that is too long or too deep to be read: it was kept without being asked.
    """
    try:
        prose = [each.text for each in parts(source).open if each.place is Place.PROSE]
    except RenderRefused:
        return "", False
    last = next((text.strip() for text in reversed(prose) if text.strip()), "")
    sentences = [each for each in _SENTENCE_END.split(last) if each.replace(GAP, "").strip()]
    sentence = sentences[-1].strip() if sentences else ""
    is_whole = not sentence or sentence[-1] in ".!?…。！？:：”’」』"
    if len(sentence) <= _LONGEST_QUOTATION:
        return sentence, not is_whole
    return _tail(sentence), not is_whole


def _tail(sentence: str) -> str:
    tail = sentence[-_LONGEST_QUOTATION:]
    _, space, words = tail.partition(" ")
    return f"…{words if space else tail}"
