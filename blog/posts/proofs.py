"""A proof: the newest text of a piece as its page would show it, with nothing of it stored."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from blog.db import session
from blog.media.models import Picture
from blog.posts import previews, reading, revisions
from blog.posts.in_full import Piece, opens_large
from blog.posts.models import Post
from blog.topics import queries as topics
from blog.topics.queries import Head
from blog.works.judged import Judged


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The piece, the themes that it would stand under, and its reviews."""

    piece: Piece
    heads: Sequence[Head]
    judged: Sequence[Judged]


def proof(post: Post, *, site_url: str) -> Proof:
    """:raises RenderRefused: when the newest text is too large or too deep."""
    newest = revisions.current(post)
    seen = previews.preview(post, newest, lang=newest.lang, site_url=site_url)
    rendered = seen.text
    chosen = select(*reading.COVER).where(Picture.id == newest.cover_id)
    cover = session().execute(chosen).one_or_none()
    piece = Piece(
        id=post.id,
        kind=post.kind,
        path=post.path,
        title=reading.headline(newest.title, rendered.excerpt),
        lang=newest.lang,
        title_lang=newest.title_lang,
        summary=newest.summary,
        excerpt=rendered.excerpt,
        published_at=post.published_at,
        updated_at=post.updated_at,
        withdrawn_at=post.withdrawn_at,
        trashed_at=post.trashed_at,
        spoiler_notice=newest.spoiler_notice,
        spoiler_count=seen.counts.spoiler_count,
        headings=[asdict(heading) for heading in rendered.headings],
        reading_minutes=seen.counts.reading_minutes,
        word_count=seen.counts.word_count,
        character_count=seen.counts.character_count,
        cover=reading.cover(cover, alt=newest.cover_alt) if cover is not None else None,
        cover_caption=newest.cover_caption,
        opens_large=opens_large(newest.source, lang=newest.lang),
        page_html=rendered.page_html,
    )
    return Proof(
        piece=piece,
        heads=list(topics.heads_with(newest.themes).values()),
        judged=seen.judged,
    )
