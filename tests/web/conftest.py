"""What tests through the web may ask for besides: the sample blog."""

from pathlib import Path

import pytest
from flask import Flask

from blog import clock
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder
from tests.makers import installation

DEMO = Path(__file__).parents[2] / "blog" / "demo"


@pytest.fixture
def sample(app: Flask) -> None:
    """The sample blog's pieces, beside whatever the test has made."""
    with app.app_context():
        import_folder(Folder(DEMO.resolve()), installation=installation(app), at=clock.now())
