"""The feeds as validators judge them, whatever stands in the pieces."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.posts import commands
from tests.conftest import FrozenClock
from tests.feeds.validity import atom_faults, json_feed_faults, rss_faults
from tests.makers import make_post, make_theme
from tests.web.syndication.subscribed import FORMS, change, entries

FAULTS = {"atom": atom_faults, "rss": rss_faults, "json": json_feed_faults}
EVERY_ELEMENT = """Words, [a link](/about/), [more](../older/ "Older"), [mail](mailto:a@b.example)
**《寄生虫》**的, {漢字|かんじ}, `code`, ~~struck~~ and https://film.example/慢车 bare.[^1]

![A lamp](https://film.example/lamp.jpg "The lamp") ![Snow](snow.jpg)

> She never says it.
> — Lin Yue

::: pull
It *snows*.
:::

## A heading

- [x] seen
- [ ] to see

| a | b |
|---|--:|
| 1 | 2 |

```python
print("<b>")
```

<script>alert(1)</script> <iframe src="//evil.example"></iframe> <p style="color:red" onclick="x()">

[^1]: A [note](#a-heading).
"""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scope", ["/", "/tags/冬天/", "/themes/雪-snow/"])
def test_every_feed_is_valid(app: Flask, client: FlaskClient, scope: str, form: str) -> None:
    theme = make_theme(app, title="雪 & Snow", tagline="What it <keeps>.")
    for title in ("Film: Slow Train (慢车) — Late", "", "Tom & <Jerry>"):
        make_post(
            app,
            title=title,
            source=EVERY_ELEMENT,
            tags=("冬天", "Films & talk"),
            themes=(theme.id,),
            lang="en-GB" if title else "zh-Hans",
        )
    response = client.get(f"{scope}feed.{form}")
    assert FAULTS[form](response.data) == []
    assert len(entries(client, f"{scope}feed.{form}")) == 3


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scope", ["/", "/tags/winter/", "/themes/snow/"])
def test_an_empty_feed_is_valid(
    app: Flask, client: FlaskClient, clock: FrozenClock, scope: str, form: str
) -> None:
    make_theme(app, title="Snow")
    post = make_post(app, tags=("winter",))
    change(app, post, lambda post: commands.withdraw(post, at=clock.now))
    response = client.get(f"{scope}feed.{form}")
    assert FAULTS[form](response.data) == []
    assert client.get(f"{scope}feed.{form}").data == response.data


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_before_set_up_is_valid(empty_app: Flask, form: str) -> None:
    response = empty_app.test_client().get(f"/feed.{form}")
    assert FAULTS[form](response.data) == []
