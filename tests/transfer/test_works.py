"""`work`, `rating`, `verdict` and `seen` of a file become works and reviews."""

import pytest
from sqlalchemy import select

from blog import clock
from blog.db import session, transaction
from blog.posts.fields import fields_of
from blog.transfer.report import Result
from blog.works import commands, facts
from blog.works.fields import ReviewText, TitleText, WorkFields
from blog.works.models import Work
from tests.transfer.conftest import Run, Source, only, the_post

WHOLE = """
title: Film Review
work:
  title: Slow Train
  original_title: 慢车到雪岭
  titles: [{title: Train lent, lang: fr}]
  kind: film
  year: 2024
  countries: [China, France]
  people:
    - {name: Shen Ruolan, other_name: 沈若岚, role: director}
    - Tao Jingyi
  length: 118 minutes
  language: Mandarin
  watch: Northlight
  links: ["https://example.org/", {url: "https://example.net/", label: The makers}]
  imdb: tt0081846
rating: 4.5
verdict: "On ||time||."
seen: {on: 2026-11-10, where: "the Regal", again: true}
"""


def the_work() -> Work:
    session().expunge_all()
    return session().scalars(select(Work)).one()


def reviews(slug: str) -> tuple[ReviewText, ...]:
    return fields_of(the_post(slug)).reviews


def test_all_that_a_file_says_of_a_work(run: Run, source: Source) -> None:
    source.piece("a.md", WHOLE)
    outcome = only(run())
    assert (outcome.notes, outcome.kept_keys) == ((), ())
    [review] = reviews("film-review")
    assert review == ReviewText(
        work="Slow Train (2024)",
        kind="film",
        rating="4.5",
        verdict="On ||time||.",
        seen_on="2026-11-10",
        seen_where="the Regal",
        is_again=True,
    )
    work = the_work()
    known = facts.facts_of([work.id])[work.id]
    assert [(title.title, title.lang) for title in known.titles] == [
        ("慢车到雪岭", "zh-Hans"),
        ("Train lent", "fr"),
    ]
    assert [country.name for country in known.countries] == ["China", "France"]
    assert [(each.name, each.other_name, each.role) for each in known.people] == [
        ("Shen Ruolan", "沈若岚", "director"),
        ("Tao Jingyi", "", ""),
    ]
    assert (known.length, known.language, known.watch) == ("118 minutes", "Mandarin", "Northlight")
    assert [(link.url, link.label) for link in known.links] == [
        ("https://example.org/", ""),
        ("https://example.net/", "The makers"),
    ]
    assert known.imdb == "tt0081846"


def test_several_works_have_their_reviews_inside(run: Run, source: Source) -> None:
    source.piece(
        "a.md",
        "title: Two\nwork:\n  - {title: One, rating: 4, seen: 2026}\n"
        "  - {title: Other, kind: book, verdict: Fine.}\nrating: 5",
    )
    assert only(run()).kept_keys == ("rating",)
    assert reviews("two") == (
        ReviewText(work="One", rating="4", seen_on="2026"),
        ReviewText(work="Other", kind="book", verdict="Fine."),
    )


def test_what_nothing_knows_is_kept_where_it_stood(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\nwork: {title: One, colour: red}")
    source.piece("b.md", "title: B\nwork: [{title: One}, {title: Two, colour: blue}]")
    source.piece("c.md", "title: C\nrating: 4")
    run()
    assert the_post("a").extra == {"work": {"colour": "red"}}
    assert the_post("b").extra == {"work": [{}, {"colour": "blue"}]}
    assert the_post("c").extra == {"rating": 4}


def test_what_no_work_can_be_is_left_out_with_a_note(run: Run, source: Source) -> None:
    source.piece(
        "a.md", "title: A\nrating: 8\nwork: {title: One, kind: opera, year: soon, imdb: no}"
    )
    notes = "\n".join(only(run()).notes)
    assert the_work().kind == "film"
    assert reviews("a") == (ReviewText(work="One"),)
    for words in ("`kind`", "`year`", "`imdb`", "rating 8"):
        assert words in notes


def test_two_files_tell_of_one_work(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\nwork: {title: Slow Train, year: 2024}")
    source.piece("b.md", "title: B\nwork: {title: slow train, length: 118 minutes}")
    run()
    assert (the_work().year, the_work().length) == (2024, "118 minutes")


def test_what_was_typed_on_the_desk_stays(run: Run, source: Source) -> None:
    source.piece("a.md", WHOLE)
    run()
    work = the_work()
    with transaction():
        typed = WorkFields(title="The Slow Train", year="2023", kind="series", length="Long")
        commands.save(work, typed, based_on=work.version, at=clock.now())
    source.piece("a.md", WHOLE, "Other words.")
    assert only(run()).result is Result.CHANGED
    stored = commands.fields_of(the_work())
    assert (stored.title, stored.year, stored.kind, stored.length) == (
        "The Slow Train",
        "2023",
        "series",
        "Long",
    )
    assert stored.watch == "Northlight"
    assert TitleText(title="慢车到雪岭") not in stored.titles


def test_with_overwrite_the_file_is_right(run: Run, source: Source) -> None:
    source.piece("a.md", WHOLE)
    run()
    work = the_work()
    with transaction():
        typed = WorkFields(title="Slow Train", year="2024", length="Long")
        commands.save(work, typed, based_on=work.version, at=clock.now())
    source.piece("a.md", WHOLE, "Other words.")
    run(may_overwrite=True)
    assert commands.fields_of(the_work()).length == "118 minutes"


def test_a_piece_that_came_in_before_there_were_works(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\nwork: {title: One}\nrating: 4")
    run()
    with transaction():
        post = the_post("a")
        post.extra = {"work": {"title": "One"}, "rating": 4}
        post.imported = {key: post.imported[key] for key in ("file", "pictures", "state")}
    assert only(run()).result is Result.CHANGED
    assert the_post("a").extra == {}
    assert only(run()).result is Result.UNCHANGED


def test_a_dry_run_makes_no_work(run: Run, source: Source) -> None:
    source.piece("a.md", WHOLE)
    report = run(is_dry_run=True)
    assert (only(report).result, report.works_made_count) == (Result.MADE, 1)
    assert session().scalars(select(Work)).all() == []


@pytest.mark.parametrize("header", ["work: {kind: film}", "work: {title: {a: [b]}}"])
def test_a_work_without_a_title_is_refused(run: Run, source: Source, header: str) -> None:
    source.piece("a.md", f"title: A\n{header}")
    assert "`title`" in only(run()).reason
