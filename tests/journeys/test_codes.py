"""One-time codes on a phone: switched on, asked for at the door, and paper ones for a bad day."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, USERNAME, Blog, Visit, create_owner, sign_in
from tests.journeys.going import follow
from tests.journeys.test_accessibility import SCHEMES, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    made = Blog(tmp_path_factory.mktemp("codes"))
    made.run("init")
    create_owner(made)
    for _ in made.serve():
        yield made


def look(page: Page) -> None:
    """Nothing is in anybody's way, light or dark, and nothing scrolls sideways."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def begin_to_sign_in(page: Page, blog: Blog) -> None:
    page.goto(f"{blog.url}/login")
    page.get_by_label("User name").fill(USERNAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Now the code")).to_be_visible()


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Sign in").click()


def switch_on(page: Page, blog: Blog) -> pyotp.TOTP:
    """From the account to the first right code; what the app knows then."""
    page.goto(f"{blog.url}/desk/account/")
    look(page)
    follow(page.get_by_role("link", name="Switch codes on…"))
    look(page)
    follow(page.get_by_role("button", name="Begin"))
    phone = pyotp.TOTP(page.locator(".letters").inner_text().replace(" ", ""))
    look(page)
    field = page.get_by_label("The code that the app shows now")
    field.fill("000000")
    page.get_by_role("button", name="Switch codes on").click()
    expect(page.get_by_text("That isn’t the code of this moment.")).to_be_visible()
    look(page)
    field.fill(phone.at(datetime.now(UTC)))
    page.get_by_role("button", name="Switch codes on").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    return phone


def sign_in_beside_a_text(page: Page, blog: Blog, code: str) -> None:
    """Signed out while writing; the editor asks for the password, then for the code."""
    page.goto(f"{blog.url}/desk/posts/new")
    page.wait_for_selector(".editor.scripted")
    page.context.clear_cookies()
    page.get_by_role("textbox", name="Title").fill("Kept in two steps")
    banner = page.locator("[data-banner=signin]")
    banner.get_by_label("User name").fill(USERNAME)
    banner.get_by_label("Password").fill(PASSWORD)
    banner.get_by_role("button", name="Sign in").click()
    expect(banner.get_by_label("Password")).to_be_hidden()
    banner.get_by_label("Code").fill("000000")
    banner.get_by_role("button", name="Sign in").click()
    expect(banner.get_by_role("alert").last).to_contain_text("You have 4 more tries")
    look(page)
    banner.get_by_label("Code").fill(code)
    banner.get_by_role("button", name="Sign in").click()
    expect(page.locator(".saved")).to_contain_text("Saved")


def test_from_switching_codes_on_to_the_last_of_the_paper_ones(blog: Blog, visit: Visit) -> None:
    page = visit(f"{blog.url}/login", width=390)
    sign_in(page, blog)
    phone = switch_on(page, blog)
    look(page)
    paper = page.locator(".recovery code").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("button", name="Take them as a file").click()
    kept = Path(download.value.path()).read_text(encoding="utf-8")
    assert kept.splitlines()[2:] == paper
    page.get_by_role("link", name="They are safe").click()
    expect(page.get_by_text("10 of 10 recovery codes are left.")).to_be_visible()

    page.goto(f"{blog.url}/logout")
    follow(page.get_by_role("button", name="Sign out here"))
    begin_to_sign_in(page, blog)
    look(page)
    type_code(page, "000000")
    expect(page.get_by_text("You have 4 more tries before a pause.")).to_be_visible()
    look(page)
    # That of this half minute has been used, so it is the next one.
    type_code(page, phone.at(datetime.now(UTC), counter_offset=1))
    page.wait_for_url(f"{blog.url}/desk/")

    without_script = visit(f"{blog.url}/login", width=390, script=False)
    begin_to_sign_in(without_script, blog)
    type_code(without_script, paper[0].upper())
    without_script.wait_for_url(f"{blog.url}/desk/")
    without_script.goto(f"{blog.url}/desk/account/")
    expect(without_script.get_by_text("9 of 10 recovery codes are left.")).to_be_visible()
    sign_in_beside_a_text(page, blog, paper[1])


def test_a_link_from_the_terminal_brings_a_locked_out_owner_back(blog: Blog, visit: Visit) -> None:
    link = blog.run("owner", "recover").splitlines()[-1]
    page = visit(link, width=390)
    look(page)
    page.get_by_label("New password").fill("nine lamps in the snow")
    page.get_by_role("button", name="Set the password").click()
    page.wait_for_url(f"{blog.url}/desk/")
    page.goto(link)
    expect(page.get_by_role("heading", name="This link is closed")).to_be_visible()
    look(page)
