"""What the sheet says of links within the site: each kind of page that a piece can lead to."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import transaction
from blog.posts import rendering
from tests.makers import make_post, make_theme, make_work
from tests.media import samples
from tests.web.editor import page
from tests.web.editor.library import send
from tests.web.editor.test_sheet import WHOLE, checked


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("/posts/out/", ""),
        ("https://blog.example/posts/out/", ""),
        ("https://elsewhere.example/posts/nowhere/", ""),
        ("/posts/former/", ""),
        ("/posts/out/#s-a-part", ""),
        ("/posts/out/#s-another", "nothing in it is called #s-another"),
        ("#a-heading", ""),
        ("#none", "The link to #none has no place of that name in this piece"),
        ("/posts/half/", "leads to “Half”, which is a draft"),
        ("/posts/soon/", "leads to “Soon”, which is not out before this one"),
        ("/posts/regretted/", "leads to “Regretted”, which was taken back"),
        ("/posts/forgotten/", "leads to “Forgotten”, which is in the trash"),
        ("/about/", ""),
        ("/nothing/", "leads nowhere"),
        ("/tags/winter/", ""),
        ("/tags/summer/", "leads to a tag that does not exist"),
        ("/themes/snow-and-distance/feed.atom", ""),
        ("/themes/none/", "leads to a theme that does not exist"),
        ("/archive/2026/", ""),
        ("/archive/1999/", "leads to an empty year"),
        ("/archive/2026/03/", ""),
        ("/tags/winter/feed/", ""),
        ("/works/the-salt-ferry/", ""),
        ("/works/the-sugar-ferry/", "leads to a work that does not exist"),
        ("/works/people/nobody/", "leads to somebody who is in no work"),
        ("/works/kinds/film/", ""),
        ("/", ""),
        ("/archive/", ""),
        ("/feed.atom", ""),
        ("/media/ab/abcdefabcdefabcdefabcdef.jpg", "leads to a picture that is not here"),
        ("/desk/", "leads to where readers cannot go"),
    ],
)
def test_links_within_the_site(app: Flask, author: FlaskClient, link: str, said: str) -> None:
    make_theme(app)
    make_work(app, "The Salt Ferry")
    make_post(app, title="Former", tags=("winter",), source="## A part\n\nWords.", themes=(1,))
    form = page.form(author.get("/desk/posts/1/"))
    renamed = page.typed_over(form, title="Out", slug="out", action="save")
    assert author.post("/desk/posts/1/", data=renamed).status_code == 303
    make_post(app, title="Half", published_at=None)
    make_post(app, title="Soon", published_at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    make_post(app, title="Regretted")
    make_post(app, title="Forgotten")
    make_post(app, title="About", kind="page")
    author.post("/desk/posts/4/withdraw/")
    author.post("/desk/posts/5/trash/")
    typed = WHOLE | {"source": f"## A heading\n\n[There]({link}), and back."}
    words = checked(author, **typed)
    assert said in words
    assert said or words == "Nothing to look at"


@pytest.mark.parametrize(
    ("reference", "is_missing"),
    [("../stills/door.jpg", True), ("my%20still.jpg", False), ("/wp-content/door.jpg", False)],
)
def test_a_picture_that_stayed_on_another_machine(
    app: Flask, author: FlaskClient, reference: str, is_missing: bool
) -> None:
    """“my still.jpg” came along, as an import leaves it; a proxy may hand out the last."""
    make_post(app, summary="A door.")
    send(author, samples.png(60, 40), "still.png")
    with app.app_context(), transaction():
        rendering.illustrate(1, {"my still.jpg": 1})
    said = f"The picture {reference} is not here"
    words = checked(author, "/desk/posts/1/", source=f"![A door]({reference})\n\nAnd back.")
    assert (said in words) is is_missing
