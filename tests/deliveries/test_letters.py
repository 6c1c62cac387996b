"""What a letter says: whole, in its reader's own language of filters, and never what is covered."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from lxml import html

from blog.db import session
from blog.deliveries import letters
from blog.posts.reviews import ReviewText
from blog.subjects.choice import Choice, Subject
from blog.topics.queries import tag_named
from blog.web.rendering import renderer
from tests import makers
from tests.conftest import URL, FrozenClock, Golden
from tests.deliveries.office import Office
from tests.smtp import Received

GOLDEN = Path(__file__).parents[1] / "golden"
SUNDAY = datetime(2026, 11, 22, 8, tzinfo=UTC)
EVERYTHING = (GOLDEN / "markdown" / "everything.md").read_text(encoding="utf-8")
OWN_LINK = re.compile(r"/follow/[\w.-]+/")


def sent(app: Flask, office: Office, **given: object) -> Received:
    office.announce(makers.make_post(app, **given))
    office.work()
    return office.mail.letters[-1]


@pytest.mark.parametrize(("rhythm", "name"), [("at_once", "piece"), ("weekly", "digest")])
def test_as_it_was(
    app: Flask, office: Office, clock: FrozenClock, golden: Golden, rhythm: str, name: str
) -> None:
    office.follower("ada", rhythm=rhythm)
    office.set(mail_signature="Ada\nThe port, by the lamp")
    makers.make_work(app, "Slow Train to Snow Ridge", kind="film", year="2024")
    for title in ("Movie Review: Slow Train (慢车) — A Love Story", "What I <did> & why"):
        post = makers.make_post(
            app,
            title=title,
            source=EVERYTHING,
            summary="Two people “miss” a train.",
            reviews=(ReviewText(work="Slow Train to Snow Ridge", rating="4.5", verdict="Warm."),),
        )
        office.announce(post)
        if rhythm == "at_once":
            break
    office.work()
    clock.now = max(clock.now, SUNDAY)
    office.work()
    (letter,) = office.mail.letters
    for ending, words in (("txt", letter.text), ("html", letter.html)):
        same = OWN_LINK.sub("/follow/their-own/", words)
        golden.check(GOLDEN / "letters" / f"{name}.{ending}", same)


def test_headers_that_mail_programs_act_on(app: Flask, office: Office) -> None:
    post = makers.make_post(app, tags=("film", "雪 and “ice”"))
    with app.app_context():
        film, snow = tag_named("film"), tag_named("雪 and “ice”")
        assert film is not None
        assert snow is not None
    office.follower("everything")
    office.follower("film", Choice(subjects=frozenset({Subject("tag", film.id)})))
    both = frozenset({Subject("tag", film.id), Subject("tag", snow.id)})
    office.follower("snow", Choice(subjects=both - {Subject("tag", film.id)}))
    office.follower("both", Choice(subjects=both))
    office.announce(post)
    office.work()
    by_name = {letter.to.partition("@")[0]: letter.message for letter in office.mail.letters}
    assert {name: message["list-id"] for name, message in by_name.items()} == {
        "everything": '"The Ninth Lamp" <everything.blog.example>',
        "film": f'"film, The Ninth Lamp" <tag-{film.id}.blog.example>',
        "snow": f'"雪 and “ice”, The Ninth Lamp" <tag-{snow.id}.blog.example>',
        "both": f'"film, The Ninth Lamp" <tag-{film.id}.blog.example>',
    }
    links = {str(message["list-unsubscribe"]) for message in by_name.values()}
    assert len(links) == 4
    for message in by_name.values():
        assert re.fullmatch(
            r"<https://blog\.example/follow/[\w.-]+/one-click>", message["list-unsubscribe"]
        )
        assert message["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
        assert message["auto-submitted"] == "auto-generated"
        assert message["from"] == "Ada Winter <letters@blog.example>"


def test_each_says_what_its_reader_chose_and_leads_to_their_own_page(
    app: Flask, office: Office
) -> None:
    post = makers.make_post(app, tags=("film & <snow>",))
    with app.app_context():
        tag = tag_named("film & <snow>")
        assert tag is not None
    office.follower("all")
    office.follower("some", Choice(subjects=frozenset({Subject("tag", tag.id)})))
    office.announce(post)
    office.work()
    every, some = office.mail.letters
    assert "You follow everything, with each piece." in every.text
    assert "You follow film & <snow>, with each piece." in some.text
    assert "You follow film &amp; &lt;snow&gt;, with each piece." in some.html
    own = [OWN_LINK.findall(letter.text) for letter in (every, some)]
    assert len(set(own[0])) == len(set(own[1])) == 1
    assert own[0][0] != own[1][0]
    for letter in (every, some):
        assert set(OWN_LINK.findall(letter.html)) == set(OWN_LINK.findall(letter.text))


def test_what_is_covered_stays_out(app: Flask, office: Office) -> None:
    office.follower("ada")
    office.follower("ben", rhythm="weekly")
    makers.make_work(app, "Slow Train to Snow Ridge", kind="film")
    letter = sent(
        app,
        office,
        title="Slow Train",
        summary="Two people.",
        source="The guard is ||zanzibar|| and waits.\n\n::: spoiler The end\nquixotic.\n:::",
        reviews=(ReviewText(work="Slow Train to Snow Ridge", verdict="It is ||vermilion||."),),
    )
    whole = letter.raw.decode() + letter.text + letter.html + str(letter.message.items())
    assert [word for word in ("zanzibar", "quixotic", "vermilion") if word in whole] == []
    page = makers.installation(app).url
    assert f"[spoiler, covered on the page] <{page}/posts/slow-train/#spoiler-1>" in letter.text
    assert "The end" in letter.html


def test_every_address_is_whole_and_every_picture_has_its_words(app: Flask, office: Office) -> None:
    office.follower("ada")
    letter = sent(app, office, source=EVERYTHING)
    root = html.fromstring(letter.html)
    addresses = [*root.xpath("//@href"), *root.xpath("//@src")]
    assert len(addresses) > 10
    assert [each for each in addresses if not each.startswith("https://")] == []
    assert [img for img in root.xpath("//img") if not img.get("alt")] == []
    assert root.xpath("//script|//link|//form|//@class[.='x']") == []
    assert root.xpath("//h1/@style")
    assert "prefers-color-scheme: dark" in letter.html


@pytest.mark.parametrize(
    "paragraph",
    [
        "The slow train stops for nine minutes, and the guard *walks* its length.\n\n",
        "慢车在雪岭停九分钟，列车员走过七节车厢，在每一扇窗前停一停，看一看外面的雪。\n\n",
        "- a\n- b\n\n| a | b |\n|---|---|\n| 雪 | [x](https://example.org/) |\n\n",
    ],
)
def test_however_long_a_piece_is_its_letter_is_not(
    app: Flask, office: Office, paragraph: str
) -> None:
    office.follower("ada")
    source = "The beginning.\n\n" + paragraph * (120_000 // len(paragraph.encode()))
    letter = sent(app, office, title="Long", source=source + "\n\nThe very end.")
    assert 20_000 < len(letter.raw) < 100_000
    for words in (letter.text, letter.html):
        assert "The beginning." in words
        assert "Read the rest" in words
        assert "The very end." not in words


def test_one_block_that_is_too_long_leaves_the_way_to_it(app: Flask, office: Office) -> None:
    office.follower("ada")
    letter = sent(app, office, title="Long", source="word " * 30_000, summary="All in one.")
    assert len(letter.raw) < 100_000
    assert "All in one." in letter.text
    assert "Read the rest: https://blog.example/posts/long/" in letter.text


def test_a_preview_is_the_letter(app: Flask, office: Office, clock: FrozenClock) -> None:
    office.follower("ada")
    post = makers.make_post(app, title="Snow", source=EVERYTHING)
    office.announce(post)
    office.work()
    (letter,) = office.mail.letters
    with app.app_context():
        shown = letters.preview(post.id, render=renderer(app), site_url=URL, at=clock.now)
        session().rollback()
        draft = makers.make_post(app, title="Draft", published_at=None)
        assert letters.preview(draft.id, render=renderer(app), site_url=URL, at=clock.now) is None
    assert shown is not None
    assert shown.subject == letter.message["subject"]
    for one, other in ((shown.text, letter.text), (shown.html, letter.html)):
        assert OWN_LINK.sub("/", one).strip() == OWN_LINK.sub("/", other).strip()


def test_an_address_in_another_script(app: Flask, office: Office) -> None:
    number = office.follower("ada")
    office.change(number, address="Ada+film@häfen.example", key="ada+film@xn--hfen-loa.example")
    letter = sent(app, office)
    assert letter.to == "Ada+film@xn--hfen-loa.example"
    assert letter.message["to"] == "Ada+film@xn--hfen-loa.example"
