"""Reviews in words, part by part: where two texts of a piece are compared, and made into one."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from blog.slugs import fold
from blog.web.editor.named_works import RATINGS
from blog.web.editor.review_groups import LABELS
from blog.works.fields import ReviewText

_SPOKEN: Final = dict(RATINGS)
_NOTHING: Final = ReviewText()


def label(review: ReviewText, part: str) -> str:
    """`Verdict: Slow Train (2024)`."""
    return f"{LABELS[part]}: {review.work or 'no work yet'}"


def words(part: str, value: Any) -> str:
    """`4½` of a rating that is typed as 4.5; `Yes` of a tick."""
    if part == "is_again":
        return "Yes" if value else ""
    return _SPOKEN.get(value, value) if part == "rating" else str(value)


def differences(
    old: Sequence[ReviewText], new: Sequence[ReviewText]
) -> Iterator[tuple[str, str, str]]:
    """What differs, work by work: the label of a part, what it was, and what it is."""
    was, now = _by_work(old), _by_work(new)
    for line in [*now, *(line for line in was if line not in now)]:
        before, after = was.get(line), now.get(line)
        shown = after or before or _NOTHING
        if before is None or after is None:
            yield "Review of", before.work if before else "", after.work if after else ""
        for part in LABELS:
            texts = [words(part, getattr(each or _NOTHING, part)) for each in (before, after)]
            if part != "work" and texts[0] != texts[1]:
                yield label(shown, part), texts[0], texts[1]


def _by_work(reviews: Sequence[ReviewText]) -> dict[tuple[str, int], ReviewText]:
    """While it is being typed, a text may name a work twice, or none yet."""
    lines = [fold(review.work) for review in reviews]
    return {
        (line, lines[:place].count(line)): review
        for place, (line, review) in enumerate(zip(lines, reviews, strict=True))
        if not review.is_empty
    }
