"""Sends every form of a page as somebody does who fills it in wrongly."""

import re
from collections.abc import Iterator

from flask.testing import FlaskClient
from lxml import html
from lxml.html import FormElement, HtmlElement
from werkzeug.datastructures import MultiDict

from tests.conftest import URL

_TYPED = ("", "text", "search", "url", "email", "number", "date", "datetime-local", "password")


def submit_wrongly(
    browser: FlaskClient, pages: dict[str, str], *, within: str, typed: str
) -> dict[str, str]:
    """The pages that answer, by what was sent, when `typed` is in every field that can be typed in.

    Of forms that go to the same address, but for its numbers, by the same button, one is sent.
    """
    answers: dict[str, str] = {}
    sent: set[str] = set()
    for path, page in pages.items():
        for address, fields in _submissions(page, path, typed=typed):
            button = " ".join(fields.poplist("pressed"))
            kind = re.sub(r"\d+", "N", f"{address} {button}")
            if kind in sent or not address.startswith(within):
                continue
            sent.add(kind)
            with browser.post(address, data=fields) as answer:
                if answer.mimetype == "text/html" and not answer.location:
                    named = f"{address} {button} {typed!r}: {answer.status_code}"
                    answers[named] = answer.get_data(as_text=True)
    return answers


def _submissions(page: str, path: str, *, typed: str) -> Iterator[tuple[str, MultiDict[str, str]]]:
    """Where each button of each form leads, and what it takes there."""
    tree = html.document_fromstring(page, base_url=URL + path)
    tree.make_links_absolute()
    for form in tree.forms:
        if form.method != "POST":
            continue
        for button in form.xpath(".//button[not(@type='button')]"):
            fields = _fields(form, typed=typed)
            if button.get("name"):
                fields.add(button.get("name"), button.get("value", ""))
            fields.add("pressed", button.get("value") or button.text_content().strip())
            address = button.get("formaction") or form.action or URL + path
            yield address.removeprefix(URL), fields


def _fields(form: FormElement, *, typed: str) -> MultiDict[str, str]:
    fields = MultiDict(form.form_values())
    # A choice of nothing: lxml sends “on”, as for one that has no value.
    for choice in form.xpath(".//input[@type='radio'][@checked][@value='']"):
        fields[choice.get("name")] = ""
    for control in form.xpath(".//input[@name] | .//textarea[@name]"):
        if _is_typed_in(control):
            fields.setlist(control.get("name"), [typed])
    return fields


def _is_typed_in(control: HtmlElement) -> bool:
    return control.tag == "textarea" or control.get("type", "") in _TYPED
