"""What a worker does with cards. Each may be run twice."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from blog.cards import drawing, plan, queries, reactions
from blog.cards.library import Library
from blog.cards.models import BLOG, POST, THEME, Card
from blog.db import session, transaction
from blog.media import storage
from blog.media.alone import alone
from blog.settings import queries as settings

Look = Callable[[], Library]


def make(kind: str, ids: list[int], *, folder: Path, look: Look, at: datetime) -> None:
    """Bring the cards of these up to date: drawn, drawn anew, or removed.

    :raises Refused: when the disk is full or closed.
    """
    for subject_id in ids:
        with alone(folder):  # so that nobody removes the file that another has just found there
            _bring_up_to_date(kind, subject_id, folder=folder, library=look())


def check(*, look: Look, at: datetime) -> None:
    """Ask for every card that is missing, or was made with another drawing, other fonts or under
    another name of the blog.
    """
    with transaction():
        made_with = _made_with(look())
        for kind in (BLOG, THEME, POST):
            reactions.ask_for(kind, queries.outdated(kind, made_with), at=at)


def _bring_up_to_date(kind: str, subject_id: int, *, folder: Path, library: Library) -> None:
    words, made_with = queries.words_of(kind, subject_id), _made_with(library)
    session().rollback()
    planned = plan.make(words, library) if words else None
    path = storage.path_of(planned.digest, extension=drawing.EXTENSION) if planned else ""
    if planned and not storage.is_kept(path, folder=folder):
        data = drawing.png(drawing.draw(planned))
        storage.keep_as(planned.digest, data, extension=drawing.EXTENSION, folder=folder)
    with transaction():
        card = session().get(Card, (kind, subject_id))
        former = card.path if card else ""
        if words:
            made = {"path": path, "words": words.said, "made_with": made_with}
            session().merge(Card(kind=kind, subject_id=subject_id, **made))
        elif card:
            session().delete(card)
        session().flush()
        is_left = former and not queries.is_named(former)
    if is_left:
        storage.forget(former, folder=folder)


def _made_with(library: Library) -> str:
    """A digest of what every card depends on."""
    blog = settings.current()
    found = sorted((family, face.file.name) for family, face in library.families.items())
    common = (plan.DRAWING, library.can_shape, found, blog.name, blog.language)
    return sha256(repr(common).encode()).hexdigest()
