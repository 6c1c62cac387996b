"""What the entries of a feed say of works: one query where they say nothing, else two."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from blog import site
from blog.db import session
from blog.feeds.model import Review
from blog.works import queries
from blog.works.models import WorkTitle
from blog.works.queries import Reviewed


@dataclass(frozen=True, kw_only=True)
class Said:
    """`html` is the line and the verdict of each review, cleaned when its post was saved."""

    reviews: tuple[Review, ...]
    html: tuple[str, ...]


def said_in(post_ids: Iterable[int], *, site_url: str) -> dict[int, Said]:
    """By post; those that review nothing are not in it."""
    found = queries.reviews_of(post_ids)
    titles = _titles({each.work.id for reviews in found.values() for each in reviews})
    return {
        post_id: Said(
            reviews=tuple(_review(each, titles[each.work.id], site_url) for each in reviews),
            html=tuple(str(each.verdict_feed_html or "") for each in reviews),
        )
        for post_id, reviews in found.items()
    }


def _review(said: Reviewed, titles: tuple[str, ...], site_url: str) -> Review:
    return Review(
        work=said.work.title,
        kind=said.work.kind,
        year=said.work.year,
        titles=titles,
        rating=None if said.rating is None else said.rating / 2,
        url=site.absolute(site_url, said.work.path),
    )


def _titles(work_ids: set[int]) -> dict[int, tuple[str, ...]]:
    if not work_ids:
        return {}
    rows = session().execute(
        select(WorkTitle.work_id, WorkTitle.title)
        .where(WorkTitle.work_id.in_(work_ids), WorkTitle.is_former.is_(False))
        .order_by(WorkTitle.position, WorkTitle.key)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for work_id, title in rows:
        found[work_id].append(title)
    return {work_id: tuple(titles) for work_id, titles in found.items()}
