"""From a reader who follows a tag to the letter, and from the letter out again: with a real mail
server, a blog in processes of its own, and a browser for both.
"""

import re
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import smtp
from tests.journeys import going
from tests.journeys.conftest import PATIENCE_SECONDS, Blog, Visit, create_owner, sign_in
from tests.journeys.test_accessibility import violations
from tests.journeys.test_following import send
from tests.smtp import MailServer, Received

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ADA, HUI = "ada@harbourlane.example", "hui@nordsken.example"
SECRET = "the lock-keeper did it"


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with smtp.running() as server:
        yield server


@pytest.fixture
def blog(tmp_path: Path, mail: MailServer) -> Iterator[Blog]:
    """Served without jobs: they are done when a test says so."""
    blog = Blog(tmp_path / "letters")
    blog.environment["BLOG_SMTP"] = mail.url
    blog.run("init")
    create_owner(blog)
    for _ in blog.serve():
        yield blog


def publish(page: Page, blog: Blog, title: str, text: str, *, hearers: str = "") -> None:
    """With the tick, where there is somebody to tell."""
    page.goto(f"{blog.url}/desk/posts/new")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("The piece, in Markdown").fill(text)
    page.get_by_role("combobox", name="Add a tag").fill("film")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Publish…").click()
    if hearers:
        page.get_by_label(f"And tell {hearers} by letter").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published. Readers see it now.")).to_be_visible()


def follow(page: Page, blog: Blog, mail: MailServer, address: str) -> None:
    """From the page of the tag to the button in the letter."""
    page.goto(f"{blog.url}/tags/film/")
    page.get_by_role("link", name="Follow this tag").click()
    page.get_by_role("textbox", name="Email").fill(address)
    page.get_by_label("As each piece is ready").check()
    send(page)
    blog.run("jobs", "run", "--once")
    (letter,) = mail.to(address)
    link = re.search(r"http\S+/follow/confirm/\S+", letter.text)
    assert link
    page.goto(link[0])
    assert count(blog, "SELECT count(*) FROM followers WHERE address = ?", address) == 0
    going.follow(page.get_by_role("button", name="Yes, follow"))
    assert count(blog, "SELECT count(*) FROM followers WHERE address = ?", address) == 1


def end_of_countdown(blog: Blog) -> None:
    """Fifteen minutes go by: what is due then is due now."""
    with closing(sqlite3.connect(blog.data / "blog.sqlite3", timeout=PATIENCE_SECONDS)) as database:
        ago = "strftime('%Y-%m-%d %H:%M:%f000', 'now', '-1 minute')"
        changes = f"""
            UPDATE deliveries SET due_at = {ago} WHERE state = 'counting';
            UPDATE jobs SET due_at = {ago} WHERE name = 'deliveries.plan';
        """
        database.executescript(changes)
    blog.run("jobs", "run", "--once")


def count(blog: Blog, question: str, *given: str) -> int:
    with closing(sqlite3.connect(blog.data / "blog.sqlite3", timeout=PATIENCE_SECONDS)) as database:
        return int(database.execute(question, given).fetchone()[0])


def press_one_click(letter: Received) -> None:
    """As a mail program does: a POST with these words, and nothing that it knows of its reader."""
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.message["List-Unsubscribe"].strip("<>")
    urllib.request.urlopen(address, data=b"List-Unsubscribe=One-Click", timeout=PATIENCE_SECONDS)


def test_a_tag_by_mail(blog: Blog, mail: MailServer, visit: Visit) -> None:
    desk = visit(blog.url)
    sign_in(desk, blog)
    publish(desk, blog, "The Salt Ferry", "It sails.")
    reader = visit(blog.url, width=390)
    for address in (ADA, HUI):
        follow(reader, blog, mail, address)

    text = f"The water rose, and ||{SECRET}||. A radio played."
    publish(desk, blog, "Slow Train to Snow Ridge", text, hearers="2 followers")
    expect(desk.get_by_text("2 followers hear in 15 minutes.")).to_be_visible()
    framed = desk.frame_locator("iframe.letter")
    expect(framed.get_by_role("heading", name="Slow Train to Snow Ridge")).to_be_visible()
    expect(desk.locator("dl.bars").first).to_contain_text("film")
    assert violations(desk) == []
    blog.run("jobs", "run", "--once")
    assert len(mail.letters) == 2, "nothing goes before the countdown has ended"

    end_of_countdown(blog)
    for address in (ADA, HUI):
        _, letter = mail.to(address)
        assert letter.message["Subject"] == "Slow Train to Snow Ridge"
        assert letter.message["Auto-Submitted"] == "auto-generated"
        for part in (letter.text, letter.html, letter.raw.decode("ascii", "replace")):
            assert SECRET not in part
        assert "The water rose, and" in letter.text
        assert "A radio played." in letter.html
    desk.reload()
    expect(desk.get_by_text("2 sent")).to_be_visible()

    press_one_click(mail.to(ADA)[1])
    publish(desk, blog, "Half a Bicycle", "And the other half.", hearers="one follower")
    end_of_countdown(blog)
    assert len(mail.to(ADA)) == 2
    assert [letter.message["Subject"] for letter in mail.to(HUI)][-1] == "Half a Bicycle"


def test_stopped_with_the_keyboard(blog: Blog, mail: MailServer, visit: Visit) -> None:
    desk = visit(blog.url, scheme="dark")
    sign_in(desk, blog)
    publish(desk, blog, "The Salt Ferry", "It sails.")
    follow(visit(blog.url, script=False), blog, mail, ADA)
    publish(desk, blog, "Slow Train", "It snows.", hearers="one follower")
    desk.get_by_role("button", name="Stop the letters").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Stopped. Nobody gets a letter.")).to_be_visible()
    end_of_countdown(blog)
    assert len(mail.letters) == 1
