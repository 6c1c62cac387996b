"""Names in an index."""

import pytest

from blog.alphabet import anchor_of, filed_as, filed_name


@pytest.mark.parametrize(
    ("title", "filed"),
    [
        ("The Salt Ferry", "S salt ferry"),
        ("A Visit After Snow", "V visit after snow"),
        ("Élan, An", "E elan, an"),
        ("“(The) Hall”", "T the) hall”"),
        ("The", "T the"),
        ("A.I.", "A a.i."),
        ("2046", "0–9 2046"),
        ("٣ nights", "0–9 ٣ nights"),
        ("慢车到雪岭", "字 慢车到雪岭"),
        ("ノワール", "あ ノワール"),
        ("Зима", "З зима"),
        ("…", "& ..."),
    ],
)
def test_filed_as(title: str, filed: str) -> None:
    assert filed_as(title) == filed


def test_an_article_may_be_somebodys_name() -> None:
    assert filed_name("An Seo-yeon") == "A an seo-yeon"
    assert filed_name("Ágnes The") == "A agnes the"


def test_anchors_are_plain() -> None:
    assert [anchor_of(letter) for letter in ("A", "0–9", "字")] == ["i-41", "i-30", "i-5b57"]


def test_in_a_database_letters_stand_in_their_order() -> None:
    titles = ["느린", "字", "Zoo", "2046", "ゆき", "Яма", "an ash", "Ashes", "Bee"]
    assert sorted(titles, key=filed_as) == [
        "2046", "an ash", "Ashes", "Bee", "Zoo", "Яма", "ゆき", "字", "느린",
    ]  # fmt: skip
