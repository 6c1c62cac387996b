"""Searching within the desk: every piece by its title, newest text and verdicts, its tags and
themes, and the works it reviews, in any script.

A plain look through the texts, without the index that readers have: it holds no working copies, and
nothing from under a cover, which its writer may well look for. Only the owner asks, and rarely:
among 20,000 pieces of 700 words it takes 0.1 to 0.2 seconds.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from blog.db import session
from blog.posts.models import Post, Revision, WorkingCopy
from blog.posts.on_desk import Row, read, rows
from blog.topics.models import PostTag, Tag, Theme, ThemeEntry
from blog.works.models import Credit, Person, Review, WorkTitle

MOST_FOUND: Final = 50
_MOST_WORDS: Final = 8
_BEFORE, _AFTER, _WORD = 50, 110, 20


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A piece, and the place in its text where the first of the words stands; "" if nowhere."""

    row: Row
    before: str = ""
    words: str = ""
    after: str = ""


def pieces(asked: str, *, at: datetime) -> list[Hit]:
    """Pieces that hold all the words, each in the title or in the text; touched last, first, and
    behind them all what lies in the trash.
    """
    words = asked.split()[:_MOST_WORDS]
    if not words:
        return []
    copies = _working_copies()
    wanted = rows(at).where(*(_holds(word, copies) for word in words))
    order = (Post.trashed_at.is_not(None), Post.saved_at.desc(), Post.id.desc())
    found = read(wanted.order_by(*order).limit(MOST_FOUND))
    texts = _texts([row.id for row in found])
    return [_hit(row, texts[row.id], words) for row in found]


def _holds(word: str, copies: dict[int, str]) -> ColumnElement[bool]:
    """In the newest text; also in the one that readers see, where the two differ."""
    small = word.casefold()
    typed = [post_id for post_id, names in copies.items() if small in names]
    own = or_(*(_says(column, word) for column in (Post.title, Post.source)))
    newest = or_(*(_says(column, word) for column in (Revision.title, Revision.source)))
    named = (Post.id.in_(ids) for ids in _named(word))
    return or_(own, and_(Revision.id.is_not(None), newest), *named, Post.id.in_(typed))


def _named(word: str) -> tuple[Select[int], ...]:
    """What stands under a tag or theme called so, reviews a work called so or made by such, or has
    the word in a verdict.
    """
    tagged = select(PostTag.post_id).join(Tag, Tag.id == PostTag.tag_id)
    under = select(ThemeEntry.post_id).join(Theme, Theme.id == ThemeEntry.theme_id)
    titled = select(Review.post_id).join(WorkTitle, WorkTitle.work_id == Review.work_id)
    credited = select(Review.post_id).join(Credit, Credit.work_id == Review.work_id)
    people = or_(_says(Person.name, word), _says(Person.other_name, word))
    return (
        tagged.where(_says(Tag.name, word)),
        under.where(_says(Theme.title, word)),
        titled.where(_says(WorkTitle.title, word)),
        credited.join(Person, Person.id == Credit.person_id).where(people),
        select(Review.post_id).where(_says(Review.verdict_source, word)),
    )


def _working_copies() -> dict[int, str]:
    """The tags, works and verdicts, folded, of texts that are newer than the piece's own."""
    rows = session().execute(
        select(WorkingCopy.post_id, Revision.fields).join(
            Revision, Revision.id == WorkingCopy.revision_id
        )
    )
    return {
        post_id: "\n".join(
            [
                *fields.get("tags", ()),
                *(f"{each['work']}\n{each['verdict']}" for each in fields.get("reviews", ())),
            ]
        ).casefold()
        for post_id, fields in rows
    }


def _says(column: Any, word: str) -> ColumnElement[bool]:
    """SQLite knows the capitals of ASCII only: other words are also looked for as typed by rule."""
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(column.icontains(form, autoescape=True) for form in sorted(forms)))


def _texts(post_ids: list[int]) -> dict[int, str]:
    newest = func.coalesce(Revision.source, Post.source).label("newest")
    found = session().execute(
        select(Post.id, newest)
        .outerjoin(WorkingCopy, WorkingCopy.post_id == Post.id)
        .outerjoin(Revision, Revision.id == WorkingCopy.revision_id)
        .where(Post.id.in_(post_ids))
    )
    return {row.id: row.newest for row in found}


def _hit(row: Row, source: str, words: list[str]) -> Hit:
    text = " ".join(source.split())
    folded = text.lower()
    places = [(place, word) for word in words if (place := folded.find(word.lower())) >= 0]
    # Letters whose small form is longer (İ) move what follows: then no place is shown.
    if not places or len(folded) != len(text):
        return Hit(row=row)
    start, word = min(places)
    end = start + len(word)
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    before, after = text[first:start], text[end:last]
    # From and to a space, where the script has any.
    if first and " " in before[:_WORD]:
        before = before.partition(" ")[2]
    if last < len(text) and " " in after[-_WORD:]:
        after = after.rpartition(" ")[0]
    return Hit(
        row=row,
        before=("…" if first else "") + before,
        words=text[start:end],
        after=after + ("…" if last < len(text) else ""),
    )
