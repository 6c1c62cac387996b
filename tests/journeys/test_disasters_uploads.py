"""Pictures go into a text while it is being written, and some never arrive: not a letter is lost.

Each test is named after the disaster that it prevents, and ends with the text character by
character, in the window and as it is stored.
"""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import PASSWORD, USERNAME, Blog
from tests.journeys.uploading import (
    UPLOADS,
    File,
    Held,
    arrived,
    assert_kept,
    choose,
    hand_over,
    heavy_picture,
    picture,
    rows,
)
from tests.journeys.writing import MORE, TEXT, Shelf, Window, open_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_server_is_killed_half_way_through_an_upload(study: Blog, window: Window) -> None:
    wire = window.page.context.new_cdp_session(window.page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 100_000}
    wire.send("Network.emulateNetworkConditions", slow)
    choose(window, heavy_picture("storm.png"))
    expect(window.page.locator("#source")).to_have_value(re.compile("Uploading storm.png"))
    progress = window.page.locator(".uploads progress")
    expect(progress).to_have_attribute("value", re.compile(r"0\.0*[1-9]"))
    study.kill()
    expect(rows(window)).to_contain_text("storm.png wasn’t added. The connection broke off.")
    window.shows(TEXT)
    study.start()
    wire.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    window.type(MORE)
    rows(window).get_by_role("button", name="Retry").click()
    [line] = arrived(window)
    assert_kept(study, window, f"{TEXT}\n\n{line}{MORE}")


def test_the_connection_is_reset_during_an_upload(study: Blog, window: Window) -> None:
    window.page.route(UPLOADS, lambda route: route.abort("connectionreset"))
    choose(window, picture("one.png"), picture("two.png", shade=1))
    expect(rows(window).filter(has_text="The connection broke off.")).to_have_count(2)
    assert_kept(study, window, TEXT)
    for row in range(2):
        rows(window).get_by_role("button", name="Dismiss").nth(1 - row).click()
    expect(rows(window)).to_have_count(0)
    window.shows(TEXT)


def test_the_network_is_away_when_a_picture_is_pasted(study: Blog, window: Window) -> None:
    window.page.context.set_offline(True)
    hand_over(window, "paste", picture("patient.png"))
    expect(rows(window)).to_contain_text("The connection broke off.")
    window.shows(TEXT)
    window.page.context.set_offline(False)
    [line] = arrived(window)
    assert_kept(study, window, f"{TEXT}\n\n{line}\n\n")


