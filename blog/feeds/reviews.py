"""What the entries of a feed say of works: one query where they say nothing, else two."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from blog import site
from blog.db import session
from blog.feeds.model import Review
from blog.works import queries
from blog.works.models import Work, WorkTitle
from blog.works.queries import Reviewed


@dataclass(frozen=True, kw_only=True)
class Said:
    """`html` is the line and the verdict of each review, cleaned when its post was saved."""

    reviews: tuple[Review, ...]
    html: tuple[str, ...]
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class _Known:
    titles: tuple[str, ...]
    saved_at: datetime


def said_in(post_ids: Iterable[int], *, site_url: str) -> dict[int, Said]:
    """By post; those that review nothing are not in it."""
    found = queries.reviews_of(post_ids)
    known = _known({each.work.id for reviews in found.values() for each in reviews})
    return {
        post_id: Said(
            reviews=tuple(_review(each, known[each.work.id], site_url) for each in reviews),
            html=tuple(str(each.verdict_feed_html or "") for each in reviews),
            changed_at=max(known[each.work.id].saved_at for each in reviews),
        )
        for post_id, reviews in found.items()
    }


def _review(said: Reviewed, known: _Known, site_url: str) -> Review:
    return Review(
        work=said.work.title,
        kind=said.work.kind,
        year=said.work.year,
        titles=known.titles,
        rating=None if said.rating is None else said.rating / 2,
        url=site.absolute(site_url, said.work.path),
    )


def _known(work_ids: set[int]) -> dict[int, _Known]:
    if not work_ids:
        return {}
    rows = session().execute(
        select(Work.id, Work.saved_at, WorkTitle.title)
        .join(WorkTitle, WorkTitle.work_id == Work.id)
        .where(Work.id.in_(work_ids), WorkTitle.is_former.is_(False))
        .order_by(WorkTitle.position, WorkTitle.key)
    )
    titles: defaultdict[int, list[str]] = defaultdict(list)
    saved_at: dict[int, datetime] = {}
    for work_id, at, title in rows:
        titles[work_id].append(title)
        saved_at[work_id] = at
    return {id_: _Known(titles=tuple(titles[id_]), saved_at=saved_at[id_]) for id_ in saved_at}
