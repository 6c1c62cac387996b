"""A passkey from its making to its removal, with the authenticator that Chromium has for this: it
holds keys and answers at once, as somebody with a finger on a sensor would.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.conftest import (
    PATIENCE_SECONDS,
    USERNAME,
    Blog,
    Visit,
    create_owner,
    sign_in,
)
from tests.journeys.going import follow
from tests.journeys.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

INTERNAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
NOT_USED = "No passkey was used. Try again, or use the password."
UNKNOWN = "This passkey is not kept here, or no longer. Sign in with the password."


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """At a name: browsers have no passkeys for 127.0.0.1."""
    made = Blog(tmp_path_factory.mktemp("named"))
    made.url = made.url.replace("127.0.0.1", "localhost")
    made.environment["BLOG_URL"] = made.url
    made.run("init")
    create_owner(made)
    for _ in made.serve():
        yield made


class Device:
    """The authenticator of the browser that a page is open in."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable", {"enableUI": False})
        made = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": INTERNAL})
        self.it = {"authenticatorId": made["authenticatorId"]}

    @property
    def credentials(self) -> list[dict[str, object]]:
        found = self.session.send("WebAuthn.getCredentials", self.it)["credentials"]
        assert isinstance(found, list)
        return found

    def answers(self, enabled: bool) -> None:
        """Whether somebody has a finger on it."""
        self.session.send(
            "WebAuthn.setAutomaticPresenceSimulation", {**self.it, "enabled": enabled}
        )

    def recognises(self, somebody: bool) -> None:
        self.session.send("WebAuthn.setUserVerified", {**self.it, "isUserVerified": somebody})


def add(page: Page, blog: Blog) -> None:
    page.goto(f"{blog.url}/desk/account/")
    follow(page.get_by_role("link", name="Add a passkey…"))
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("is kept. Next time, sign in with it.")


def sign_out(page: Page, blog: Blog) -> None:
    page.goto(f"{blog.url}/logout")
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_url(f"{blog.url}/")


def let_the_confirmation_age(blog: Blog) -> None:
    file = blog.data / "blog.sqlite3"
    with closing(sqlite3.connect(file, timeout=PATIENCE_SECONDS)) as database, database:
        database.execute("UPDATE sign_ins SET confirmed_at = '2026-01-01 00:00:00'")


def remove(page: Page, blog: Blog) -> None:
    page.goto(f"{blog.url}/desk/account/")
    page.locator("#s-passkeys li a").first.click()
    page.get_by_role("link", name="Remove…").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_role("status")).to_contain_text("opens nothing here any more")


@pytest.mark.parametrize("width", [1440, 390])
def test_from_its_making_to_its_removal(blog: Blog, visit: Visit, width: int) -> None:
    page = visit(f"{blog.url}/login", width=width)
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    device = Device(page)
    sign_in(page, blog)
    add(page, blog)
    assert [one["userName"] for one in device.credentials] == [USERNAME]
    problems = violations(page)
    sign_out(page, blog)

    device.answers(False)
    page.goto(f"{blog.url}/login?next=/desk/account/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert problems + violations(page) == []
    device.answers(True)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{blog.url}/desk/account/")
    expect(page.locator("#s-passkeys")).to_contain_text("last used")
    remove(page, blog)
    expect(page.locator("#s-passkeys")).to_contain_text("no other site can ask for it")


def test_it_is_offered_where_the_name_is_typed(blog: Blog, visit: Visit) -> None:
    """Chromium's own list cannot be clicked here; its authenticator picks the first by itself."""
    page = visit(f"{blog.url}/login")
    Device(page)
    sign_in(page, blog)
    add(page, blog)
    sign_out(page, blog)
    page.goto(f"{blog.url}/login", wait_until="commit")  # it may lead on before all of it is there
    page.wait_for_url(f"{blog.url}/desk/")
    remove(page, blog)


def test_what_goes_wrong_is_said(blog: Blog, visit: Visit) -> None:
    page = visit(f"{blog.url}/login")
    device = Device(page)
    sign_in(page, blog)
    add(page, blog)
    page.goto(f"{blog.url}/desk/account/passkeys/new")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("alert")).to_have_text(
        "This device keeps a passkey for this blog already."
    )
    sign_out(page, blog)
    plain = visit(f"{blog.url}/login", script=False)
    expect(plain.get_by_label("Password")).to_be_visible()
    expect(plain.get_by_text("Use a passkey")).to_be_hidden()

    device.recognises(False)
    page.goto(f"{blog.url}/login")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_have_text(NOT_USED)
    fails = "Promise.reject(new DOMException('It broke.', 'UnknownError'))"
    page.evaluate(f"() => {{ navigator.credentials.get = () => {fails}; }}")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The device could not do it (UnknownError).")
    sign_in(page, blog)
    remove(page, blog)


def test_one_that_was_removed_opens_nothing(blog: Blog, visit: Visit) -> None:
    page, other = visit(f"{blog.url}/login"), visit(f"{blog.url}/login")
    Device(page)
    device = Device(other)
    for each in (page, other):
        sign_in(each, blog)
        add(each, blog)
    sign_out(other, blog)
    device.answers(False)
    other.goto(f"{blog.url}/login")
    remove(page, blog)
    device.answers(True)
    other.get_by_role("button", name="Use a passkey").click()
    expect(other.get_by_role("alert")).to_contain_text(UNKNOWN)
    assert device.credentials == []  # the device has been told
    remove(page, blog)


def test_it_answers_the_question_before_a_change(blog: Blog, visit: Visit) -> None:
    page = visit(f"{blog.url}/login")
    Device(page)
    sign_in(page, blog)
    add(page, blog)
    let_the_confirmation_age(blog)
    page.goto(f"{blog.url}/desk/account/password")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change the password")
    remove(page, blog)


def test_it_signs_in_beside_the_text(blog: Blog, visit: Visit) -> None:
    page = visit(f"{blog.url}/login")
    Device(page)
    sign_in(page, blog)
    add(page, blog)
    page.goto(f"{blog.url}/desk/posts/new")
    page.wait_for_selector(".editor.scripted")
    page.context.clear_cookies()
    page.get_by_role("textbox", name="Title").fill("Kept by a passkey")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".saved")).to_contain_text("Saved")
    page.goto(f"{blog.url}/desk/")
    expect(page.get_by_role("link", name="Kept by a passkey", exact=True)).to_be_visible()
    remove(page, blog)


def test_it_sends_a_form_on_that_came_too_late(blog: Blog, visit: Visit) -> None:
    page = visit(f"{blog.url}/login")
    Device(page)
    sign_in(page, blog)
    add(page, blog)
    page.goto(f"{blog.url}/desk/settings/")
    page.locator("[name=tagline]").fill("Kept, though late.")
    page.context.clear_cookies()
    follow(page.get_by_role("button", name="Keep changes"))
    expect(page.get_by_role("heading", level=1)).to_have_text("You have been signed out")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")
    expect(page.locator("[name=tagline]")).to_have_value("Kept, though late.")
    remove(page, blog)
