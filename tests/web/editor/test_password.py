"""A new password from the desk. That the owner is asked first stands in test_confirm.py."""

from flask import Flask
from werkzeug.test import TestResponse

from tests import makers
from tests.web.auth.pages import sign_in, words

ADDRESS = "/desk/account/password"
NEW = "ten lamps, and no snow"


def change(author: makers.Browser, new: str) -> TestResponse:
    return author.post(ADDRESS, data={"new_password": new})


def test_a_new_password_signs_the_other_places_out(app: Flask, author: makers.Browser) -> None:
    elsewhere = makers.sign_in(app)
    answer = change(author, NEW)
    assert (answer.status_code, answer.location) == (303, "/desk/account/")
    assert "Other places have been signed out." in words(author.get(answer.location))
    assert elsewhere.get(ADDRESS).location == f"/login?next={ADDRESS}"
    assert sign_in(app.test_client(), password=NEW).status_code == 303
    assert sign_in(app.test_client()).status_code == 422


def test_a_weak_new_password_is_refused(author: makers.Browser) -> None:
    page = change(author, "short")
    assert page.status_code == 422
    assert "This password has 5 characters." in words(page)
    assert 'value="short"' not in page.text
