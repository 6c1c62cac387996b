"""A spoiler stays covered in every feed: a line that links to the page stands for it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_post, make_theme
from tests.web.syndication.subscribed import FORMS

SECRETS = ("ghostword", "boards", "underword", "stillword", "captionword", "noteword", "innerword")
SOURCE = """Before ||the lamp is a ghostword|| after.[^1]

::: spoiler What she does
She **boards** the train.[^2]

![stillword](https://film.example/still.jpg "captionword")

> ||underword||
:::

- An item ||with a ghostword||

[^1]: A note that says ||innerword||.
[^2]: The noteword stands under a cover only.
"""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scope", ["/", "/tags/endings/", "/themes/ends/"])
def test_no_secret_is_told(app: Flask, client: FlaskClient, scope: str, form: str) -> None:
    theme = make_theme(app, title="Ends")
    make_post(app, title="Lamp", source=SOURCE, tags=("endings",), themes=(theme.id,))
    told = client.get(f"{scope}feed.{form}").text
    assert [secret for secret in SECRETS if secret in told] == []
    assert "still.jpg" not in told
    assert "What she does" in told
    assert told.count("https://blog.example/posts/lamp/#spoiler-") >= 4


@pytest.mark.parametrize("form", FORMS)
def test_an_excerpt_that_stands_in_for_a_summary_tells_none(
    app: Flask, client: FlaskClient, form: str
) -> None:
    make_post(app, source="||ghostword|| and more.\n\n::: spoiler\nboards\n:::")
    told = client.get(f"/feed.{form}").text
    assert [secret for secret in SECRETS if secret in told] == []
