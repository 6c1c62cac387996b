"""Themes: made by name, written from files, put in order, left alone where the desk has been."""

import pytest
from sqlalchemy import select

from blog.db import session, transaction
from blog.posts.models import Post
from blog.topics.models import Theme, ThemeEntry
from blog.transfer.report import Result
from tests.media import samples
from tests.transfer.conftest import Run, Source, results

CROSSINGS = """
title: Crossings
tagline: Being carried.
cloth: lagoon
cover: {picture: ../ferry.png, alt: A ferry}
order:
  - {post: slack-water, note: Begin here., start: true}
  - 夜船
  - {post: third, note: A file name.}
"""


def the_theme(slug: str) -> Theme:
    session().expunge_all()
    return session().scalars(select(Theme).where(Theme.slug == slug)).one()


def order_of(theme: Theme) -> list[tuple[str, str, bool]]:
    rows = session().execute(
        select(Post.slug, ThemeEntry.note, ThemeEntry.is_start)
        .join(ThemeEntry, ThemeEntry.post_id == Post.id)
        .where(ThemeEntry.theme_id == theme.id)
        .order_by(ThemeEntry.position)
    )
    return [(slug, note, is_start) for slug, note, is_start in rows]


@pytest.fixture(autouse=True)
def pieces(source: Source) -> None:
    source.write("ferry.png", samples.png())
    source.piece("slack.md", "title: Slack Water\nthemes: [crossings]")
    source.piece("boat.md", "title: 夜船")
    source.piece("posts/third.md", "title: Another title")
    source.piece("fourth.md", "title: Fourth\nthemes: Crossings")


def test_an_essay_and_an_order(run: Run, source: Source) -> None:
    source.piece("themes/crossings.md", CROSSINGS, "The ferry takes *nine* minutes.")
    assert results(run())["writing/themes/crossings.md"] == "made"
    theme = the_theme("crossings")
    assert (theme.title, theme.tagline, theme.cloth) == ("Crossings", "Being carried.", "lagoon")
    assert "<em>nine</em>" in str(theme.essay_html)
    assert theme.cover_alt == "A ferry"
    assert theme.cover_id is not None
    assert order_of(theme) == [
        ("slack-water", "Begin here.", True),
        ("夜船", "", False),
        ("another-title", "A file name.", False),
        ("fourth", "", False),
    ]


def test_a_theme_without_a_file_is_made_by_name(run: Run, source: Source) -> None:
    source.piece("e.md", "title: E\nthemes: [Snow & Distance, crossings]")
    report = run()
    notes = [note for outcome in report.outcomes for note in outcome.notes]
    assert "There was no theme “Snow & Distance”; it was made." in notes
    assert the_theme("snow-distance").title == "Snow & Distance"


def test_a_theme_with_a_file_is_named_by_slug_or_title(run: Run, source: Source) -> None:
    source.piece("themes/two.md", "title: Two Tongues at One Table")
    source.piece("e.md", "title: E\nthemes: [two]")
    source.piece("f.md", "title: F\nthemes: [two tongues at one table]")
    run()
    assert [slug for slug, _, _ in order_of(the_theme("two"))] == ["e", "f"]


def test_nothing_new_changes_nothing(run: Run, source: Source) -> None:
    source.piece("themes/crossings.md", CROSSINGS)
    run()
    version = the_theme("crossings").version
    assert set(results(run()).values()) == {"unchanged"}
    assert the_theme("crossings").version == version


def test_a_changed_file_changes_the_theme_and_drops_nothing(run: Run, source: Source) -> None:
    source.piece("themes/crossings.md", CROSSINGS)
    run()
    source.piece("themes/crossings.md", "title: Crossings\norder: [夜船]")
    assert results(run())["writing/themes/crossings.md"] == "changed"
    slugs = [slug for slug, _, _ in order_of(the_theme("crossings"))]
    assert slugs == ["夜船", "slack-water", "another-title", "fourth"]


def test_a_changed_piece_keeps_its_place(run: Run, source: Source) -> None:
    source.piece("themes/crossings.md", CROSSINGS)
    run()
    before = order_of(the_theme("crossings"))
    source.piece("boat.md", "title: 夜船", "Other words.")
    source.piece("slack.md", "title: Slack Water", "Other words.")
    run()
    assert order_of(the_theme("crossings")) == before


def test_a_piece_that_comes_later_takes_its_place(run: Run, source: Source) -> None:
    source.piece("themes/crossings.md", "title: Crossings\norder: [later, slack-water]")
    [note] = next(o.notes for o in run().outcomes if o.path.endswith("crossings.md"))
    assert note == "“later” stands in the order, and is no piece."
    source.piece("later.md", "title: Later")
    assert results(run())["writing/themes/crossings.md"] == "changed"
    assert order_of(the_theme("crossings"))[0][0] == "later"


class TestEditedOnTheDesk:
    @pytest.fixture(autouse=True)
    def edited(self, run: Run, source: Source) -> None:
        source.piece("themes/crossings.md", CROSSINGS)
        run()
        with transaction():
            the_theme("crossings").tagline = "From the desk."
        source.piece("themes/crossings.md", CROSSINGS, "A new essay.")

    def test_it_is_left_alone(self, run: Run) -> None:
        outcome = next(o for o in run().outcomes if o.path.endswith("crossings.md"))
        assert (outcome.result, outcome.code) == (Result.SKIPPED, "edited_on_the_desk")
        assert the_theme("crossings").tagline == "From the desk."

    def test_unless_it_may_be_overwritten(self, run: Run) -> None:
        assert results(run(may_overwrite=True))["writing/themes/crossings.md"] == "changed"
        assert the_theme("crossings").tagline == "Being carried."


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("title: X\ncloth: tartan", "no cloth “tartan”"),
        ("title: X\norder: slack-water", "should be a list"),
        ("title: X\norder: [{note: nothing}]", "which `post` it means"),
        ("title: X\norder: [slack-water, slack-water]", "twice"),
        (
            "title: X\norder: [{post: slack-water, start: true}, {post: 夜船, start: true}]",
            "Only one piece",
        ),
        ("title: [X", "cannot be read"),
    ],
)
def test_a_broken_file_is_skipped_whole(
    run: Run, source: Source, header: str, sentence: str
) -> None:
    source.piece("themes/x.md", header)
    outcome = next(o for o in run().outcomes if o.path.endswith("x.md"))
    assert outcome.is_failure
    assert sentence in outcome.reason
    assert "x" not in session().scalars(select(Theme.slug)).all()
