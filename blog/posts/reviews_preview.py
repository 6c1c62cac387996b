"""Reviews as they would look, while they are typed: nothing is refused, nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from blog.markdown import Rendered, RenderRefused
from blog.posts import rendering, reviews
from blog.posts.models import Post
from blog.works import naming, queries, ratings
from blog.works.fields import ReviewText
from blog.works.models import KINDS
from blog.works.naming import Meaning
from blog.works.queries import Reviewed, WorkLine, language_of


@dataclass(frozen=True)
class ReviewPreview:
    reviewed: Reviewed
    verdict: Rendered | None


def preview(
    post: Post, typed: Iterable[ReviewText], *, lang: str, site_url: str
) -> list[ReviewPreview]:
    """What a page would show of them. A work that is not made yet has the id 0; a rating or a date
    that is none, and a verdict that cannot be rendered, are left out. Lines without a work, too.
    """
    texts = [text for text in typed if text.work.strip()]
    meanings = naming.meanings(text.work for text in texts) if texts else {}
    ids = [meaning.work_id for meaning in meanings.values() if meaning.work_id is not None]
    lines = queries.lines(ids) if ids else {}
    previews = []
    for number, text in enumerate(texts, start=1):
        meaning = meanings[text.work]
        work = lines.get(meaning.work_id or 0) or _to_be_made(meaning, text)
        verdict = _rendered(post, text, number=number, lang=lang, site_url=site_url)
        previews.append(ReviewPreview(_reviewed(post, text, work, verdict), verdict))
    return previews


def _reviewed(post: Post, text: ReviewText, work: WorkLine, rendered: Rendered | None) -> Reviewed:
    return Reviewed(
        post_id=post.id or 0,
        work=work,
        rating=_rating(text.rating),
        verdict_html=rendered.page_html if rendered else None,
        verdict_feed_html=None,
        verdict_text=rendered.text if rendered else "",
        spoiler_count=rendered.spoiler_count if rendered else 0,
        seen_on=seen_on if reviews.is_date(seen_on := text.seen_on.strip()) else "",
        seen_where=text.seen_where.strip(),
        is_again=text.is_again,
    )


def _to_be_made(meaning: Meaning, text: ReviewText) -> WorkLine:
    name = meaning.name
    return WorkLine(
        id=0,
        kind=name.kind or (text.kind if text.kind in KINDS else KINDS[0]),
        slug="",
        title=name.title,
        lang=language_of(name.title, typed=""),
        year=name.year,
        other_title=name.other,
        other_lang=language_of(name.other, typed=""),
    )


def _rendered(
    post: Post, text: ReviewText, *, number: int, lang: str, site_url: str
) -> Rendered | None:
    if not text.verdict.strip():
        return None
    try:
        return rendering.preview_verdict(
            post, text.verdict, number=number, lang=lang, site_url=site_url
        )
    except RenderRefused:
        return None


def _rating(typed: str) -> int | None:
    try:
        return ratings.parse(typed)
    except ValueError:
        return None
