"""What changed between two texts: nothing left out, nothing made up, and told as a reader would."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.texts import subsequence
from blog.texts.comparing import Comparison, Kind, Paragraph, Run, Unchanged, compare, runs

TEXTS = st.text(alphabet="abc ,\n字か\u3099", max_size=60)


def told(found: list[Run]) -> str:
    """`puts` as `[-puts-]`, `keeps` as `{+keeps+}`."""
    marks = {Kind.SAME: "{}", Kind.TAKEN: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return "".join(marks[run.kind].format(run.text) for run in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Shen puts it down.", "Shen keeps it down.", "Shen [-puts-]{+keeps+} it down."),
        ("他叫她卖票的，叫了", "他叫她售票员，叫了", "他叫她[-卖票的-]{+售票员+}，叫了"),
        ("いえの", "いぬの", "い[-え-]{+ぬ+}の"),
        ("한국어 영화", "한국어 소설", "한국어 [-영화-]{+소설+}"),
        ("from the start.", "from the start, so.", "from the start{+, so+}."),
        ("One.\n\nTwo.", "One.\n\nNew.\n\nTwo.", "One.\n\n{+New.\n\n+}Two."),
        ("It ends. So.", "It ends. Here. So.", "It ends. {+Here. +}So."),
        ("It ends.\n\nSo.", "It ends. Here.\n\nThus.", "It ends.{+ Here.+}\n\n[-So-]{+Thus+}."),
        ("她来了。再见。", "她来了。她走了。再见。", "她来了。{+她走了。+}再见。"),
        ("The Y came.", "The X did. The Y came.", "{+The X did. +}The Y came."),
        ("a, b, c", "a, c", "a, [-b, -]c"),
        ("e\u0301", "e", "[-e\u0301-]{+e+}"),
        ("same", "same", "same"),
        ("", "", ""),
    ],
)
def test_runs(old: str, new: str, expected: str) -> None:
    assert told(runs(old, new)) == expected


@given(TEXTS, TEXTS)
def test_nothing_is_left_out_or_made_up(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(run.text for run in found if run.kind is not Kind.ADDED) == old
    assert "".join(run.text for run in found if run.kind is not Kind.TAKEN) == new


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert compare(text, text, old_title="A title", new_title="A title").is_same


def parts(found: Comparison) -> list[int | str]:
    """A stretch of unchanged paragraphs as their number."""
    return [
        part.paragraph_count if isinstance(part, Unchanged) else told(list(part.runs))
        for part in found.parts
    ]


def test_unchanged_paragraphs_are_folded() -> None:
    old = "One.\n\nTwo.\n\nThree is here.\n\nFour.\n"
    found = compare(old, old.replace("is", "was"))
    assert parts(found) == [2, "Three [-is-]{+was+} here.", 1]
    assert (found.added_count, found.taken_count) == (1, 1)


def test_a_new_paragraph_stands_alone() -> None:
    found = compare("One.\n\nTwo.", "One.\n\nNew here.\n\nTwo.\n\nLast.")
    assert parts(found) == [1, "{+New here.+}", 1, "{+Last.+}"]
    changed = [part for part in found.parts if isinstance(part, Paragraph)]
    assert all(part.is_all_added and not part.is_all_taken for part in changed)


def test_spaces_that_changed_can_be_seen() -> None:
    assert parts(compare("One. Two.", "One.\n\nTwo.")) == ["One.[-␣-]{+¶+}Two."]
    assert parts(compare("One.\nTwo.", "One.  \nTwo.")) == ["One.{+␣␣+}\nTwo."]


def test_titles_are_compared_too() -> None:
    found = compare("Text.", "Text.", old_title="Slow train", new_title="Slow bus")
    assert told(list(found.title)) == "Slow [-train-]{+bus+}"
    assert not found.is_same
    assert (found.added_count, found.taken_count) == (1, 1)


@given(st.lists(st.sampled_from("abcd"), max_size=9), st.lists(st.sampled_from("abcd"), max_size=9))
def test_what_is_kept_is_as_long_as_can_be(old: list[str], new: list[str]) -> None:
    """Against the table that everybody knows, before the islands are given up."""
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row, left in enumerate(old):
        for column, right in enumerate(new):
            table[row + 1][column + 1] = (
                table[row][column] + 1
                if left == right
                else max(table[row][column + 1], table[row + 1][column])
            )
    assert len(subsequence.longest(old, new)) == table[-1][-1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 40_000, "a b " * 20_000),
        ("a\n" * 40_000, "a\nb\n" * 20_000),
        ("\n" * 80_000, "\n" * 79_000),
        ("," * 200_000, ",." * 100_000),
    ],
)
def test_texts_made_to_be_slow_come_out_whole(old: str, new: str) -> None:
    """A quadratic table would not end here before the test run is given up."""
    found = runs(old, new)
    assert "".join(run.text for run in found if run.kind is not Kind.ADDED) == old
    assert "".join(run.text for run in found if run.kind is not Kind.TAKEN) == new


def test_two_long_unlike_texts_are_compared_by_words() -> None:
    choose = random.Random(5)
    vocabulary = [f"word{number}" for number in range(2_000)]
    old = [choose.choice(vocabulary) for _ in range(10_000)]
    new = old[:5_000] + [choose.choice(vocabulary) for _ in range(20)] + old[5_000:]
    new[700] = new[9_000] = "other"
    found = compare(" ".join(old), " ".join(new))
    assert (found.added_count, found.taken_count) == (22, 2)
