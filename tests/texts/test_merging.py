"""Two texts made into one again: one side’s changes are taken over, what both did is left open."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.texts import merging, words
from blog.texts.merging import Choice, Origin, Segment

TEXTS = st.text(alphabet="abc ,\n字か", max_size=40)
BASE = "The kitchen was warm.\n\nNobody said goodbye.\n\nThe end was short."


def told(segments: list[Segment]) -> str:
    """A choice as `{mine|theirs}`; everything else as it comes out."""
    return "".join(
        f"{{{segment.mine}|{segment.theirs}}}"
        if segment.origin is Origin.CHOICE
        else segment.text()
        for segment in segments
    )


def test_each_sides_own_changes_are_taken_over() -> None:
    mine = BASE.replace("warm", "cold") + "\n\nOne more line."
    theirs = BASE.replace("Nobody said goodbye.\n\n", "")
    found = merging.merge(mine, theirs, base=BASE)
    assert told(found) == "The kitchen was cold.\n\nThe end was short.\n\nOne more line."
    assert {segment.origin for segment in found} == {Origin.SAME, Origin.MINE, Origin.THEIRS}


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("A b c.", "a b c.", "A b c."),
        ("a X c.", "a Y c.", "a {X|Y} c."),
        ("a X c.", "a X c.", "a X c."),
        ("a X c.", "a b Y.", "a {X c|b Y}."),
        ("a X.", "a b c d.", "a {X|b c d}."),
        ("a c.", "a b b c.", "a {|b b }c."),
        ("a b c. Mine.", "a b c. Theirs.", "a b c.{ Mine.| Theirs.}"),
        ("a b c.\n\nMine.", "a b c.\n\nTheirs.", "a b c.\n\n{Mine.|Theirs.}"),
        (
            "a b c. Both. Mine is it.",
            "a b c. Both. Theirs is it.",
            "a b c. Both.{ Mine is it.| Theirs is it.}",
        ),
        ("", "a b c. More.", "{|a b c. More.}"),
        ("X b c.", "a b Y.", "X b Y."),
    ],
)
def test_merge(mine: str, theirs: str, expected: str) -> None:
    assert told(merging.merge(mine, theirs, base="a b c.")) == expected


def test_without_a_base_every_difference_is_a_choice() -> None:
    found = merging.merge("One.\nMine.\nTwo.", "One.\nTwo.\nTheirs.", base=None)
    assert told(found) == "One.\n{Mine.\n|}Two.{|\nTheirs.}"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("a X c.", "a Y c.", "a X Y c."),
        ("a 甲 c.", "a 乙 c.", "a 甲乙 c."),
        ("a b c.\n\nMine!", "a b c.\n\nTheirs?", "a b c.\n\nMine!\n\nTheirs?"),
        ("a b c. M\n\nN.", "a b c. T.", "a b c. M\n\nN. T."),
        ("X\n\nY c.", "Z c.", "X\n\nY\n\nZ c."),
    ],
)
def test_keeping_both_keeps_them_apart(mine: str, theirs: str, both: str) -> None:
    assert merging.text(merging.merge(mine, theirs, base="a b c."), {}) == both


def test_choices_are_carried_out() -> None:
    found = merging.merge("a X c d e Q.", "a Y c d e R.", base="a b c d e f.")
    first, second = (segment.key for segment in found if segment.key)
    chosen = merging.text(found, {first: Choice.MINE, second: Choice.THEIRS})
    assert chosen == "a X c d e R."


def test_a_choice_keeps_its_name_when_something_else_was_typed_since() -> None:
    def keys(mine: str) -> list[str]:
        found = merging.merge(mine, "One.\n\nTwo T.\n\nTwo T.", base="One.\n\nTwo.\n\nTwo.")
        return [segment.key for segment in found if segment.key]

    before, after = keys("One.\n\nTwo M.\n\nTwo M."), keys("One more.\n\nTwo M.\n\nTwo M.")
    assert before == after
    assert len(set(before)) == 2


def test_what_is_the_same_stands_in_one_piece() -> None:
    """A blank line whose two ends were found apart is still one."""
    found = merging.merge("One.\n\nMine.", "One.\n\nTheirs.", base="One.")
    assert [segment.mine for segment in found] == ["One.\n\n", "Mine."]


@given(TEXTS, TEXTS)
def test_one_side_alone_gets_its_way(base: str, changed: str) -> None:
    assert merging.text(merging.merge(base, changed, base=base), {}) == changed
    assert merging.text(merging.merge(changed, base, base=base), {}) == changed


@given(TEXTS, TEXTS)
def test_equal_changes_are_one(base: str, changed: str) -> None:
    assert merging.text(merging.merge(changed, changed, base=base), {}) == changed


@given(st.none() | TEXTS, TEXTS, TEXTS)
def test_nothing_that_was_typed_is_missing(base: str | None, mine: str, theirs: str) -> None:
    """Each side's own words are in the result or in a choice that shows them."""
    found = merging.merge(mine, theirs, base=base)
    shown = Counter(
        word
        for segment in found
        for text in (segment.mine, segment.theirs)
        for word in words.split(text)
    )
    settled = Counter(words.split(merging.text(found, {})))
    for side in (mine, theirs):
        typed = Counter(words.split(side)) - Counter(words.split(base or ""))
        assert not {word for word in typed - settled - shown if not word.isspace()}


@given(st.none() | TEXTS, TEXTS, TEXTS)
def test_each_side_can_be_had_where_both_changed(base: str | None, mine: str, theirs: str) -> None:
    """With one side chosen throughout, what is left of the other is what only it changed."""
    found = merging.merge(mine, theirs, base=base)
    for choice, side in ((Choice.MINE, mine), (Choice.THEIRS, theirs)):
        text = merging.text(found, {segment.key: choice for segment in found if segment.key})
        if not {segment.origin for segment in found} & {Origin.MINE, Origin.THEIRS}:
            assert text == side
