"""The verdicts of a post: which there are, what a feed says before each, and how they are kept."""

from sqlalchemy import select

from blog.db import session
from blog.markdown import Rendered
from blog.works import queries, ratings
from blog.works.models import Review
from blog.works.queries import WorkLine


def of(post_id: int) -> list[tuple[Review, WorkLine]]:
    """In the order that the writer gave them."""
    reviews = session().scalars(
        select(Review).where(Review.post_id == post_id).order_by(Review.position)
    )
    found = list(reviews)
    lines = queries.lines(review.work_id for review in found) if found else {}
    return [(review, lines[review.work_id]) for review in found]


def feed_line(work: WorkLine, rating: int | None) -> str:
    """ "Slow Train to Snow Ridge (慢车到雪岭), 2024: 4½ out of 5." """
    if rating is None:
        return f"{work.name}."
    return f"{work.name}: {ratings.spoken(rating)} out of 5."


def keep(review: Review, rendered: Rendered) -> None:
    """Store what became of a verdict. One without words has only its line in the feed."""
    review.verdict_html = rendered.page_html if review.verdict_source.strip() else None
    review.verdict_feed_html = rendered.feed_html
    review.verdict_text = rendered.text
    review.spoiler_count = rendered.spoiler_count
    session().flush()
