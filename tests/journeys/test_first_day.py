"""The first day: set the blog up, write with everything the dialect has, publish, and be read.

Told on a desktop and on a phone, with scripts and without.
"""

import json
import re
from io import BytesIO

import feedparser
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, USERNAME, Served, Visit
from tests.journeys.first_piece import ELEMENTS, HIDDEN, SECRET, SOURCE, SUMMARY, TITLE

pytestmark = pytest.mark.browser


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (1200, 675), colour).save(out, "PNG")
    return out.getvalue()


def set_up(page: Page, served: Served) -> None:
    link = re.search(r"http\S+/setup\S+", served.said)
    assert link, served.said
    page.goto(link[0])
    for name, value in {
        "blog_name": "The Long Corridor",
        "name": "Maren Vey",
        "email": "maren@blog.example",
        "username": USERNAME,
        "password": PASSWORD,
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=time_zone]").select_option("Asia/Shanghai")
    page.get_by_role("button", name="Set up the blog").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Desk")


def add_pictures(page: Page, served: Served, *, script: bool) -> tuple[str, str]:
    """Upload two, and return the addresses that their pages offer to paste."""
    page.goto(f"{served.url}/desk/pictures/")
    page.locator("[name=pictures]").set_input_files(
        [
            {"name": "lamp.png", "mimeType": "image/png", "buffer": picture("#334455")},
            {"name": "door.png", "mimeType": "image/png", "buffer": picture("#884422")},
        ]
    )
    if not script:
        page.get_by_role("button", name="Add them").click()
    expect(page.locator("#library li")).to_have_count(2)
    one, two = (address_of(page, served, name) for name in ("lamp.png", "door.png"))
    return one, two


def address_of(page: Page, served: Served, name: str) -> str:
    """What the page of a picture gives to be pasted into a piece."""
    page.goto(f"{served.url}/desk/pictures/")
    page.locator("#library a").filter(has_text=name).click()
    line = page.get_by_label("Markdown for it").input_value()
    return line.removeprefix("![](").removesuffix(")")


def make_theme(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/desk/themes/new")
    page.locator("[name=title]").fill("Draughts and doors")
    page.locator("[name=tagline]").fill("What comes in under them.")
    page.locator("label[data-cloth=lagoon]").click()
    page.get_by_role("button", name="Make the theme").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Draughts and doors")


def write(page: Page, served: Served, source: str, *, script: bool) -> None:
    page.goto(f"{served.url}/desk/posts/new")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=source]").fill(source)
    keep_under(page, script=script)
    preview = page.locator("#preview")
    if script:
        page.locator(".seg label", has_text="Read").click()
    else:
        page.get_by_role("button", name="Preview").click()
    expect(preview.locator("figure.pull")).to_have_count(1)
    if script:
        page.locator(".seg label", has_text="Write").click()
    expect(page.locator("[name=source]")).to_have_value(source)
    # An autosave may have come first: its “Saved” is not yet that of the button.
    with page.expect_response(re.compile(r"/desk/posts/(new|\d+/)$")):
        page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"/desk/posts/\d+/"))
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("[name=source]")).to_have_value(source)
    assert "The Long Corridor (" not in served.ask("/"), "a draft is not public"


def keep_under(page: Page, *, script: bool) -> None:
    if not script:
        page.locator("[name=tags]").fill("film, 华语片")
        page.get_by_label("Draughts and doors").check()
        return
    add = page.get_by_label("Add a theme or tag")
    for words, option in (
        ("draughts", "Draughts and doors"),
        ("film", "film"),
        ("华语片", "华语片"),
    ):
        add.fill(words)
        page.get_by_role("option", name=option).click()


def publish(page: Page) -> None:
    page.get_by_role("link", name="Publish…").click()
    page.locator("[name=summary]").fill(SUMMARY)
    page.locator("#publish").get_by_role("button", name="Publish").click()
    expect(page.locator(".banner.ok")).to_contain_text("Published")


def read(page: Page, served: Served) -> None:
    """The piece is on the home page, under its theme and tag, and whole at its own address."""
    for address in ("/", "/themes/draughts-and-doors/", "/tags/华语片/", "/archive/"):
        page.goto(served.url + address)
        link = page.locator(".title a, a.title").filter(has_text="The Long Corridor").first
        expect(link).to_be_visible()
        expect(link.locator("[lang=zh-Hans]")).to_have_text("长廊")
        assert SECRET not in page.content()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Long Corridor")
    for name, selector in ELEMENTS.items():
        expect(page.locator(f"article {selector}").first, name).to_be_attached()


def uncover(page: Page) -> None:
    """A spoiler keeps its secret until it is asked for, one at a time, without a script."""
    inline = page.locator("label.spoiler span")
    expect(inline).to_be_hidden()
    hidden = page.get_by_text(HIDDEN)
    expect(hidden).to_be_hidden()
    page.locator("label.spoiler").click()
    expect(inline).to_be_visible()
    expect(hidden).to_be_hidden()
    page.locator("details.hidden-part summary").click()
    expect(hidden).to_be_visible()


def subscribe(served: Served) -> None:
    """All three feeds of blog, tag and theme carry the piece whole, and neither spoiler."""
    for scope in ("/", "/tags/%E5%8D%8E%E8%AF%AD%E7%89%87/", "/themes/draughts-and-doors/"):
        ids = set()
        for form in ("atom", "rss"):
            body = served.ask(f"{scope}feed.{form}")
            feed = feedparser.parse(body)
            assert not feed.bozo
            assert feed.entries[0].title == TITLE
            ids.add(feed.entries[0].id)
            _check_content(body, feed.entries[0].content[0].value)
        body = served.ask(f"{scope}feed.json")
        item = json.loads(body)["items"][0]
        _check_content(body, item["content_html"])
        assert ids == {item["id"]}


def _check_content(body: str, content: str) -> None:
    assert SECRET not in body
    assert HIDDEN not in body
    assert "The ending, in full" in content
    assert "It is about a draught." in content
    assert not re.search(r'(?:src|href)="(?!https?:)', content)


@pytest.mark.parametrize(
    ("width", "script"),
    [
        pytest.param(1440, True, id="desktop"),
        pytest.param(390, True, id="phone", marks=pytest.mark.slow),
        pytest.param(1440, False, id="no script", marks=pytest.mark.slow),
    ],
)
def test_write_publish_and_be_read(fresh: Served, visit: Visit, width: int, script: bool) -> None:
    page = visit(fresh.url, width=width, script=script)
    expect(page.locator("main")).to_contain_text("Not set up yet")
    set_up(page, fresh)
    one, two = add_pictures(page, fresh, script=script)
    make_theme(page, fresh)
    text = SOURCE.format(one=one, two=two, secret=SECRET, hidden=HIDDEN)
    write(page, fresh, text, script=script)
    publish(page)
    reader = visit(fresh.url, width=width, script=script)
    read(reader, fresh)
    uncover(reader)
    subscribe(fresh)


def test_the_set_up_link_works_once(fresh: Served, visit: Visit) -> None:
    page = visit(fresh.url)
    set_up(page, fresh)
    link = re.search(r"http\S+/setup\S+", fresh.said)
    assert link
    stranger = visit(link[0])
    expect(stranger.locator("main")).not_to_contain_text("Set up the blog")
    assert stranger.locator("[name=password]").count() == 0
