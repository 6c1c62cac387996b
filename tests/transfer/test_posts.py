"""What becomes of each key, and of a file that is refused."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.db import session
from blog.posts.models import Post, PostAddress, Status
from blog.topics.models import Tag, Theme, ThemeEntry
from blog.transfer.report import Result
from tests.conftest import FrozenClock
from tests.transfer.conftest import Run, Source, only, tags_of, the_post


def themes_of(post: Post) -> list[str]:
    query = select(Theme.slug).join(ThemeEntry).where(ThemeEntry.post_id == post.id)
    return sorted(session().scalars(query))


def test_every_key_has_its_place(run: Run, source: Source) -> None:
    source.piece(
        "slow-train.md",
        """
title: 'Film: Slow Train (慢车)'
subtitle: A Love Story
slug: slow-train
date: 2026-11-06 19:30
updated: 2026-11-09 08:15
tags: [film, 华语片, "silence, uses of", 2026]
themes: [snow-and-distance, Two Tongues]
summary: "A train, and snow."
lang: zh-Hans
spoilers: The last stop is told.
aliases: [/2019/05/slow.html, "https://old.example/films/%E6%85%A2/"]
id: tag:old.example,2019:slow
work: {title: Slow Train, year: 2023, people: [{name: A, role: director}]}
rating: 4.5
mood: blue
""",
        "The train **stops**.",
    )
    outcome = only(run())
    assert outcome.result is Result.MADE
    assert outcome.kept_keys == ("mood",)
    post = the_post("slow-train")
    assert post.title == "Film: Slow Train (慢车) — A Love Story"
    assert post.published_at == datetime(2026, 11, 6, 19, 30, tzinfo=UTC)
    assert post.updated_at == datetime(2026, 11, 9, 8, 15, tzinfo=UTC)
    assert (post.kind, post.lang, post.summary) == ("post", "zh-Hans", "A train, and snow.")
    assert post.spoiler_notice == "The last stop is told."
    assert post.entry_id == "tag:old.example,2019:slow"
    assert post.source == "The train **stops**."
    assert "<strong>stops</strong>" in str(post.page_html)
    assert tags_of(post) == ["film", "华语片", "silence, uses of", "2026"]
    assert themes_of(post) == ["snow-and-distance", "two-tongues"]
    assert post.extra == {"mood": "blue"}
    aliases = set(session().scalars(select(PostAddress.path)))
    assert aliases == {"/2019/05/slow.html", "/films/慢/"}


def test_an_alias_leads_to_the_piece(run: Run, source: Source, client: FlaskClient) -> None:
    aliases = "[/2019/05/old.html, /2019/05/old.html]"
    source.piece("a.md", f"title: A\ndate: 2026-01-01\naliases: {aliases}")
    run()
    response = client.get("/2019/05/old.html")
    assert (response.status_code, response.location) == (301, "/posts/a/")


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2026-07-01", datetime(2026, 6, 30, 23, 0, tzinfo=UTC)),  # summer time in London
        ("2026-01-01", datetime(2026, 1, 1, 0, 0, tzinfo=UTC)),
        ("2026-07-01 08:00", datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
        ("2026-07-01T08:00:30Z", datetime(2026, 7, 1, 8, 0, 30, tzinfo=UTC)),
        ("2026-07-01 08:00:00 +0900", datetime(2026, 6, 30, 23, 0, tzinfo=UTC)),
        ("'2026-07-01'", datetime(2026, 6, 30, 23, 0, tzinfo=UTC)),
        ("20260701", datetime(2026, 6, 30, 23, 0, tzinfo=UTC)),
    ],
)
def test_dates_are_read_on_the_clocks_of_the_blog(
    run: Run, source: Source, date: str, moment: datetime
) -> None:
    source.piece("a.md", f"title: A\ndate: {date}")
    run()
    assert the_post("a").published_at == moment


def test_without_a_date_a_draft_and_with_one_to_come_scheduled(
    run: Run, source: Source, clock: FrozenClock
) -> None:
    source.piece("a.md", "title: A")
    source.piece("b.md", "title: B\ndate: 2027-01-01")
    source.piece("c.md", "title: C\ndate: 2026-01-01\ndraft: true")
    source.piece("d.md", "title: D\ndate: 2026-01-01\npublished: false")
    run()
    states = {slug: the_post(slug).status(clock.now) for slug in "abcd"}
    assert states == {
        "a": Status.DRAFT,
        "b": Status.SCHEDULED,
        "c": Status.DRAFT,
        "d": Status.DRAFT,
    }


def test_spoilers_may_be_just_true(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\nspoilers: true")
    source.piece("b.md", "title: B\nspoilers: false")
    run()
    assert the_post("a").gives_something_away
    assert not the_post("b").gives_something_away


@pytest.mark.parametrize(
    ("path", "content", "title", "text"),
    [
        ("first-snow.md", "Text.", "first snow", "Text."),
        ("a.md", "# First snow #\n\nText.", "First snow", "Text."),
        ("a.md", "---\ndate: 2026-01-01\n---\n# 初雪\nText.", "初雪", "Text."),
        ("a.md", "---\ntitle: Own\n---\n# First\n\nText.", "Own", "# First\n\nText."),
        ("a.md", "Text.\n\n# Later\n", "a", "Text.\n\n# Later"),
        ("a.markdown", "---\ntitle: 1984\n---\nText.", "1984", "Text."),
    ],
)
def test_a_title_is_found(
    run: Run, source: Source, path: str, content: str, title: str, text: str
) -> None:
    source.write(path, content)
    run()
    post = session().scalars(select(Post)).one()
    assert (post.title, post.source) == (title, text)


def test_a_page(run: Run, source: Source) -> None:
    source.piece("pages/about.md", "title: About\nkind: page")
    run()
    assert the_post("about", "page").path == "/about/"


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        ("---\ntitle: [a\n---\n", "bad_front_matter", "cannot be read in line"),
        ("---\ntitle: Ä\n---\n".encode("latin-1"), "not_text", "Line 2 is not UTF-8"),
        ("---\ndate: 2026-03-29 01:30\n---\nText.", "time_does_not_exist", "does not exist"),
        ("---\ndate: tomorrow\n---\nText.", "not_a_time", "“tomorrow” is not a date"),
        ("---\ndate: 2026-02-30\n---\nText.", "not_a_time", "2026-02-30"),
        ("---\ndate: 0001-01-01T00:00+14:00\n---\nText.", "not_a_time", "1000 to 9000"),
        ("---\ndate: [2026]\n---\nText.", "bad_front_matter", "`date` is"),
        ("---\nkind: film\n---\nText.", "bad_front_matter", "post or page"),
        ("---\nlang: English!\n---\nText.", "bad_front_matter", "language tag"),
        *(
            (f"---\nid: '{wrong}'\n---\nText.", "bad_front_matter", "should be a URI")
            for wrong in (
                "seventeen",
                "17:4",
                "/posts/seventeen/",
                "tag:example.org:17",
                "tag:example.org,2019",
                "http:17",
                "https:///posts/17/",
                "urn:17",
                "tag:example.org,2019:one two",
                "tag:example.org,2019:{17}",
                "tag:example.org,2019:100%",
                "tag:example.org,2019:冬",
                "javascript:<b>",
            )
        ),
        ("---\ntitle: {a: 1}\n---\nText.", "bad_front_matter", "put it in quotes"),
        ("---\ndraft: maybe\n---\nText.", "bad_front_matter", "true or false"),
        ("---\naliases: ['/?p=12']\n---\nText.", "bad_front_matter", "question mark"),
        ("---\naliases: [/]\n---\nText.", "bad_front_matter", "not the path"),
        (f"---\ntitle: {'x' * 600}\n---\nText.", "too_long", "at most 500"),
        (f"---\ntags: [{'x' * 200}]\n---\nText.", "tag_too_long", "at most 100"),
        ("---\ntitle: A\n---\n" + "> " * 200 + "deep", "too_deep", "within each other"),
        ("---\ntitle: ''\ndate: 2026-01-01\n---\n", "nothing_to_publish", "no title"),
        (b"\x00\x01\x02", "not_text", "NUL"),
    ],
)
def test_a_broken_file_is_skipped_with_the_reason_and_leaves_nothing(
    run: Run, source: Source, content: str | bytes, code: str, sentence: str
) -> None:
    source.write("broken.md", content)
    source.piece("whole.md", "title: Whole")
    report = run()
    broken, whole = report.outcomes
    assert broken.result is Result.SKIPPED
    assert broken.is_failure
    assert sentence in broken.reason
    assert not code or broken.code == code
    assert whole.result is Result.MADE
    assert session().scalars(select(Post.slug)).all() == ["whole"]
    assert session().scalar(select(func.count()).select_from(Tag)) == 0


@pytest.mark.parametrize(
    "entry_id",
    [
        "tag:old.example,2019-03-01:a/b#c",
        "tag:ada@old.example,2019:",
        "urn:uuid:0f2a7c2e-6c0c-4b3e-9a0d-2f6f5c3f9f10",
        "https://old.example/?p=17",
        "at://did:plc:abc/post/17",
    ],
)
def test_an_id_of_any_kind_that_a_feed_can_carry_is_kept(
    run: Run, source: Source, entry_id: str
) -> None:
    source.piece("a.md", f"title: A\nid: '{entry_id}'")
    run()
    assert the_post("a").entry_id == entry_id


def test_two_files_with_one_id(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\nid: tag:old.example,2019:1")
    source.piece("b.md", "title: B\nid: tag:old.example,2019:1")
    report = run()
    assert "same id as writing/a.md" in report.outcomes[1].reason
    assert the_post("a").title == "A"


def test_two_files_with_one_slug(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\nslug: snow")
    source.piece("b.md", "title: B\nslug: snow")
    assert run().outcomes[1].code == "slug_taken"


def test_equal_titles_get_slugs_of_their_own(run: Run, source: Source) -> None:
    source.piece("a.md", "title: Snow")
    source.piece("b.md", "title: Snow")
    run()
    assert sorted(session().scalars(select(Post.slug))) == ["snow", "snow-2"]
