"""Two writers of one piece change its reviews: each of its own, or both the same one."""

from dataclasses import replace

import pytest

from blog.posts.fields import Fields
from blog.posts.merging_fields import decide, merge
from blog.texts.merging import Choice
from blog.works.fields import ReviewText

TRAIN = ReviewText(work="Slow Train (2024)", rating="4", verdict="Good.")
FERRY = ReviewText(work="The Salt Ferry", verdict="Wet.")
BASE = Fields(reviews=(TRAIN, FERRY))


def test_changes_of_different_reviews_are_both_taken_over() -> None:
    mine = Fields(reviews=(replace(TRAIN, rating="4.5"), FERRY))
    theirs = Fields(reviews=(replace(TRAIN, verdict="Very good."), replace(FERRY, rating="3")))
    merged = merge(mine, theirs, base=BASE)
    assert merged.undecided == []
    assert merged.fields.reviews == (
        replace(TRAIN, rating="4.5", verdict="Very good."),
        replace(FERRY, rating="3"),
    )


def test_what_both_changed_is_asked_part_by_part() -> None:
    mine = Fields(reviews=(FERRY, replace(TRAIN, rating="5", verdict="Mine.")))
    theirs = Fields(reviews=(replace(TRAIN, rating="3", verdict="Theirs."), FERRY))
    merged = merge(mine, theirs, base=BASE)
    assert merged.theirs == {"reviews-1-rating": "3", "reviews-1-verdict": "Theirs."}
    assert decide(merged, {}).reviews == mine.reviews
    decided = decide(merged, {"reviews-1-rating": Choice.THEIRS})
    assert decided.reviews == (FERRY, replace(TRAIN, rating="3", verdict="Mine."))


def test_both_add_a_review_of_one_work() -> None:
    mine = Fields(reviews=(replace(TRAIN, verdict=""),))
    theirs = Fields(reviews=(replace(TRAIN, work="slow train (2024)", rating=""),))
    merged = merge(mine, theirs, base=Fields())
    assert merged.undecided == []
    assert merged.fields.reviews == (TRAIN,)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ((TRAIN,), (TRAIN, FERRY), (TRAIN,)),
        ((TRAIN, FERRY), (FERRY,), (FERRY,)),
        ((TRAIN,), (TRAIN, replace(FERRY, rating="2")), (TRAIN, replace(FERRY, rating="2"))),
        ((replace(TRAIN, rating="2"), FERRY), (FERRY,), (replace(TRAIN, rating="2"), FERRY)),
        ((), (TRAIN, FERRY), ()),
    ],
    ids=["I take out", "they take out", "they changed it", "I changed it", "all of them"],
)
def test_what_is_taken_out(
    mine: tuple[ReviewText, ...],
    theirs: tuple[ReviewText, ...],
    merged: tuple[ReviewText, ...],
) -> None:
    assert merge(Fields(reviews=mine), Fields(reviews=theirs), base=BASE).fields.reviews == merged


def test_verdicts_without_a_work_yet_are_all_kept() -> None:
    nameless = [ReviewText(verdict=words) for words in ("One.", "Two.", "Three.")]
    mine, theirs = Fields(reviews=tuple(nameless[:2])), Fields(reviews=tuple(nameless[2:]))
    merged = merge(mine, theirs, base=Fields())
    assert merged.theirs == {"reviews-0-verdict": "Three."}
    assert merged.fields.reviews == tuple(nameless[:2])


def test_without_a_base_what_only_one_says_is_taken_over() -> None:
    mine = Fields(reviews=(replace(TRAIN, seen_on="2026"),))
    theirs = Fields(reviews=(replace(TRAIN, rating="5"), FERRY))
    merged = merge(mine, theirs, base=None)
    assert merged.theirs == {"reviews-0-rating": "5"}
    assert merged.fields.reviews == (*mine.reviews, FERRY)
