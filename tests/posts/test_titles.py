"""A title carries its parts by convention; one without parts is simply a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
