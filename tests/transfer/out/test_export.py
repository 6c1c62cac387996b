"""A blog goes out as a folder, comes in elsewhere, and is the same blog."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import session, transaction
from blog.media import commands as media
from blog.posts.fields import fields_of
from blog.posts.models import Post, Status
from blog.transfer.out import export
from blog.works.fields import ReviewText
from tests.conftest import FrozenClock
from tests.makers import LONG_AGO, installation, make_post
from tests.media import samples
from tests.transfer.out.conftest import move_in, move_out

PAGES = (
    "/ /archive/ /tags/ /tags/雪の日/ /tags/snow/ /themes/ /themes/winter/ /themes/first-frost/ "
    "/works/ /works/slow-train/ /works/slow-train-to-snow-ridge/ /works/people/shen/ "
    "/works/people/shen-ruolan/ /about/ /posts/first/ /posts/雪/ /posts/second/ /2019/雪%20day/ "
    "/gone/ /?p=12 /sitemap.xml /feeds.opml"
).split()
# Numbers of rows stand in the ids of parts of a page, and a request has a number of its own.
NUMBERS = re.compile(
    r"(?<=data-works=\")[\d ]+|\d+(?=w\d)|(?<=[-\"#/_w])\d+(?=[-\"])|(?<=Request )\w+"
)


def page(app: Flask, path: str) -> tuple[int, str, list[str]]:
    """What is read at an address. The sitemap is ordered by numbers, so lines are sorted there."""
    answer = app.test_client().get(path)
    lines = NUMBERS.sub("N", answer.text).splitlines()
    if path.endswith(".xml"):
        lines.sort()
    return answer.status_code, answer.headers.get("Location", ""), lines


def test_the_same_blog_elsewhere(furnished: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    files = move_out(furnished, tmp_path / "out")
    report = move_in(elsewhere, tmp_path / "out")
    assert [each for each in report.outcomes if each.is_failure or each.kept_keys] == []
    for path in PAGES:
        assert page(elsewhere, path) == page(furnished, path), path
    again = move_out(elsewhere, tmp_path / "again")
    changed = {name for name, data in again.items() if files.get(name) != data}
    # What the next export cannot know: the trash, and the newer text of a piece that is out.
    assert changed == {"README.md"}
    assert set(files) - set(again) == {"_in_hand/posts/first.md"}


def test_what_became_of_each_piece(
    furnished: Flask, elsewhere: Flask, tmp_path: Path, clock: FrozenClock
) -> None:
    move_out(furnished, tmp_path / "out")
    move_in(elsewhere, tmp_path / "out")
    with elsewhere.app_context():
        posts = {post.title: post for post in session().query(Post)}
        assert {title: post.status(clock.now) for title, post in posts.items()} == {
            "First": Status.LIVE,
            "雪": Status.LIVE,
            "Second": Status.WITHDRAWN,
            "About": Status.LIVE,
            "Draft": Status.DRAFT,
            "Coming": Status.SCHEDULED,
        }
        assert posts["雪"].title_lang == "ja"
        assert posts["Draft"].source == "Newer words."
        ids = {title: post.entry_id for title, post in posts.items()}
    with furnished.app_context():
        for post in session().query(Post).where(Post.title.in_(ids)):
            assert ids[post.title] == post.entry_id
    assert "Newer words." in (tmp_path / "out/_in_hand/posts/first.md").read_text()


def test_into_the_blog_it_came_from(furnished: Flask, tmp_path: Path, clock: FrozenClock) -> None:
    """What was written on the desk is not overwritten by an older copy of it."""
    clock.move(hours=1)
    files = move_out(furnished, tmp_path / "out")
    report = move_in(furnished, tmp_path / "out")
    assert {each.code for each in report.outcomes} == {"", "edited_on_the_desk"}
    assert report.counts()["made"] == 0
    assert move_out(furnished, tmp_path / "again") == files


def test_texts_stay_as_they_were_typed(app: Flask, tmp_path: Path) -> None:
    source = (
        "Tab\there, two spaces  \nand a line.\n\n---\ntitle: none\n---\n\n```\n![a](b.jpg)\n```"
    )
    make_post(app, title="As typed", source=source)
    files = move_out(app, tmp_path / "out")
    assert files["posts/as-typed.md"].decode().partition("---\n\n")[2] == f"{source}\n"


def test_verdicts_as_long_as_they_may_be_come_back(
    app: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    verdict = "Lamps. " * 2800
    reviews = [ReviewText(work=f"Lamp {number}", verdict=verdict) for number in range(4)]
    make_post(app, reviews=tuple(reviews))
    move_out(app, tmp_path / "out")
    report = move_in(elsewhere, tmp_path / "out")
    assert [each for each in report.outcomes if each.is_failure] == []
    with elsewhere.app_context():
        kept = fields_of(session().scalars(select(Post)).one()).reviews
    assert [review.verdict for review in kept] == [verdict.strip()] * 4


def test_what_an_import_did_not_understand_goes_out_again(
    app: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text(
        "---\ntitle: A\nmood: {sky: grey}\nwork: {title: B, runtime: long}\n---\nText."
    )
    move_in(app, tmp_path / "in")
    header = move_out(app, tmp_path / "out")["posts/a.md"].decode()
    assert "mood: {sky: grey}\n" in header
    assert "work: {runtime: long, title: B, kind: film}\n" in header


def test_a_picture_whose_file_is_gone_is_left_out(furnished: Flask, tmp_path: Path) -> None:
    gone = next(installation(furnished).media.rglob("*.jpg"))
    gone.unlink()
    files = move_out(furnished, tmp_path / "out")
    assert not any(name.endswith(".jpg") for name in files)
    assert any(name.endswith(".png") for name in files)


def test_how_much_there_is(furnished: Flask, tmp_path: Path) -> None:
    files = move_out(furnished, tmp_path / "out")
    with furnished.app_context():
        assert abs(export.count() - len(files)) < 5
        pictures = (len(data) for name, data in files.items() if name.startswith("media/"))
        assert export.byte_count() == sum(pictures)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_pictures_that_texts_name_by_address(
    app: Flask, elsewhere: Flask, tmp_path: Path, form: str
) -> None:
    """An AVIF is encoded anew, and so has another address; all others keep theirs."""
    with app.app_context(), transaction():
        data = samples.encode(samples.picture(), form)
        url = media.store(data, name="a", at=LONG_AGO, folder=installation(app).media).url
    make_post(app, title="Shown", source=f"![Snow]({url})\n\n[Large]({url})")
    move_out(app, tmp_path / "out")
    move_in(elsewhere, tmp_path / "out")
    text = elsewhere.test_client().get("/posts/shown/").text
    [shown] = set(re.findall(r"/media/[\w/]+\.\w+", text))
    assert text.count(shown) >= 2
    assert (shown == url) is (form != "AVIF")
    assert (installation(elsewhere).media / shown.removeprefix("/media/")).is_file()
