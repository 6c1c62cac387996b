"""A covered word that stands open elsewhere is found; words that any piece uses are not."""

from pathlib import Path

import pytest
import yaml

from blog.markdown.parts import parts
from blog.posts.fields import Fields
from blog.posts.preflight.findings import Severity
from blog.posts.preflight.spoilers import check_spoilers

DEMO = Path(__file__).parents[3] / "blog" / "demo" / "posts"


def warnings(source: str, **fields: str) -> list[str]:
    given = Fields(source=source, **fields)  # type: ignore[arg-type]
    found = check_spoilers(given, parts(source), spoiler_count=source.count("||") // 2)
    return [finding.sentence for finding in found if finding.severity is Severity.WARN]


SECRET = "The letters are from ||Tomas||, of all people. He has been dead for a year."


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": "The house of Tomas"}, "in the title"),
        ({"summary": "What Tomas’s letters say."}, "in the summary"),
        ({"spoiler_notice": "Who Tomas is."}, "in the notice"),
        ({"cover_alt": "Tomas at a desk"}, "in the words for the cover"),
        ({"cover_caption": "TOMAS, writing"}, "in the caption of the cover"),
        ({"tags": ("letters", "Tomas")}, "among the tags"),
    ],
)
def test_a_covered_name_in_a_line_that_everybody_reads(fields: dict[str, str], where: str) -> None:
    assert warnings(SECRET, **fields) == [f"“Tomas” is under a cover, and stands {where} too."]


@pytest.mark.parametrize(
    ("open_part", "where"),
    [
        ("## Tomas again", "in a heading"),
        ("![Tomas at the door](still.jpg)", "in the words for a picture"),
        ('![A man](still.jpg "Tomas, in the last scene")', "in a caption"),
        ("::: spoiler What Tomas did\nAll of it.\n:::", "in the line on a cover"),
        ("I never liked Tomas.", "once in the open text"),
    ],
)
def test_a_covered_name_in_the_piece_itself(open_part: str, where: str) -> None:
    said = f"“Tomas” is under a cover, and stands {where} too."
    assert warnings(f"{SECRET}\n\n{open_part}") == [said]


def test_a_name_that_the_piece_speaks_of_all_the_time_is_no_secret() -> None:
    story = "We meet Tomas. Then Tomas leaves. Then Tomas comes back."
    assert warnings(f"{story} In the end ||Tomas|| stays.", title="Tomas") == []


def test_an_ordinary_word_counts_only_where_it_catches_the_eye() -> None:
    source = "She is ||his sleepwalker||. A sleepwalker is mentioned once."
    assert warnings(source) == []
    said = "“sleepwalker” is under a cover, and stands in the title too."
    assert warnings(source, title="The Sleepwalker") == [said]


@pytest.mark.parametrize(
    ("source", "title", "word"),
    [
        ("写信的人是||陈默||。", "陈默的信", "陈默"),
        ("差出人は||カスガ||だった。", "カスガという男", "カスガ"),
        ("편지를 쓴 사람은 ||민준||이다.", "민준의 편지", "민준"),
    ],
)
def test_scripts_without_spaces(source: str, title: str, word: str) -> None:
    said = f"“{word}” is under a cover, and stands in the title too."
    assert warnings(source, title=title) == [said]
    assert warnings(source, title="一封信") == []


def test_a_long_cover_is_a_scene_and_its_words_are_everybodys() -> None:
    scene = (
        "::: spoiler The last scene\nShe opens the window, and the lantern goes out in Kyoto.\n:::"
    )
    assert warnings(scene, title="Lantern at a window") == []
    said = "“Kyoto” is under a cover, and stands in the summary too."
    assert warnings(scene, summary="A trip to Kyoto.") == [said]


def test_at_most_five_are_told() -> None:
    names = ["Anna", "Berta", "Clara", "Doris", "Edith", "Frieda"]
    source = " ".join(f"One is ||{name}||." for name in names)
    assert len(warnings(source, title=", ".join(names))) == 5


@pytest.mark.parametrize("file", sorted(DEMO.glob("*.md")), ids=lambda file: file.stem)
def test_silent_about_every_piece_of_the_sample_blog(file: Path) -> None:
    head, source = file.read_text(encoding="utf-8")[4:].split("\n---\n", 1)
    front = yaml.safe_load(head)
    cover = front.get("cover") or {}
    assert (
        warnings(
            source,
            title=front["title"],
            summary=front.get("summary", ""),
            spoiler_notice=front.get("spoilers") or "",
            tags=tuple(front.get("tags", ())),
            cover_alt=cover.get("alt", ""),
            cover_caption=cover.get("caption", ""),
        )
        == []
    )
