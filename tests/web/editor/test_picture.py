"""One picture on the desk: its words, where it is told of, another in its place, its end."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.db import session, transaction
from blog.media.models import Picture
from blog.posts import rendering, revisions
from blog.posts.models import Post, Revision
from blog.topics.models import Theme
from tests.makers import installation, make_post, make_theme
from tests.media import samples
from tests.web.editor import page
from tests.web.editor.library import send, status, url_of


@pytest.fixture
def snow(author: FlaskClient) -> str:
    """The address of a picture, number 1."""
    return str(send(author, samples.png(60, 40), "snow.png").json["url"])


def replace(author: FlaskClient, data: bytes) -> TestResponse:
    sent = {"pictures": (BytesIO(data), "thaw.png")}
    return author.post("/desk/pictures/1/replace", data=sent, follow_redirects=True)


def source_of(app: Flask, post_id: int = 1) -> str:
    with app.app_context():
        return session().get_one(Post, post_id).source


def autosave(author: FlaskClient, source: str, **beside: str) -> None:
    fields = page.typed_over(
        page.form(author.get("/desk/posts/1/")), source=source, editor="e1", **beside
    )
    answer = author.post(
        "/desk/posts/1/autosave", data=fields, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200


def test_words_are_kept_and_offered(author: FlaskClient, snow: str) -> None:
    kept = author.post(
        "/desk/pictures/1/", data={"alt": " Snow [deep]\non *the* ridge "}, follow_redirects=True
    )
    assert page.form(kept)["alt"] == "Snow [deep] on *the* ridge"
    line = rf"![Snow \[deep\] on \*the\* ridge]({snow})"
    assert page.pasteable(kept) == [line]
    author.post("/desk/posts/new", data={"title": "Ridge", "source": line, "action": "publish"})
    assert 'alt="Snow [deep] on *the* ridge"' in author.get("/posts/ridge/").text


def test_words_too_long(author: FlaskClient, snow: str) -> None:
    refused = author.post("/desk/pictures/1/", data={"alt": "x" * 1001})
    assert refused.status_code == 422
    assert "at most 1000 fit here" in page.words(refused)


def test_the_library_learns_words_from_a_text(app: Flask, author: FlaskClient, snow: str) -> None:
    make_post(app, source=f"![A ridge in snow]({snow})")
    make_post(app, title="Another", source=f"![]({snow})")
    shown = author.get("/desk/pictures/1/")
    assert page.form(shown)["alt"] == "A ridge in snow"
    assert (
        "Used in Another No words yet in the text A piece “A ridge in snow” in the text"
        in page.words(shown)
    )


def test_what_was_only_autosaved_counts_as_use(app: Flask, author: FlaskClient, snow: str) -> None:
    make_post(app)
    assert "Not used 1" in page.words(author.get("/desk/pictures/"))
    autosave(author, f"![]({snow})")
    assert "Not used 0" in page.words(author.get("/desk/pictures/"))
    assert "A piece No words yet in the text" in page.words(author.get("/desk/pictures/1/"))
    assert "It is used in one place" in page.words(author.get("/desk/pictures/1/delete/"))


def test_a_use_in_a_text_that_cannot_be_read_is_named(
    app: Flask, author: FlaskClient, snow: str
) -> None:
    make_post(app, title="Too deep")
    autosave(author, f"{'> ' * 200}![Snow]({snow})")
    shown = author.get("/desk/pictures/1/")
    assert shown.status_code == 200
    assert "Too deep" in page.words(shown)


def test_another_takes_its_place_in_texts_covers_and_themes(
    app: Flask, author: FlaskClient, snow: str
) -> None:
    make_post(app, source=f"Before.\n\n![Snow]({snow} 'Deep')\n\nAfter.", cover_id=1)
    make_theme(app, cover_id=1, source=f"![]({snow})")
    answer = replace(author, samples.png(30, 20))
    thaw = url_of(app, 2)
    assert "This one stands in 2 places now. The words there are as they were" in page.words(answer)
    assert page.form(answer)["alt"] == "Snow"
    assert source_of(app) == f"Before.\n\n![Snow]({thaw} 'Deep')\n\nAfter."
    shown = author.get("/posts/a-piece/").text
    assert thaw in shown
    assert snow not in shown
    with app.app_context():
        assert session().get_one(Post, 1).cover_id == 2
        assert session().get_one(Theme, 1).cover_id == 2
        assert session().get_one(Theme, 1).source == f"![]({thaw})"
        former = session().query(Revision).filter_by(post_id=1, number=1).one()
        assert snow in former.source
    assert status(author, snow) == 200


def test_unpublished_changes_stay_unpublished(app: Flask, author: FlaskClient, snow: str) -> None:
    make_post(app, source=f"![Snow]({snow})")
    autosave(author, f"![Snow]({snow}) and a line that is not out")
    replace(author, samples.png(30, 20))
    thaw = url_of(app, 2)
    assert source_of(app) == f"![Snow]({thaw})"
    assert "not out" not in author.get("/posts/a-piece/").text
    with app.app_context():
        newest = revisions.current(session().get_one(Post, 1))
        assert newest.source == f"![Snow]({thaw}) and a line that is not out"


def test_a_path_of_the_text_s_own_means_the_other(
    app: Flask, author: FlaskClient, snow: str
) -> None:
    """As an import leaves it: the text is never touched."""
    make_post(app, source="![Snow](still.jpg)", title="Imported")
    with app.app_context(), transaction():
        rendering.illustrate(1, {"still.jpg": 1})
        rendering.render_again(session().get_one(Post, 1), site_url=installation(app).url)
    replace(author, samples.png(30, 20))
    assert source_of(app) == "![Snow](still.jpg)"
    assert url_of(app, 2) in author.get("/posts/imported/").text


def test_it_cannot_take_its_own_place(author: FlaskClient, snow: str) -> None:
    answer = replace(author, samples.png(60, 40))
    assert answer.status_code == 422
    assert "“snow.png” is this picture already." in page.words(answer)


def test_a_refused_file_replaces_nothing(author: FlaskClient, snow: str) -> None:
    answer = replace(author, b"words")
    assert answer.status_code == 422
    assert "thaw.png" in page.words(answer)


def test_a_picture_in_use_is_deleted_after_a_warning(
    app: Flask, author: FlaskClient, snow: str
) -> None:
    source = f"Before.\n\n![A ridge in snow]({snow})"
    make_post(app, source=source, cover_id=1)
    before = page.form(author.get("/desk/posts/1/"))
    asked = page.words(author.get("/desk/pictures/1/delete/"))
    assert "It is used in one place. Readers will find its words there" in asked
    assert "A piece" in asked
    answer = author.post("/desk/pictures/1/delete/", follow_redirects=True)
    assert "“snow.png” is gone." in page.words(answer)
    assert status(author, snow) == 404
    assert list(installation(app).media.rglob("*.png")) == []
    assert source_of(app) == source
    shown = author.get("/posts/a-piece/")
    assert shown.status_code == 200
    assert "A ridge in snow" in shown.text
    after = page.form(author.get("/desk/posts/1/"))
    assert after["cover"] == ""
    assert after["version"] == before["version"]


def test_an_essay_keeps_no_room_for_a_picture_that_is_deleted(
    app: Flask, author: FlaskClient, snow: str
) -> None:
    theme = make_theme(app, title="Snow", source=f"![A ridge in snow]({snow})", cover_id=1)
    assert 'width="60"' in author.get("/themes/snow/").text
    author.post("/desk/pictures/1/delete/")
    shown = author.get("/themes/snow/").text
    assert ("A ridge in snow" in shown, 'width="60"' in shown) == (True, False)
    with app.app_context():
        assert session().get_one(Theme, theme.id).version == theme.version


def test_a_file_that_another_picture_names_stays(
    app: Flask, author: FlaskClient, snow: str
) -> None:
    with app.app_context(), transaction():
        path = session().get_one(Picture, 1).path
        send(author, samples.png(30, 20), "other.png")
    with app.app_context(), transaction():
        other = session().get_one(Picture, 2)
        other.sizes = [{"width": 60, "path": path, "type": "image/png"}]
    author.post("/desk/pictures/1/delete/")
    assert status(author, snow) == 200


def test_no_such_picture(author: FlaskClient) -> None:
    for address in ("/desk/pictures/9/", "/desk/pictures/9/delete/"):
        assert author.get(address).status_code == 404
