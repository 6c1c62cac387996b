"""The owner of a blog that has been set up, within its application."""

import pytest

from blog.accounts import queries
from blog.accounts.models import Owner


@pytest.fixture
def owner(context: None) -> Owner:
    return queries.the_owner()
