"""Phrases that tell an ending are found in the open, in several languages, and only there."""

import pytest

from blog.posts.preflight.telling import endings_told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Of course the butler was the killer.", "was the killer"),
        ("The murderer is the narrator.", "The murderer is"),
        ("He dies at the end, like everybody.", "dies at the end"),
        ("She was dead all along.", "was dead all along"),
        ("原来凶手是他的哥哥。", "凶手是"),
        ("結局是一場夢。", "結局是"),
        ("最后她还是死了。", "最后她还是死了"),
        ("犯人は駅長だった。", "犯人は"),
        ("범인은 형이었다.", "범인은"),
    ],
)
def test_an_ending_told_in_the_open(text: str, words: str) -> None:
    assert list(endings_told([text], has_covers=False)) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("And then Setsu dies.", "Setsu dies"),
        ("Nobody suspects the killer.", "the killer"),
        ("谁是凶手，第三集就知道了。", "凶手"),
        ("犯人の顔", "犯人"),
        ("마지막 반전", "반전"),
    ],
)
def test_single_words_count_where_something_is_covered(text: str, words: str) -> None:
    assert list(endings_told([text], has_covers=True)) == [words]
    assert list(endings_told([text], has_covers=False)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The sound dies away.",
        "My father died in March.",
        "It is a killer of a film, and the end is near.",
        "结局我不说。",
        "結末には触れません。",
        "The ending is the best part.",
    ],
)
def test_ordinary_sentences_tell_nothing(text: str) -> None:
    assert list(endings_told([text], has_covers=True)) == []


def test_the_same_words_are_told_once() -> None:
    texts = ["The killer is he. The KILLER is he.", "the killer is he"]
    assert list(endings_told(texts, has_covers=True)) == ["The killer is"]
