"""What a letter says of a piece: of live ones only, and nothing that a cover hides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from blog import site
from blog.db import session
from blog.mail import plain
from blog.markdown import SafeHtml, shortening
from blog.posts.models import Post
from blog.posts.queries import live
from blog.posts.reading import ENTRY, Entry, entry, with_columns
from blog.subjects.choice import Subject
from blog.subjects.matching import subjects_of
from blog.works.queries import reviews_of


@dataclass(frozen=True, kw_only=True)
class Piece:
    """`parts` are the text and the verdicts, as feeds have them; `is_cut` when there is more."""

    id: int
    url: str
    entry: Entry
    summary: str
    spoiler_notice: str
    parts: Sequence[SafeHtml]
    subjects: frozenset[Subject]
    is_cut: bool = False

    @property
    def plain(self) -> str:
        return "\n\n".join(plain.from_html(str(part)) for part in self.parts)


def pieces(post_ids: Collection[int], *, site_url: str, at: datetime) -> dict[int, Piece]:
    """Those of the posts that are live, by id. Five queries."""
    columns = (*ENTRY, Post.spoiler_notice, Post.feed_html)
    rows = session().execute(with_columns(live(at).where(Post.id.in_(post_ids)), columns)).all()
    found = [row.id for row in rows]
    subjects, reviews = subjects_of(found), reviews_of(found)
    return {
        row.id: Piece(
            id=row.id,
            url=site.absolute(site_url, site.post_path(row.slug)),
            entry=entry(row),
            summary=row.summary,
            spoiler_notice=row.spoiler_notice,
            parts=[
                part
                for part in (
                    row.feed_html,
                    *(review.verdict_feed_html for review in reviews.get(row.id, ())),
                )
                if part
            ],
            subjects=subjects[row.id],
        )
        for row in rows
    }


def cut(piece: Piece, *, most: int) -> Piece:
    """The piece with the beginning of its text, at most `most` bytes, and without verdicts."""
    beginning = [
        shortening.beginning(part, most=most, permalink=piece.url) for part in piece.parts[:1]
    ]
    return replace(piece, parts=[part for part in beginning if part], is_cut=True)
