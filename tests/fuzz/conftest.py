"""What every fuzz test may ask for: a blog with one of everything, and a browser of its owner."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import makers
from tests.web import everything
from tests.web.everything import Address


@pytest.fixture
def full(app: Flask) -> Flask:
    everything.fill(app)
    return app


@pytest.fixture
def known(full: Flask) -> list[Address]:
    """Every address, as long as everything is there: what is sent may take some of it away."""
    return everything.addresses(full)


@pytest.fixture
def reader(full: Flask) -> FlaskClient:
    return full.test_client()


@pytest.fixture
def owner(full: Flask) -> makers.Browser:
    return makers.sign_in(full)
