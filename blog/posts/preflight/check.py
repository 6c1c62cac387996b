"""The whole look over a piece, in the order in which its writer would go through it."""

from itertools import islice
from typing import Final

from blog.markdown import Rendered
from blog.markdown.parts import parts
from blog.posts.fields import NOTHING_TO_READ, Fields
from blog.posts.preflight.findings import Circumstances, Finding, look
from blog.posts.preflight.links import check_links
from blog.posts.preflight.pictures import check_pictures
from blog.posts.preflight.reviews import check_reviews
from blog.posts.preflight.spoilers import check_spoilers
from blog.posts.preflight.tags import check_tags
from blog.posts.preflight.timing import check_time, when_typed
from blog.posts.preflight.wording import check_wording

_MOST_LINKS: Final = 8


def check(
    fields: Fields, rendered: Rendered | None, *, kind: str, circumstances: Circumstances
) -> list[Finding]:
    """What is worth a look before the piece goes, and what was looked at and is well.

    `rendered` is None for a text that cannot be read; why, its own sentence says.
    """
    if fields.is_empty:
        return [look(NOTHING_TO_READ, place="title")]
    if rendered is None:
        return []
    taken_apart = parts(fields.source)
    post = circumstances.post
    out_at = max(when_typed(circumstances) or circumstances.at, circumstances.at)
    return [
        *check_pictures(fields, rendered),
        *check_spoilers(fields, taken_apart, spoiler_count=rendered.spoiler_count),
        *islice(check_links(rendered, circumstances, out_at=out_at), _MOST_LINKS),
        *check_wording(fields, taken_apart, kind=kind),
        *check_reviews(fields, kind=kind),
        *check_tags(fields.tags, post_id=post.id if post is not None else None),
        *check_time(circumstances),
    ]
