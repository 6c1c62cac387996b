"""Reading pages as a browser and a search engine do."""

from typing import Any

import mf2py
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from tests.conftest import URL


def tree(answer: TestResponse) -> html.HtmlElement:
    assert answer.status_code == 200, answer.status
    return html.document_fromstring(answer.get_data(as_text=True))


def open_page(client: FlaskClient, path: str) -> html.HtmlElement:
    return tree(client.get(path))


def words(element: html.HtmlElement, query: str) -> list[str]:
    """The text of everything an XPath finds, with its spaces tidied."""
    return [" ".join(found.text_content().split()) for found in element.xpath(query)]


def microformats(client: FlaskClient, path: str) -> dict[str, Any]:
    parsed = mf2py.parse(doc=client.get(path).get_data(as_text=True), url=f"{URL}{path}")
    return dict(parsed)
