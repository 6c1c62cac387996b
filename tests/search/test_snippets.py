"""A snippet shows the original words around a match, and marks what was looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.query import parse
from blog.search.snippets import WIDTH, Stretch, marked, snippet


def shown(text: str, asked: str) -> str:
    """With brackets for the marks."""
    stretches = snippet(text, parse(asked).terms)
    return "".join(f"[{each.text}]" if each.is_match else each.text for each in stretches)


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("The station was closed.", "station", "The [station] was closed."),
        ("Stations, STATION; stationary.", "station", "[Stations], [STATION]; stationary."),
        ("Une étoile.", "ETOILE", "Une [étoile]."),
        ("Ｗｉｄｅ letters", "wide", "[Ｗｉｄｅ] letters"),
        ("慢车到雪岭。", "雪岭", "慢车到[雪岭]。"),
        ("雪。岭 雪岭", "雪岭", "雪。岭 [雪岭]"),
        ("慢\n车", "车", "慢 [车]"),
        ("ｶﾞｰﾄﾞ下", "ガード", "[ｶﾞｰﾄﾞ]下"),
        ("영화를 보았다", "영화", "[영화]를 보았다"),
        ("นั่งรถไฟไปเชียงใหม่", "รถไฟ", "นั่ง[รถไฟ]ไปเชียงใหม่"),
        ("ذهبت إلى المحطّة", "المحطة", "ذهبت إلى [المحطّة]"),
        ("a slow train, slow trains", '"slow train"', "a [slow train], slow trains"),
        ("<b>snow</b> & ice", "snow", "<b>[snow]</b> & ice"),
        ("Nothing of it.", "snow", ""),
        ("snow rain", "-snow rain", "snow [rain]"),
        ("雪雪雪", "雪雪", "[雪雪]雪"),
    ],
)
def test_the_match_is_marked_in_the_original(text: str, asked: str, found: str) -> None:
    assert shown(text, asked) == found


def test_the_place_where_most_words_stand_together_is_shown() -> None:
    text = f"A station. {'far ' * 100}The snow fell on the station.{' far' * 100}"
    found = shown(text, "station snow")
    assert "The [snow] fell on the [station]." in found
    assert found.startswith("…far ")
    assert found.endswith("far…")
    assert len(found) < WIDTH + 10


def test_chinese_takes_half_the_characters() -> None:
    found = shown("远" * 300 + "车站" + "方" * 300, "车站")
    assert found.startswith("…远")
    assert len(found) == WIDTH // 2 + len("……[]")


def test_words_that_begin_so_are_marked_whole() -> None:
    terms = [term.begun() for term in parse("stat").terms]
    assert marked("My station", terms) == (Stretch("My "), Stretch("station", is_match=True))
    assert marked("My home", terms) == ()


@given(st.text(max_size=400), st.text(max_size=40))
def test_it_is_a_part_of_the_text(text: str, asked: str) -> None:
    found = "".join(each.text for each in snippet(text, parse(asked).terms))
    assert found.strip("…") in text.replace("\n", " ")
