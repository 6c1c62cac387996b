"""Choosing pictures: from this device, from the library, in pairs, as a cover."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Blog, Device
from tests.journeys.test_accessibility import violations
from tests.journeys.uploading import arrived, choose, picture, rows
from tests.journeys.writing import Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def library(study: Blog, device: Device) -> Page:
    page = device().new_page()
    page.goto(f"{study.url}/desk/pictures/")
    return page


@pytest.fixture
def window(study: Blog, device: Device) -> Window:
    return open_window(device(), f"{study.url}/desk/posts/new")


def add(library: Page, *names: str, side: int) -> None:
    files = [picture(name, shade=shade, side=side) for shade, name in enumerate(names)]
    library.locator("#pictures").set_input_files(list(files))
    for name in names:
        expect(library.locator("#library")).to_contain_text(name)


def test_the_library_takes_files_one_by_one(library: Page) -> None:
    broken = picture("torn.png", side=30)
    broken["buffer"] = broken["buffer"][:50]
    files = [picture("lamp.png", side=31), broken, picture("door.png", side=32)]
    library.locator("#pictures").set_input_files(list(files))
    expect(library.locator("#library")).to_contain_text("door.png")
    expect(library.locator("#library")).to_contain_text("lamp.png")
    refused = library.locator(".uploads > li")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("Not added. “torn.png”")
    assert violations(library) == []
    refused.get_by_role("button", name="Dismiss").click()
    expect(refused).to_have_count(0)


def test_the_library_s_words_come_with_the_picture(library: Page, window: Window) -> None:
    add(library, "lit.png", "unlit.png", side=33)
    library.get_by_role("link", name=re.compile(r"^lit\.png")).click()
    library.get_by_label("Words for it").fill("A lit [window]")
    library.get_by_role("button", name="Keep").click()
    expect(library.get_by_text("Kept. They are offered")).to_be_visible()

    window.type("Before.")
    window.page.route("**/pictures/choose", lambda route: route.abort(), times=1)
    window.page.get_by_role("button", name="Picture", exact=True).click()
    undone = "Choosing pictures didn’t work. There is no connection."
    expect(window.page.locator("#banners")).to_contain_text(undone)
    window.page.get_by_role("button", name="Picture", exact=True).click()
    dialog = window.page.get_by_role("dialog")
    dialog.get_by_label("In the library").fill("lit.png")
    dialog.get_by_role("button", name="Find").click()
    expect(dialog.get_by_role("checkbox")).to_have_count(2)
    assert violations(window.page) == []
    dialog.get_by_label("unlit.png").check()
    dialog.get_by_role("checkbox", name=re.compile(r"^lit\.png")).check()
    dialog.get_by_role("button", name="Put into the text").click()
    line = r"Before\.\n\n!\[\]\(/media/\S+\)\n\n!\[A lit \\\[window\\\]\]\(/media/\S+\)\n\n"
    expect(window.page.locator("#source")).to_have_value(re.compile(f"^{line}$"))
    expect(window.page.locator("#source")).to_be_focused()


def test_the_writer_is_led_to_what_has_no_words(window: Window) -> None:
    window.type("Before.")
    choose(window, picture("one.png", side=34), picture("two.png", side=35))
    first, second = arrived(window, 2)
    banner = window.page.locator("[data-banner=wordless]")
    expect(banner).to_contain_text("No words yet for 2 pictures")
    banner.get_by_role("button", name="Write the next").click()
    window.page.keyboard.insert_text("One lamp")
    window.pause(2)
    expect(banner).to_contain_text("No words yet for one picture")
    banner.get_by_role("button", name="Write the next").click()
    window.page.keyboard.insert_text("Two lamps")
    window.pause(2)
    expect(banner).to_have_count(0)
    lines = (first.replace("![", "![One lamp"), second.replace("![", "![Two lamps"))
    assert window.text == f"Before.\n\n{lines[0]}\n\n{lines[1]}\n\n"


def test_two_stand_side_by_side(window: Window) -> None:
    window.type("Before.")
    window.page.get_by_role("button", name="Pair of pictures").click()
    files = [picture("left.png", side=36), picture("right.png", side=37)]
    window.page.locator("#picker-files").set_input_files(list(files))
    left, right = arrived(window, 2)
    assert window.text == f"Before.\n\n{left}\n{right}\n\n"


def test_the_cursor_stays_where_it_was(window: Window) -> None:
    window.type("One.  Two.")
    for _ in range(5):
        window.page.keyboard.press("ArrowLeft")
    window.page.get_by_role("button", name="Picture", exact=True).click()
    expect(window.page.get_by_role("dialog")).to_be_visible()
    window.page.keyboard.press("Escape")
    expect(window.page.get_by_role("dialog")).to_have_count(0)
    expect(window.page.locator("#source")).to_be_focused()
    window.page.keyboard.insert_text("灯")
    assert window.text == "One. 灯 Two."


def test_a_cover_is_found_in_the_library(library: Page, window: Window) -> None:
    names = [f"cover-{number}.png" for number in range(3)]
    add(library, *names, side=38)
    window.page.goto(f"{window.page.url}#publish")
    window.page.get_by_label("In the library, by name or words").fill("cover-1")
    window.pause(1)
    radios = window.page.locator(".coverlist input[type=radio]")
    expect(radios).to_have_count(2)  # and “No cover”
    window.page.get_by_text("cover-1.png").click()
    expect(window.page.locator(".coverlist input:checked")).to_have_count(1)
    window.page.get_by_label("In the library, by name or words").fill("cover-2")
    window.pause(1)
    expect(radios).to_have_count(3)  # what is chosen stays
    window.page.locator("#title").fill("Covered")
    window.save_itself()
    window.page.reload()
    expect(window.page.locator(".coverlist input:checked + img + .n")).to_have_text("cover-1.png")


def test_cancel_keeps_the_focus_in_the_list(window: Window) -> None:
    window.page.route("**/desk/pictures/", lambda route: None)
    choose(window, picture("one.png", side=39), picture("two.png", side=40))
    cancel = rows(window).get_by_role("button", name="Cancel")
    cancel.first.focus()
    window.page.keyboard.press("Enter")
    expect(rows(window)).to_have_count(1)
    expect(cancel).to_be_focused()
    assert violations(window.page) == []


def test_whatever_comes_in_goes_out_without_a_trace(window: Window) -> None:
    """Any pictures, anywhere in a text, taken out in any order: the text is as it was."""
    unequal = window.page.evaluate(
        """async () => {
          const { insertion, placeholder, removal, find } = await import(
            "/static/js/editor/pictures/placeholders.js");
          const change = (text, { start, end, text: put }) =>
            text.slice(0, start) + put + text.slice(end);
          const texts = [
            "", "a", "a\\n", "\\n\\n\\n", "One.\\n\\nTwo. 二\\n三\\n\\n", "x\\n\\n\\n\\ny"];
          const names = ["a [b] |c|.png", "灯\\n.jpg", "&<>"];
          const tokens = ["aaaaaa", "bbbbbb", "cccccc"];
          const written = tokens.map((token, index) => placeholder(names[index], token));
          const unequal = [];

          function check(text, at, isPair, order) {
            const { edit, places } = insertion(text, at, written, { isPair });
            let now = change(text, edit);
            if (!tokens.every((token) => find(now, token))) unequal.push(["not found", now]);
            const group = places.map((place, index) => ({ ...place, token: tokens[index] }));
            const left = [...group];
            while (left.length) {
              const [place] = left.splice(order % left.length, 1);
              now = change(now, removal(now, place, group));
              group.splice(group.indexOf(place), 1);
            }
            if (now !== text) unequal.push([text, at, isPair, order, now]);
          }

          for (const text of texts)
            for (let at = 0; at <= text.length; at++)
              for (const isPair of [false, true])
                for (let order = 0; order < 6; order++) check(text, at, isPair, order);
          return unequal;
        }"""
    )
    assert unequal == []
