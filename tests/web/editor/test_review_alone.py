"""A piece that is nothing but a verdict, or a rating; and verdicts that count as words."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.db import session
from blog.posts.models import Post
from tests.makers import make_post
from tests.web.editor import page

NEW = "/desk/posts/new"
ONE = "/desk/posts/1/"


def sent(author: FlaskClient, address: str = NEW, **typed: str) -> str:
    form = page.typed_over(page.form(author.get(address)), **typed)
    answer = author.post(address, data=page.as_sent(form), follow_redirects=True)
    return page.words(answer)


def reviewing(work: str, place: int = 0, **parts: str) -> dict[str, str]:
    return {f"reviews-{place}-{name}": text for name, text in (parts | {"work": work}).items()}


@pytest.mark.parametrize(
    ("parts", "called"),
    [
        ({"verdict": "It floats, ||until it does not||."}, "It floats, […]."),
        ({"rating": "4.5"}, "The Salt Ferry: 4½ out of 5."),
    ],
)
def test_a_verdict_alone_comes_out(
    app: Flask,
    author: FlaskClient,
    client: FlaskClient,
    parts: dict[str, str],
    called: str,
) -> None:
    sent(author, action="publish", **reviewing("The Salt Ferry", **parts))
    with app.app_context():
        path = session().get_one(Post, 1).path
    assert client.get(path).status_code == 200
    home = client.get("/").get_data(as_text=True)
    assert called in page.words(client.get("/"))
    assert "until it does not" not in home


def test_a_work_alone_is_nothing_to_read(author: FlaskClient) -> None:
    words = sent(author, action="publish", **reviewing("The Salt Ferry", seen_where="At sea"))
    assert "There is no title, no text and no verdict yet. Write a line first." in words


def test_verdicts_count_on_every_screen(app: Flask, author: FlaskClient) -> None:
    verdicts = reviewing("One", verdict="Three words here.") | reviewing("Two", 1, verdict="很好")
    sent(author, title="Both", source="Two words.", **verdicts)
    editor = author.get(ONE).get_data(as_text=True)
    assert 'data-words="5" data-characters="2">5 words, 2 characters<' in editor
    assert "5 words, 2 characters" in page.words(author.get("/desk/"))
    with app.app_context():
        post = session().get_one(Post, 1)
        assert (post.word_count, post.character_count) == (5, 2)
    answer = author.post(f"{ONE}preview", data=page.form(author.get(ONE)))
    assert answer.json is not None
    assert (answer.json["words"], answer.json["characters"]) == (5, 2)


def test_the_covers_of_a_verdict_are_told_above_the_preview(
    app: Flask, author: FlaskClient
) -> None:
    make_post(app, published_at=None)
    sent(author, ONE, **reviewing("One", verdict="||Late||"))
    assert "As readers will see it. Spoilers covered." in page.words(author.get(ONE))


def test_two_works_to_be_made_have_ids_of_their_own(app: Flask, author: FlaskClient) -> None:
    make_post(app, published_at=None)
    typed = reviewing("One", rating="4") | reviewing("Two", 1, rating="5")
    form = page.typed_over(page.form(author.get(ONE)), **typed)
    answer = author.post(f"{ONE}preview", data=form)
    assert answer.json is not None
    assert 'id="review-new-1"' in answer.json["html"]
    assert 'id="review-new-2"' in answer.json["html"]


def test_a_revision_reads_with_its_verdicts(app: Flask, author: FlaskClient) -> None:
    make_post(app, published_at=None)
    sent(author, ONE, **reviewing("The Salt Ferry", verdict="It ||floats||.", rating="3"))
    read = author.get(f"{ONE}revisions/2/read/").get_data(as_text=True)
    assert "The verdict" in read
    assert "The Salt Ferry" in read
    assert "Spoilers covered." in read
    assert "css/works" in read
