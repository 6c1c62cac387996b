"""A proof: the newest text of a piece as its page would show it, with nothing of it stored."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from blog.db import session
from blog.media.models import Picture
from blog.posts import previews, reading, revisions
from blog.posts.models import Post
from blog.posts.reading import Piece
from blog.topics import queries as topics
from blog.topics.queries import Head
from blog.works.judged import Judged


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The piece, in a row that belongs to no database, the themes that it would stand under, and
    its reviews.
    """

    piece: Piece
    heads: Sequence[Head]
    judged: Sequence[Judged]


def proof(post: Post, *, site_url: str) -> Proof:
    """:raises RenderRefused: when the newest text is too large or too deep."""
    newest = revisions.current(post)
    seen = previews.preview(post, newest, lang=newest.lang, site_url=site_url)
    rendered = seen.text
    row = Post(
        kind=post.kind,
        slug=post.slug,
        title=newest.title,
        lang=newest.lang,
        title_lang=newest.title_lang,
        summary=newest.summary,
        spoiler_notice=newest.spoiler_notice,
        cover_alt=newest.cover_alt,
        cover_caption=newest.cover_caption,
        published_at=post.published_at,
        updated_at=post.updated_at,
        page_html=rendered.page_html,
        excerpt=rendered.excerpt,
        headings=[asdict(heading) for heading in rendered.headings],
        spoiler_count=seen.counts.spoiler_count,
        reading_minutes=seen.counts.reading_minutes,
    )
    chosen = select(*reading.COVER).where(Picture.id == newest.cover_id)
    cover = session().execute(chosen).one_or_none()
    piece = Piece(
        post=row,
        title=reading.headline(newest.title, rendered.excerpt),
        cover=reading.cover(cover, alt=newest.cover_alt) if cover is not None else None,
        opens_large=reading.opens_large(newest.source, lang=newest.lang),
    )
    return Proof(
        piece=piece,
        heads=list(topics.heads_with(newest.themes).values()),
        judged=seen.judged,
    )
