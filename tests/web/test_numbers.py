"""A number that no database holds is in no address and in no field."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.web.numbers import LARGEST, whole_number
from blog.works.fields import ReviewText
from tests.makers import make_post, make_theme
from tests.web.editor import page

TOO_LARGE = (str(LARGEST + 1), str(2**63), "9" * 20, "9" * 5000)


def test_whole_numbers() -> None:
    assert whole_number("12") == 12
    assert whole_number(str(LARGEST)) == LARGEST
    for text in (None, "", "-1", "1.5", "²", "１", *TOO_LARGE):
        assert whole_number(text) is None


@pytest.mark.parametrize("number", TOO_LARGE)
def test_no_address_has_one(app: Flask, author: FlaskClient, number: str) -> None:
    rules = [
        rule for rule in app.url_map.iter_rules() if ":number" in rule.rule or "_id" in rule.rule
    ]
    assert len(rules) > 8
    for rule in rules:
        given = {name: _OTHERS.get(name, number) for name in rule.arguments}
        address = _filled(rule.rule, given)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = author.open(address, method=method)
            assert answer.status_code in {404, 405}, (method, address)


def test_an_address_has_one_spelling(app: Flask, client: FlaskClient) -> None:
    make_post(app, reviews=(ReviewText(work="Slow Train (2024)"),))
    for path in ("/works/years/2024/", "/archive/2026/", "/archive/2026/03/"):
        assert client.get(path).status_code == 200, path
    for path in (
        "/works/years/02024/",
        "/works/years/２０２４/",
        "/archive/２０２６/",
        "/works/page/01/",
    ):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("number", [*TOO_LARGE, "²"])
def test_no_field_has_one(app: Flask, author: FlaskClient, number: str) -> None:
    make_theme(app)
    make_post(app, tags=("winter",))
    refused = author.post("/desk/posts/new", data={"source": "Kept.", "themes": number})
    assert refused.status_code == 422
    assert "One of these themes does not exist any more." in page.words(refused)
    assert page.form(refused)["source"] == "Kept."
    arranged = page.typed_over(page.form(author.get("/desk/themes/1/")), piece=[number])
    assert author.post("/desk/themes/1/", data=arranged).status_code == 303
    for address in ("/desk/tags/1/merge/?into=", "/desk/published/?page=", "/desk/pictures/?page="):
        assert author.get(address + number).status_code == 404


_OTHERS = {"slug": "winter", "action": "trash"}


def _filled(rule: str, given: dict[str, str]) -> str:
    """The address of a rule, also for values that its converters would refuse to write."""
    steps = (
        given[step.strip("<>").split(":")[-1]] if step.startswith("<") else step
        for step in rule.split("/")
    )
    return "/".join(steps)
