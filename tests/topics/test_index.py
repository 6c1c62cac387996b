"""The index of tags, in any script."""

from blog import alphabet
from blog.topics import index
from blog.topics.queries import Indexed


def arranged(*names: str) -> dict[str, list[str]]:
    tags = [Indexed(id=0, name=name, slug=name, count=1) for name in names]
    return {section.letter: [tag.name for tag in section.tags] for section in index.arrange(tags)}


def filled(*names: str) -> dict[str, list[str]]:
    return {letter: tags for letter, tags in arranged(*names).items() if tags}


def test_capitals_and_accents_stand_under_the_plain_letter() -> None:
    assert filled("Éclair", "echo", "été", "Shen Ruolan") == {
        "E": ["echo", "Éclair", "été"],
        "S": ["Shen Ruolan"],
    }


def test_scripts_with_many_letters_share_a_head() -> None:
    assert filled("华语片", "間", "ノワール", "ゆき", "느린", "한국") == {
        "あ": ["ゆき", "ノワール"],
        "字": ["华语片", "間"],
        "가": ["느린", "한국"],
    }


def test_scripts_with_letters_keep_them() -> None:
    assert filled("зима", "Завтра", "ไทย", "هوا") == {
        "З": ["Завтра", "зима"],
        "ه": ["هوا"],
        "ไ": ["ไทย"],
    }


def test_numbers_come_first_and_marks_alone_have_a_place() -> None:
    assert list(filled("winter", "2024", "½ price", "…", "#meta")) == ["0–9", "M", "W", "&"]


def test_latin_letters_bring_the_alphabet() -> None:
    assert "".join(arranged("winter", "华语片"))[:26] == alphabet.ALPHABET
    assert list(arranged("华语片")) == ["字"]


def test_anchors_are_plain_and_different() -> None:
    sections = index.arrange(
        [Indexed(id=0, name=name, slug=name, count=1) for name in ("a", "я", "字", "1", "…")]
    )
    anchors = [section.anchor for section in sections]
    assert all(anchor.isascii() for anchor in anchors)
    assert len(set(anchors)) == len(anchors)
