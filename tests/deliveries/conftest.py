"""A mail server for each test of this folder."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import smtp
from tests.deliveries.office import Office


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with smtp.running() as mail:
        office = Office(app, mail)
        yield office
        office.transport.close()
