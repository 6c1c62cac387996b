"""A text of a piece and its verdicts as readers would see them: through the pipeline that stores
them, and nothing is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from blog.markdown import Rendered
from blog.posts import rendering, reviews_preview
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.posts.rendering import Counts
from blog.works.judged import Judged, with_facts


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`counts` are those of the text and the verdicts together."""

    text: Rendered
    judged: Sequence[Judged]
    counts: Counts


def preview(post: Post, fields: Fields, *, lang: str, site_url: str) -> Preview:
    """:raises RenderRefused: when the text is too large or too deep."""
    text = rendering.preview(post, fields.source, lang=lang, site_url=site_url)
    reviews = reviews_preview.preview(post, fields.reviews, lang=lang, site_url=site_url)
    verdicts = [each.verdict for each in reviews if each.verdict is not None]
    return Preview(
        text=text,
        judged=with_facts([each.reviewed for each in reviews]),
        counts=rendering.counted([text, *verdicts]),
    )
