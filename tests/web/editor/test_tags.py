"""Tags on the desk: made, renamed, described, merged, removed."""

from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_post
from tests.web.editor import page


def test_make_and_describe(author: FlaskClient) -> None:
    assert "No tags yet." in page.words(author.get("/desk/tags/"))
    answer = author.post(
        "/desk/tags/", data={"name": "windows, lit", "description": "Seen from outside."}
    )
    assert answer.status_code == 303
    words = page.words(author.get("/desk/tags/"))
    assert "Made the tag “windows, lit”." in words
    assert "Seen from outside." in words


def test_a_tag_that_is_there_is_not_made_twice(app: Flask, author: FlaskClient) -> None:
    make_post(app, tags=("Winter",))
    answer = author.post("/desk/tags/", data={"name": "ｗinter", "description": "Kept."})
    assert answer.status_code == 422
    assert "There is a tag “Winter” already." in page.words(answer)
    assert page.form(answer)["description"] == "Kept."


def test_refusals_stand_by_their_field(author: FlaskClient) -> None:
    for typed, sentence in (
        ({"name": " "}, "A tag needs a name."),
        ({"name": "x" * 101}, "a tag has at most 100"),
        ({"name": "snow", "description": "d" * 501}, "501 characters long; at most 500"),
    ):
        answer = author.post("/desk/tags/", data=typed)
        assert answer.status_code == 422
        assert sentence in page.words(answer)
        assert 'aria-invalid="true"' in answer.text
    assert "No tags yet." in page.words(author.get("/desk/tags/"))


def test_filter(app: Flask, author: FlaskClient) -> None:
    make_post(app, tags=("Winter", "华语片", "trains"))
    words = page.words(author.get("/desk/tags/?q=WINT"))
    assert "1 tag with “WINT”" in words
    assert "trains" not in words
    assert "No tag has “%” in its name." in page.words(author.get("/desk/tags/?q=%25"))


def test_rename_keeps_what_was_typed_when_refused(app: Flask, author: FlaskClient) -> None:
    make_post(app, tags=("winter", "snow"))
    answer = author.post("/desk/tags/1/", data={"name": "Snow", "description": "White."})
    assert answer.status_code == 422
    assert "To make the two one, merge them." in page.words(answer)
    assert page.form(answer)["name"] == "Snow"
    answer = author.post("/desk/tags/1/", data={"name": "deep winter", "description": "White."})
    assert answer.status_code == 303
    assert page.form(author.get("/desk/tags/1/"))["name"] == "deep winter"


def test_merge_says_what_will_happen_then_does_it(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="One", tags=("railways",))
    make_post(app, title="Two", tags=("railways", "trains"))
    sentence = page.words(author.get("/desk/tags/1/merge/?into=2"))
    assert "2 pieces under “railways” come under “trains”" in sentence
    assert "one of them has that tag already" in sentence
    answer = author.post("/desk/tags/1/merge/", data={"into": "2"}, follow_redirects=True)
    assert "“railways” is “trains” now." in page.words(answer)
    assert "2 pieces" in page.words(answer)
    assert author.get("/desk/tags/1/").status_code == 404


def test_merge_into_itself_or_nothing(app: Flask, author: FlaskClient) -> None:
    make_post(app, tags=("railways",))
    assert author.post("/desk/tags/1/merge/", data={"into": "1"}).status_code == 422
    assert author.post("/desk/tags/1/merge/", data={"into": ""}).status_code == 404


def test_remove_asks_first(app: Flask, author: FlaskClient) -> None:
    make_post(app, tags=("railways",))
    assert "One piece loses this tag" in page.words(author.get("/desk/tags/1/remove/"))
    author.post("/desk/tags/1/remove/")
    assert author.get("/desk/tags/1/").status_code == 404
    assert page.form(author.get("/desk/posts/1/"))["tags"] == ""
