"""What a piece reviews: a review that names no work, and a new work that looks like a known one."""

import re
from collections.abc import Iterator
from typing import Final

from sqlalchemy import select

from blog import slugs
from blog.db import session
from blog.posts import titles
from blog.posts.fields import Fields
from blog.posts.preflight.findings import Finding, fine, look
from blog.topics.resembling import resembling
from blog.works import naming
from blog.works.models import WorkTitle

_A_REVIEW: Final = re.compile(
    r"\breviews?\b|影评|影評|书评|書評|剧评|劇評|乐评|樂評|レビュー|리뷰", re.IGNORECASE
)


def check_reviews(fields: Fields, *, kind: str) -> Iterator[Finding]:
    if not fields.reviews:
        if kind == "post" and _calls_itself_a_review(fields):
            yield look(
                "This calls itself a review and says of no work that it is about it.",
                place="reviews-0-work",
            )
        return
    meanings = naming.meanings(review.work for review in fields.reviews)
    for place, review in enumerate(fields.reviews):
        meaning = meanings[review.work]
        title = meaning.name.title
        other = _resembled(title) if title and not (meaning.work_id or meaning.several) else None
        if other is not None:
            yield look(
                f"The work “{title}” is new. Did you mean “{other}”, which is known already?",
                place=f"reviews-{place}-work",
            )
        elif title and not review.is_judgement:
            yield fine(f"About “{title}”, with no rating and no verdict")


def _calls_itself_a_review(fields: Fields) -> bool:
    kicker = titles.take_apart(fields.title).kicker
    return any(_A_REVIEW.search(words) for words in (kicker, *fields.tags))


def _resembled(title: str) -> str | None:
    known = session().execute(
        select(WorkTitle.title, WorkTitle.key).where(WorkTitle.is_former.is_(False))
    )
    return resembling(title, (row.title for row in known if row.key != slugs.fold(title)))
