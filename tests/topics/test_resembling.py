"""A tag that looks like one that was used before is told from one that is another word."""

import pytest

from blog.topics.resembling import resembling


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("train", "trains"),
        ("Libraries", "library"),
        ("churches", "church"),
        ("slow-cinema", "slow cinema"),
        ("slowcinema", "slow cinema"),
        ("lit windows", "windows, lit"),
        ("cafés", "cafe"),
        ("mountians", "mountains"),
        ("wether", "weather"),
        ("subtittles", "subtitles"),
        ("cinematogrphy", "cinematography"),
        ("Тарковски", "Тарковский"),
        ("films 1990s", "film 1990s"),
    ],
)
def test_looks_like_one_that_is_there(name: str, known: str) -> None:
    assert resembling(name, ["harbour", known]) == known


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Winter", "winter"),
        ("ＷＩＮＴＥＲ", "winter"),
        ("snow", "show"),
        ("films 1990s", "films 1980s"),
        ("华语片", "华语剧"),
        ("雨", "雪"),
        ("winter", "writer"),
        ("trains", "ferries"),
        ("日本映画", "日本演劇"),
    ],
)
def test_the_same_tag_or_another_word(name: str, known: str) -> None:
    assert resembling(name, [known]) is None
