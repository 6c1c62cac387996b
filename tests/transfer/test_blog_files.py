"""blog.yaml and tags.yaml."""

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import delete, select

from blog.db import session, transaction
from blog.errors import Refused
from blog.posts import navigation
from blog.posts.models import Post
from blog.settings import queries as settings
from blog.settings.models import BlogSettings
from blog.topics.models import Tag
from blog.transfer.report import Report
from tests.makers import make_post
from tests.transfer.conftest import Run, Source, results, the_post

BLOG = """
name: Soft Keys
tagline: Heard at night.
owner: {name: Tam Weller}
language: en-GB
time_zone: Asia/Tokyo
footer: Kept by hand.
fediverse: "@tam@keys.example"
navigation: [colophon, about]
"""


def in_navigation() -> Sequence[str]:
    placed = select(Post.slug).where(Post.navigation_position.is_not(None))
    return session().scalars(placed.order_by(Post.navigation_position, Post.id)).all()


@pytest.fixture
def nameless(run: Run) -> None:
    with transaction():
        session().execute(delete(BlogSettings))


@pytest.mark.usefixtures("nameless")
class TestANewBlog:
    def test_it_is_named_and_dates_are_read_on_its_clocks(self, run: Run, source: Source) -> None:
        source.write("blog.yaml", BLOG)
        source.piece("a.md", "title: A\ndate: 2026-01-02 08:00")
        source.piece("about.md", "title: About\nkind: page")
        source.piece("colophon.md", "title: Colophon\nkind: page")
        assert results(run())["writing/blog.yaml"] == "made"
        blog = settings.current()
        assert (blog.name, blog.author, blog.time_zone) == ("Soft Keys", "Tam Weller", "Asia/Tokyo")
        assert (blog.tagline, blog.footer) == ("Heard at night.", "Kept by hand.")
        assert blog.fediverse == "@tam@keys.example"
        assert str(the_post("a").published_at) == "2026-01-01 23:00:00+00:00"
        assert in_navigation() == ["colophon", "about"]
        assert set(results(run()).values()) == {"unchanged"}

    def test_without_blog_yaml_the_report_says_which_clocks(self, run: Run, source: Source) -> None:
        source.piece("a.md", "title: A\ndate: 2026-01-02 08:00")
        assert run().notes == ["The blog has no time zone yet: times were read in UTC."]

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ("name: ''", "needs a name"),
            ("name: A\nauthor: B\ntime_zone: Mars/Olympus", "Mars/Olympus"),
            ("name: [A", "cannot be read"),
        ],
    )
    def test_one_that_cannot_be_used_stops_everything(
        self, run: Run, source: Source, content: str, sentence: str
    ) -> None:
        source.write("blog.yaml", content)
        source.piece("a.md", "title: A")
        with pytest.raises(Refused, match=sentence):
            run()
        assert session().scalars(select(Post)).all() == []


def test_a_blog_that_has_a_name_keeps_it(run: Run, source: Source) -> None:
    source.write("blog.yaml", BLOG)
    assert results(run()) == {"writing/blog.yaml": "unchanged"}
    assert settings.current().name == "The Ninth Lamp"


def test_unless_it_may_be_overwritten(run: Run, source: Source) -> None:
    source.write("blog.yaml", BLOG)
    assert results(run(may_overwrite=True)) == {"writing/blog.yaml": "changed"}
    session().expunge_all()
    assert settings.current().name == "Soft Keys"


def test_a_page_that_stood_in_the_navigation_stays_behind(
    app: Flask, run: Run, source: Source
) -> None:
    make_post(app, kind="page", slug="about")
    zine = make_post(app, kind="page", slug="zine")
    with transaction():
        navigation.arrange([zine.id])
    source.write("blog.yaml", BLOG)
    source.piece("colophon.md", "title: Colophon\nkind: page")
    run(may_overwrite=True)
    assert in_navigation() == ["colophon", "about", "zine"]


class TestTags:
    @pytest.fixture(autouse=True)
    def pieces(self, source: Source) -> None:
        source.piece("a.md", 'title: A\ntags: [Film, "silence, uses of", 間]')
        source.write(
            "tags.yaml", 'film: Seen.\n"silence, uses of": Never nothing.\nghosts: Polite.\n'
        )

    def outcome(self, report: Report) -> tuple[str, tuple[str, ...]]:
        [found] = [each for each in report.outcomes if each.path == "writing/tags.yaml"]
        return found.result.value, found.notes

    def descriptions(self) -> dict[str, str]:
        session().expunge_all()
        return {tag.name: tag.description for tag in session().scalars(select(Tag))}

    def test_tags_are_described(self, run: Run) -> None:
        assert self.outcome(run()) == ("changed", ("No piece has the tag “ghosts”.",))
        assert self.descriptions() == {
            "Film": "Seen.",
            "silence, uses of": "Never nothing.",
            "間": "",
        }
        assert self.outcome(run())[0] == "unchanged"

    def test_what_was_written_on_the_desk_stays(self, run: Run, source: Source) -> None:
        run()
        with transaction():
            session().scalars(select(Tag).where(Tag.key == "film")).one().description = "Mine."
        assert self.outcome(run())[0] == "unchanged"
        assert self.descriptions()["Film"] == "Mine."
        assert self.outcome(run(may_overwrite=True))[0] == "changed"
        assert self.descriptions()["Film"] == "Seen."

    def test_a_broken_file_is_skipped(self, run: Run, source: Source) -> None:
        source.write("tags.yaml", "film: [Seen")
        assert self.outcome(run())[0] == "skipped"
        assert self.descriptions()["Film"] == ""
