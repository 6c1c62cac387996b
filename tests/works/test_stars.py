"""Half stars as they are written."""

import pytest

from blog.works.models import BEST
from blog.works.stars import in_stars


@pytest.mark.parametrize(("rating", "written"), [(1, "½"), (2, "1"), (9, "4½"), (BEST, "5")])
def test_in_stars(rating: int, written: str) -> None:
    assert in_stars(rating) == written
