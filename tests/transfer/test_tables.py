"""What an export writes down beside the pieces, line by line: a wrong one stops no other."""

import pytest
from sqlalchemy import select

from blog.db import session
from blog.media.models import Picture
from blog.posts import changes
from blog.posts.models import Status
from blog.redirects.models import Redirect
from blog.settings import queries as settings
from blog.topics.models import Tag, TagAddress, Theme, ThemeAddress
from blog.transfer.report import Outcome, Report
from blog.works.models import PersonAddress, Work, WorkAddress
from tests.conftest import FrozenClock
from tests.media import samples
from tests.transfer.conftest import Run, Source, only, the_post


def line_of(report: Report, name: str) -> Outcome:
    [found] = [each for each in report.outcomes if each.path == f"writing/{name}"]
    return found


def test_redirects(run: Run, source: Source) -> None:
    source.write("redirects.txt", "/old/ /posts/new/\n/alone/\n/%E9%9B%AA/ gone\n/a/ /a/\n")
    found = line_of(run(), "redirects.txt")
    assert found.is_failure
    assert found.notes == ("“/alone/” has no second address.", "That leads to itself.")
    kept = {row.path: row.target for row in session().scalars(select(Redirect))}
    assert kept == {"/old/": "/posts/new/", "/雪/": ""}


def test_a_redirect_of_the_desk_stays(run: Run, source: Source) -> None:
    source.write("redirects.txt", "/old/ /posts/new/\n")
    run()
    source.write("redirects.txt", "/old/ /posts/newer/\n")
    assert line_of(run(), "redirects.txt").result == "unchanged"
    assert line_of(run(may_overwrite=True), "redirects.txt").result == "changed"
    assert session().scalars(select(Redirect.target)).one() == "/posts/newer/"


def test_pictures_that_no_text_shows(run: Run, source: Source) -> None:
    source.write("media/a.png", samples.png())
    source.write("pictures.yaml", "media/a.png: {name: Roof.png, alt: A roof}\nmedia/b.png: {}\n")
    found = line_of(run(), "pictures.yaml")
    assert found.notes == ("“media/b.png” is not in the folder.",)
    picture = session().scalars(select(Picture)).one()
    assert (picture.name, picture.alt) == ("Roof.png", "A roof")
    source.write("pictures.yaml", "../outside.png: {}\n")
    assert "lies outside the folder" in line_of(run(), "pictures.yaml").notes[0]


def test_works_and_people(run: Run, source: Source) -> None:
    source.write(
        "works.yaml",
        "works:\n"
        "- {title: Slow Train, year: 2024, slug: the-train, aliases: [train], people: [Shen],\n"
        "   former_titles: [Fast Train]}\n"
        "- {year: 1999}\n"
        "people:\n"
        "- {name: Shen, slug: shen-ruolan, aliases: [s, s]}\n"
        "- {name: Nobody, slug: x}\n",
    )
    assert line_of(run(), "works.yaml").notes == ("`work` has no `title`.",)
    source.piece("a.md", "title: A\nwork: Fast Train")
    run()
    assert session().scalars(select(Work.slug)).all() == ["the-train"]
    assert session().scalars(select(WorkAddress.slug)).all() == ["train"]
    assert set(session().scalars(select(PersonAddress.slug))) == {"shen", "s"}


@pytest.mark.parametrize("name", ["works.yaml", "pictures.yaml"])
def test_a_file_that_cannot_be_read_stops_everything(run: Run, source: Source, name: str) -> None:
    source.write(name, "a: [")
    source.piece("a.md", "title: A")
    with pytest.raises(Exception, match="cannot be read"):
        run()


def test_addresses_of_tags(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\ntags: [Snow, Rain]")
    source.write(
        "tags.yaml",
        "Snow: {about: It fell., slug: schnee, aliases: [neige, neige]}\nRain: {slug: snow}\n",
    )
    run()
    tags = {tag.name: (tag.slug, tag.description) for tag in session().scalars(select(Tag))}
    assert tags == {"Snow": ("schnee", "It fell."), "Rain": ("snow", "")}
    assert set(session().scalars(select(TagAddress.slug))) == {"snow", "neige", "rain"}


def test_a_theme_keeps_its_former_addresses(run: Run, source: Source) -> None:
    source.piece("themes/winter.md", "title: Winter\naliases: [frost, ice]")
    run()
    theme = session().scalars(select(Theme)).one()
    kept = session().execute(select(ThemeAddress.slug, ThemeAddress.theme_id))
    assert set(kept) == {("frost", theme.id), ("ice", theme.id)}


def test_letters_stay_as_they_were_set_here(run: Run, source: Source) -> None:
    source.write("blog.yaml", "name: A\nauthor: B\nletters: {a_minute: 7}")
    run(may_overwrite=True)
    session().expunge_all()
    blog = settings.current()
    assert (blog.name, blog.letters_per_minute, blog.countdown_minutes) == ("A", 7, 15)


class TestAPiece:
    def test_what_readers_were_told(self, run: Run, source: Source) -> None:
        source.piece(
            "a.md",
            "title: A\ndate: 2026-01-01\ntitle_lang: ja\n"
            "changes:\n- {date: 2026-02-01, note: One}\n- {date: 2026-03-01}",
        )
        assert only(run()).kept_keys == ()
        post = the_post("a")
        assert post.title_lang == "ja"
        assert [each.note for each in changes.of(post)] == ["", "One"]
        assert str(post.updated_at) == "2026-03-01 00:00:00+00:00"

    def test_one_that_was_taken_back(self, run: Run, source: Source, clock: FrozenClock) -> None:
        source.piece("a.md", "title: A\ndate: 2026-01-01\nwithdrawn: 2026-02-01")
        run()
        assert the_post("a").status(clock.now) is Status.WITHDRAWN
        assert only(run()).result == "unchanged"

    @pytest.mark.parametrize(
        "header", ["changes: yes", "changes: [{note: None}]", "title_lang: '??'"]
    )
    def test_what_cannot_be(self, run: Run, source: Source, header: str) -> None:
        source.piece("a.md", f"title: A\n{header}")
        assert only(run()).code == "bad_front_matter"