def test_a_broken_file_lies_between_two_whole_ones(study: Blog, window: Window) -> None:
    broken = picture("torn.png", side=64)
    broken["buffer"] = broken["buffer"][: len(broken["buffer"]) // 2]
    choose(window, picture("a.png"), broken, picture("b.png", shade=1))
    refused = rows(window).filter(has_text="Not added. “torn.png”")
    expect(refused.get_by_role("button", name="Retry")).to_be_hidden()
    refused.get_by_role("button", name="Dismiss").click()
    first, second = arrived(window, 2)
    assert_kept(study, window, f"{TEXT}\n\n{first}\n\n{second}\n\n")


def test_twenty_pictures_come_while_the_writer_goes_on(study: Blog, window: Window) -> None:
    files = [picture(f"still-{number:02}.png", shade=number, side=9) for number in range(20)]
    choose(window, *files)
    typed = ""
    for word in "She counts them, one lamp for each window. 一盏一盏地数。".split(" "):
        window.type(f"{word} ")
        typed += f"{word} "
    lines = arrived(window, 20)
    assert len(set(lines)) == 20
    assert_kept(study, window, f"{TEXT}\n\n" + "\n\n".join(lines) + f"\n\n{typed}")
    names = window.page.request.get(f"{study.url}/desk/pictures/").text()
    assert [f"still-{number:02}.png" in names for number in range(20)] == [True] * 20


def test_an_upload_is_cancelled(study: Blog, window: Window) -> None:
    held = Held(window.page)
    choose(window, picture("one.png"), picture("two.png", shade=1), picture("three.png", shade=2))
    expect(rows(window)).to_have_count(3)
    expect(rows(window).filter(has_text="Waiting")).to_have_count(1)  # two at a time
    rows(window).filter(has_text="two.png").get_by_role("button", name="Cancel").click()
    expect(rows(window)).to_have_count(2)
    held.let_go()
    first, last = arrived(window, 2)
    assert_kept(study, window, f"{TEXT}\n\n{first}\n\n{last}\n\n")


def test_the_writer_takes_the_placeholder_out(study: Blog, window: Window) -> None:
    held = Held(window.page)
    choose(window, picture("gone.png", shade=3))
    expect(window.page.locator("#source")).to_have_value(re.compile("Uploading gone.png"))
    window.page.locator("#source").fill(TEXT + MORE)
    held.let_go()
    said = window.page.locator("[aria-label='Pictures on their way'] [role=status]")
    expect(said).to_have_text("gone.png is in the library; its line in the text was gone.")
    assert_kept(study, window, TEXT + MORE)
    assert "gone.png" in window.page.request.get(f"{study.url}/desk/pictures/").text()


def test_undo_brings_the_placeholder_back(study: Blog, window: Window) -> None:
    window.page.locator("#title").fill("Undone")
    choose(window, picture("one.png"))
    [line] = arrived(window)
    window.page.locator("#source").focus()
    window.page.keyboard.press("Control+z")
    expect(window.page.locator("#source")).to_have_value(re.compile("Uploading one.png"))
    window.page.keyboard.press("Control+z")
    window.shows(TEXT)
    window.page.keyboard.press("Control+Shift+z")
    expect(window.page.locator("#source")).to_have_value(re.compile("Uploading one.png"))
    window.page.locator("a[href='#publish']").first.click()
    window.page.get_by_role("button", name="Publish", exact=True).click()
    expect(window.page.locator("#editor[data-status=live]")).to_be_visible()
    assert Shelf(study.data).newest(window.post_id) == f"{TEXT}\n\n{line}\n\n"


def test_publishing_waits_for_what_is_on_its_way(study: Blog, window: Window) -> None:
    window.page.locator("#title").fill("Not yet whole")
    held = Held(window.page)
    choose(window, picture("late.png"))
    expect(rows(window)).to_have_count(1)
    window.page.locator("a[href='#publish']").first.click()
    window.page.get_by_role("button", name="Publish", exact=True).click()
    expect(window.page.locator("#banners")).to_contain_text("One picture is still on the way.")
    assert {text.kind for text in Shelf(study.data).texts(window.post_id)} == {"autosave"}
    held.let_go()
    [line] = arrived(window)
    expect(window.page.locator("#banners")).not_to_contain_text("still on the way")
    window.page.get_by_role("button", name="Publish", exact=True).click()
    expect(window.page.locator("#editor[data-status=live]")).to_be_visible()
    assert Shelf(study.data).newest(window.post_id) == f"{TEXT}\n\n{line}\n\n"


def test_the_login_expires_before_an_upload(study: Blog, window: Window) -> None:
    window.page.context.clear_cookies()
    choose_by_pasting = hand_over(window, "paste", picture("after.png"))
    assert choose_by_pasting
    expect(rows(window)).to_contain_text("after.png wasn’t added. You are signed out.")
    window.shows(TEXT)
    window.page.get_by_label("User name").fill(USERNAME)
    window.page.get_by_label("Password").fill(PASSWORD)
    window.page.get_by_role("button", name="Sign in").click()
    [line] = arrived(window)
    assert_kept(study, window, f"{TEXT}\n\n{line}\n\n")


def test_an_autosave_did_not_know_of_the_login(study: Blog, window: Window) -> None:
    """It was sent before, and comes back after it: nobody is asked to sign in once more."""
    page, held = window.page, list[Route]()
    page.context.clear_cookies()
    page.route("**/autosave", lambda route: held.append(route), times=1)
    window.type(MORE)
    with page.expect_request("**/autosave"):
        window.pause()
    assert hand_over(window, "paste", picture("between.png"))
    page.get_by_label("User name").fill(USERNAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    [line] = arrived(window)
    held.pop().fulfill(status=401, json={"code": "unauthorized", "message": "You are signed out."})
    window.status("Saved")
    expect(page.locator("[data-banner=signin]")).to_have_count(0)
    assert_kept(study, window, f"{TEXT}{MORE}\n\n{line}\n\n")


def test_a_picture_arrives_in_the_middle_of_a_composition(study: Blog, window: Window) -> None:
    held = Held(window.page)
    choose(window, picture("mid.png"))
    expect(rows(window)).to_have_count(1)
    window.page.locator("#source").focus()
    wire = window.page.context.new_cdp_session(window.page)
    composed = {"text": "らんぷ", "selectionStart": 3, "selectionEnd": 3}
    wire.send("Input.imeSetComposition", composed)
    held.let_go()
    expect(rows(window)).to_have_count(0)
    assert "Uploading mid.png" in window.text
    assert window.text.endswith("らんぷ")
    wire.send("Input.insertText", {"text": "灯"})
    window.pause(1)
    [line] = arrived(window)
    assert_kept(study, window, f"{TEXT}\n\n{line}\n\n灯")


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ({"name": "logo.svg", "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, "SVG"),
        ({"name": "door.heic", "buffer": b"\0\0\0\x18ftypheic" + bytes(64)}, "HEIC"),
    ],
)
def test_a_file_cannot_be_a_picture(study: Blog, window: Window, file: File, why: str) -> None:
    choose(window, {"mimeType": "image/png", **file})
    expect(rows(window)).to_contain_text(f"Not added. “{file['name']}”")
    expect(rows(window)).to_contain_text(why)
    assert_kept(study, window, TEXT)


def test_a_device_goes_down_before_its_picture_arrives(study: Blog, window: Window) -> None:
    held = Held(window.page)
    choose(window, picture("never.png"))
    expect(rows(window)).to_have_count(1)
    window.save_itself()
    context, address = window.page.context, window.page.url
    window.page.close()
    assert held.routes
    later = open_window(context, address)
    banner = later.page.locator("#banners")
    expect(banner).to_contain_text("never.png never arrived.")
    banner.get_by_role("button", name="Take the line out").click()
    assert_kept(study, later, f"{TEXT}\n\n\n\n")
