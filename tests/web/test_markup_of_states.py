"""The Nu Html Checker finds nothing on what no link leads to: refused forms, conflicts, parts."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.works.fields import ReviewText
from tests import nu
from tests.makers import Browser, make_post, make_theme
from tests.web import passkeys
from tests.web.crawling import crawl
from tests.web.editor import page
from tests.web.submitting import submit_wrongly

TEXT = "One is here.\n\nTwo is ||here||.\n\n## Three\n\n::: spoiler The end\nIt ends.\n:::"
REVIEW = ReviewText(work="Slow Train (2024)", rating="4.5", verdict="Patient. ||Sudden.||")
PIECE = "/desk/posts/1/"
PASSKEYS = ("new", "1/", "1/remove")


@pytest.fixture
def piece(app: Flask) -> None:
    theme = make_theme(app)
    make_post(app, source=TEXT, tags=("winter",), themes=(theme.id,), reviews=(REVIEW,))


def whole(part: TestResponse) -> str:
    """A part of a page, as a page."""
    assert part.status_code == 200
    text = part.json["html"] if part.json else part.get_data(as_text=True)
    return f"<!doctype html><html lang=en><title>A part</title><h1>A</h1><h2>B</h2>{text}</html>"


@pytest.mark.slow
@pytest.mark.usefixtures("sample")
def test_refused_forms(author: FlaskClient) -> None:
    pages = crawl(author, "/desk/", within="/desk/", one_of_a_kind=True)
    answers = submit_wrongly(author, pages, within="/desk/", typed="")
    answers |= submit_wrongly(author, pages, within="/desk/", typed='"><b>||nonsense||')
    assert len(answers) > 20
    assert author.get("/desk/").status_code == 200, "still signed in"
    assert "\n".join(nu.findings(answers)) == ""


@pytest.mark.usefixtures("piece")
def test_two_texts(author: FlaskClient) -> None:
    opened = page.form(author.get(PIECE))
    other = page.typed_over(opened, source=TEXT.replace("One", "Un"), title="Another")
    assert author.post(PIECE, data=page.as_sent(other)).status_code == 303
    mine = page.typed_over(opened, source=TEXT.replace("One", "Eins"), title="My own")
    conflict = author.post(PIECE, data=page.as_sent(mine))
    assert conflict.status_code == 409
    sent = page.as_sent(page.form(conflict))
    pages = {
        "conflict": conflict.get_data(as_text=True),
        "merge": author.post(f"{PIECE}merge", data=sent).get_data(as_text=True),
        "compare": whole(author.post(f"{PIECE}compare", data=sent)),
    }
    assert "\n".join(nu.findings(pages)) == ""


@pytest.mark.usefixtures("piece")
def test_parts(author: FlaskClient) -> None:
    pages: dict[str, str] = {}
    for address in (PIECE, "/desk/posts/new"):
        opened = page.form(author.get(address))
        form = page.as_sent(page.typed_over(opened, title="Slow (慢)", source=TEXT, tags="a, b"))
        for part in ("check", "hearers", "preview"):
            pages[f"{address} {part}"] = whole(
                author.post(f"{address.rstrip('/')}/{part}", data=form)
            )
        as_page = author.post(address, data={**form.to_dict(), "action": "preview"})
        pages[address] = as_page.get_data(as_text=True)
    assert "\n".join(nu.findings(pages)) == ""


def test_ways_in(author: Browser, client: FlaskClient) -> None:
    """With a passkey in place of the password, and on its own pages."""
    passkeys.add(author)
    asked = {"title": "Kept", "source": TEXT, "current_password": "x"}
    pages = {
        "login": client.get("/login").get_data(as_text=True),
        "came too late": client.post("/desk/posts/new", data=asked).get_data(as_text=True),
        "question": author.get("/desk/account/confirm").get_data(as_text=True),
        **{
            path: author.get(f"/desk/{path}").get_data(as_text=True)
            for path in ("account/", "posts/new", *(f"account/passkeys/{at}" for at in PASSKEYS))
        },
    }
    assert "\n".join(nu.findings(pages)) == ""
