"""The card of a page, what should stand on it, and which cards are old."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, and_, bindparam, select

from blog import site
from blog.cards import words
from blog.cards.models import BLOG, HEIGHT, THEME, WIDTH, Card
from blog.cards.words import Words
from blog.db import Statement, rows, session
from blog.posts import reading
from blog.posts.models import Post
from blog.settings import queries as settings
from blog.topics import queries as topics
from blog.topics.models import Theme

# A piece without a theme, and the blog itself, are bound in the colour of rubrics.
_PLAIN_CLOTH: Final = "rubric"
_THE_BLOG: Final = 0


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A card as the head of a page names it."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def card_of(kind: str, subject_id: int = _THE_BLOG) -> Shared | None:
    """None while there is none. Of a piece in every status: only a live one has a page to share."""
    found = rows(_card_of(), kind=kind, subject_id=subject_id)
    return Shared(url=site.media_path(found[0].path), alt=found[0].words) if found else None


@cache
def _card_of() -> Statement:
    return select(Card.path, Card.words).where(
        Card.kind == bindparam("kind"), Card.subject_id == bindparam("subject_id"), Card.path != ""
    )


def words_of(kind: str, subject_id: int) -> Words | None:
    """What stands on the card now; None for a draft, and for what is withdrawn or gone."""
    if kind == BLOG:
        return of_blog()
    return _of_theme(subject_id) if kind == THEME else _of_post(subject_id, _wants_a_card())


def words_in_advance(post_id: int) -> Words | None:
    """What would stand on the card of a piece in any status."""
    return _of_post(post_id, Post.id == post_id)


def of_blog() -> Words:
    blog = settings.current()
    return words.of_blog(blog.name, blog.tagline, lang=blog.language, cloth=_PLAIN_CLOTH)


def outdated(kind: str, made_with: str) -> Sequence[int]:
    """What has a card that was made with something else, or none yet."""
    current = select(Card.subject_id).where(Card.kind == kind, Card.made_with == made_with)
    if kind == BLOG:
        return [] if session().scalar(current) == _THE_BLOG else [_THE_BLOG]
    if kind == THEME:
        return session().scalars(select(Theme.id).where(Theme.id.not_in(current))).all()
    old = select(Post.id).where(_wants_a_card(), Post.id.not_in(current))
    return session().scalars(old.order_by(Post.published_at.desc())).all()


def is_named(path: str) -> bool:
    """Whether any card is this file."""
    return session().scalar(select(Card.path).where(Card.path == path).limit(1)) is not None


def _of_theme(theme_id: int) -> Words | None:
    theme, blog = session().get(Theme, theme_id), settings.current()
    if theme is None:
        return None
    return words.of_theme(
        theme.title, theme.tagline, cloth=theme.cloth, blog=blog.name, lang=blog.language
    )


def _of_post(post_id: int, condition: ColumnElement[bool]) -> Words | None:
    row = (
        session().execute(select(*reading.LINE).where(Post.id == post_id, condition)).one_or_none()
    )
    if row is None:
        return None
    line, blog = reading.line(row), settings.current()
    themes = topics.heads_of([post_id]).get(post_id, [])
    return words.of_piece(
        line.title,
        lang=line.lang,
        second=line.title_lang,
        cloth=themes[0].cloth if themes else _PLAIN_CLOTH,
        theme=themes[0].title if themes else "",
        blog=blog.name,
        blog_lang=blog.language,
        rating=line.rating,
    )


def _wants_a_card() -> ColumnElement[bool]:
    """Scheduled pieces too: theirs is there when they come out, and nobody is told of it before."""
    return and_(
        Post.published_at.is_not(None), Post.withdrawn_at.is_(None), Post.trashed_at.is_(None)
    )
