"""Addresses made from titles, in any script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog import slugs


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Movie Review: Slow Train — A Love Story", "movie-review-slow-train-a-love-story"),
        ("慢车到雪岭", "慢车到雪岭"),
        ("Slow Train (慢车到雪岭)", "slow-train-慢车到雪岭"),
        ("느린 우체국", "느린-우체국"),
        ("夜の果樹園", "夜の果樹園"),
        ("ไปไม่ถึง", "ไปไม่ถึง"),  # Thai vowels are marks: they stay
        ("हिन्दी", "हिन्दी"),
        ("مرفأ بلا ضوء", "مرفأ-بلا-ضوء"),
        ("ＦＵＬＬ　ＷＩＤＴＨ", "full-width"),  # NFKC
        ("Straße", "strasse"),  # case folding
        ("Cafe\u0301", "caf\u00e9"),  # NFC
        ("Don't / Can’t", "dont-cant"),
        ("½ of ①", "1-2-of-1"),
        ("  --  ", ""),
        ("🎬", ""),
    ],
)
def test_keeps_every_script(title: str, slug: str) -> None:
    assert slugs.slugify(title) == slug


def test_falls_back_rather_than_guess() -> None:
    assert slugs.slugify("!!!", fallback="2026-11-20") == "2026-11-20"


def test_is_cut_at_a_hyphen() -> None:
    slug = slugs.slugify("a patient film about " * 10)
    assert slug == "a-patient-film-about-" * 3 + "a-patient-film"
    assert len(slugs.slugify("慢" * 200)) == 80


@given(st.text(max_size=200))
def test_is_stable(title: str) -> None:
    slug = slugs.slugify(title)
    assert slugs.slugify(slug) == slug
    assert unicodedata.is_normalized("NFC", slug)
    assert not set(slug) & set("/?#%\\ .")


def test_free_counts_up() -> None:
    assert slugs.free("a", is_taken={"a", "a-2"}.__contains__) == "a-3"


@given(st.text(max_size=60))
def test_fold_is_stable(name: str) -> None:
    assert slugs.fold(slugs.fold(name)) == slugs.fold(name)
