"""Texts become words that meet, however and in whatever script they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.search.spacing import BREAK, spaced, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Slow Train, to Snow Ridge!", "slow train to snow ridge"),
        ("慢车到雪岭", "慢 车 到 雪 岭"),
        ("第3站 H2O snake_case", "第 3 站 h2o snake case"),
        ("かな、カナ", "か な ¶ カ ナ"),
        ("ｶﾞｷﾞ ガギ", "ガ ギ ガ ギ"),
        ("ﾌﾙ ＷＩＤＥ　ｓｐａｃｅ", "フ ル wide space"),
        ("ÉTOILE étoile e\u0301toile", "etoile etoile etoile"),
        ("Łódź, Tromsø, straße, œuvre", "lodz tromso strasse oeuvre"),
        ("Ёлка", "елка"),
        ("السِّينـــما أحمد", "سينما احمد"),
        ("والمحطّة بالمحطة محطة الله على", "محطه محطه محطه الله علي"),
        ("שָׁלוֹם", "שלום"),
        ("हिंदी फ़िल्म", "हिंदी फ़िल्म"),
        ("รถไฟ", "ร ถ ไ ฟ"),
        ("นำ นํา", "น ํ า น ํ า"),
        ("영화를 보다", "영 화 를 ¶ 보 다"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한 글"),
        ("don’t l'amour", "don t l amour"),
        ("½ x²", "1 2 x2"),
        ("🚂 \u200f — …", ""),
    ],
)
def test_words_are_folded_and_parted(text: str, found: str) -> None:
    assert spaced(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("雪。国", "雪 ¶ 国"),
        ("雪\n国", "雪 ¶ 国"),
        ("雪 国", "雪 国"),
        ("雪\u200b国", "雪 国"),
        ("葛\U000e0100城", "葛 城"),
        ("雪 snow 国", "雪 snow 国"),
        ("기차 여행", "기 차 ¶ 여 행"),
        ("기차\u200b여행", "기 차 ¶ 여 행"),
        ("snow. Train", "snow train"),
    ],
)
def test_what_a_phrase_may_cross(text: str, found: str) -> None:
    """A broken line parts no Chinese word; a full stop does."""
    assert spaced(text) == found


def test_each_word_knows_where_it_stands() -> None:
    text = "Ｓｎｏｗ, 葛\U000e0100城 ½"
    spans = [(word.text, text[word.start : word.end]) for word in words(text)]
    assert spans == [("snow", "Ｓｎｏｗ"), ("葛", "葛"), ("城", "城"), ("1", "½"), ("2", "½")]


@given(st.text())
def test_a_word_that_was_folded_folds_to_itself(text: str) -> None:
    found = [word.text for word in words(text)]
    assert all(spaced(word) == word for word in found if word != BREAK)
    assert not any(character in word for word in found for character in ' "*^():-+{}\0')


@given(st.text())
def test_capitals_make_no_difference_where_they_come_back(text: str) -> None:
    lower = text.lower()
    if lower.upper().lower() == lower:
        assert spaced(lower.upper()) == spaced(lower)
