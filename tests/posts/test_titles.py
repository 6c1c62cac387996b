"""A title carries its parts by convention; one without parts is simply a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.posts import titles
from blog.posts.titles import TitleParts, take_apart


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        (
            "Movie Review: Slow Train to Snow Ridge (慢车到雪岭) — A Love Story",
            TitleParts(
                kicker="Movie Review",
                name="Slow Train to Snow Ridge",
                gloss="慢车到雪岭",
                subtitle="A Love Story",
            ),
        ),
        ("Half Inside a Language", TitleParts(name="Half Inside a Language")),
        (
            "影评：慢车到雪岭——一个爱情故事",
            TitleParts(kicker="影评", name="慢车到雪岭", subtitle="一个爱情故事"),
        ),
        ("Room for One （一人房）", TitleParts(name="Room for One", gloss="一人房")),
        ("The Winter (2019)", TitleParts(name="The Winter (2019)")),
        (
            "What I learned that winter: nothing",
            TitleParts(name="What I learned that winter: nothing"),
        ),
        ("At 16:40", TitleParts(name="At 16:40")),
        (
            "Half-light — and after — the film",
            TitleParts(name="Half-light", subtitle="and after — the film"),
        ),
        ("(Untitled)", TitleParts(name="(Untitled)")),
        ("", TitleParts(name="")),
    ],
)
def test_takes_titles_apart(title: str, parts: TitleParts) -> None:
    assert take_apart(title) == parts


@given(st.text(max_size=120))
def test_loses_no_letter(title: str) -> None:
    parts = take_apart(title)
    together = parts.kicker + parts.name + parts.gloss + parts.subtitle
    kept = [character for character in together if character.isalnum()]
    assert kept == [character for character in title if character.isalnum()]


@pytest.mark.parametrize(
    ("title", "second", "tongues"),
    [
        ("A wall (面)", "", ["zh-Hans"]),
        ("A wall (面)", "ja", ["ja"]),
        ("A wall (面)", "zh-Hant", ["zh-Hant"]),
        ("A wall (стена)", "uk", ["uk"]),
        ("A wall (стена)", "ja", ["ru"]),
        ("A wall", "ja", []),
    ],
)
def test_the_second_language_is_the_one_that_was_said(
    title: str, second: str, tongues: list[str]
) -> None:
    found = titles.runs(title, lang="en-GB", second=second)
    assert "".join(run.text for run in found) == title
    assert [run.lang for run in found if run.lang] == tongues


@pytest.mark.parametrize(
    ("title", "lang", "parts"),
    [
        ("A wall (面)", "en-GB", ["面"]),
        ("Slow Train (慢车到雪岭)", "en-GB", []),
        ("Slack Water (潮止まり)", "en-GB", []),
        ("A wall", "en-GB", []),
        ("面", "zh-Hans", []),
        ("A wall (стена)", "en-GB", []),
    ],
)
def test_a_part_that_could_be_either(title: str, lang: str, parts: list[str]) -> None:
    assert titles.in_no_certain_language(title, lang=lang) == parts
