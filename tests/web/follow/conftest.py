"""A reader of a blog with three themes, some tags and reviews."""

import pytest
from flask import Flask

from blog.posts.reviews import ReviewText
from tests import furnished
from tests.conftest import FrozenClock
from tests.makers import make_post, make_theme, make_work
from tests.web.follow.reader import Reader


@pytest.fixture
@furnished.once
def kept(app: Flask) -> None:
    love = make_theme(app, "Love, mostly unsaid", slug="love", tagline="Not a word of it.")
    make_theme(app, "Slow trains", slug="slow", cloth="pine")
    make_work(app, "Winter Wheat Radio", kind="film")
    for number in range(4):
        make_post(app, title=f"A train, part {number}", tags=("railways", "winter"))
    make_post(app, title="A letter", tags=("华语片",), themes=(love.id,))
    make_post(app, title="A film", tags=("film",), reviews=(ReviewText(work="Winter Wheat Radio"),))
    make_post(app, title="Unfinished", tags=("secret",), published_at=None)


@pytest.fixture
def reader(kept: Flask, clock: FrozenClock) -> Reader:
    return Reader(kept, clock)
