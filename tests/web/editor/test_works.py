"""Works on the desk: found, made, described, merged, removed; and the people who made them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.works.fields import LinkText, PersonText, ReviewText, TitleText
from tests.makers import make_post, make_work
from tests.web.editor import page

WORKS = "/desk/works/"


def make_train(app: Flask, **given: Any) -> None:
    make_work(
        app,
        "Slow Train to Snow Ridge",
        titles=(TitleText(title="慢车到雪岭", lang="zh-Hans"),),
        year="2024",
        people=(PersonText(name="Shen Ruolan (沈若岚)", role="director"),),
        links=(LinkText(url="https://train.example/", label="The film’s own page"),),
        countries=("China", "Hong Kong, then"),
        **given,
    )


def test_the_list_says_how_many_pieces_there_are_and_what_is_missing(
    app: Flask, author: FlaskClient
) -> None:
    assert "No works yet." in page.words(author.get(WORKS))
    make_train(app)
    make_post(app, reviews=(ReviewText(work="慢车到雪岭"), ReviewText(work="The Salt Ferry")))
    words = page.words(author.get(WORKS))
    assert "2 works" in words
    assert "Slow Train to Snow Ridge 慢车到雪岭 Film 2024 1" in words
    assert "No year, no people yet Film 1" in words


def test_find_by_any_title_and_by_kind(app: Flask, author: FlaskClient) -> None:
    make_train(app)
    make_work(app, "A Quiet Ferry", kind="book")
    found = page.words(author.get(f"{WORKS}?q=雪"))
    assert "1 work with “雪” in a title" in found
    assert "A Quiet Ferry" not in found
    books = page.words(author.get(f"{WORKS}?kind=book"))
    assert "A Quiet Ferry" in books
    assert "Slow Train" not in books
    assert "No work has “%” in a title." in page.words(author.get(f"{WORKS}?q=%25"))


def test_a_long_list_has_pages(app: Flask, author: FlaskClient) -> None:
    for number in range(52):
        make_work(app, f"Work {number:02}")
    assert "Work 51" in page.words(author.get(f"{WORKS}?page=2"))
    assert author.get(f"{WORKS}?page=3").status_code == 404


def test_a_work_made_on_the_desk_is_shown_as_it_was_typed(author: FlaskClient) -> None:
    typed = {
        "title": "The Salt Ferry",
        "titles-0-title": "盐渡",
        "titles-5-title": "Der Salzkahn",
        "titles-5-lang": "de",
        "kind": "film",
        "year": "2019",
        "people-0-role": "director",
        "people-0-name": "Wei Anran (韦安然)",
        "people-1-name": "Tao Jingyi",
        "countries": '"Hong Kong, then", China',
        "links-0-url": "https://ferry.example/",
        "imdb": "https://www.imdb.com/title/tt0081846/",
    }
    made = author.post(f"{WORKS}new", data=typed)
    assert (made.status_code, made.location) == (303, f"{WORKS}1/")
    shown = page.form(author.get(f"{WORKS}1/"))
    expected = typed | {"titles-1-title": "Der Salzkahn", "titles-1-lang": "de"}
    del expected["titles-5-title"], expected["titles-5-lang"]
    assert {name: shown[name] for name in expected} == expected | {"imdb": "tt0081846"}
    assert shown["titles-2-title"] == shown["people-3-name"] == ""


def test_refusals_stand_by_their_field_and_lose_nothing(app: Flask, author: FlaskClient) -> None:
    make_train(app)
    form = page.form(author.get(f"{WORKS}1/"))
    for name, typed, sentence in (
        ("title", " ", "A work needs a title."),
        ("year", "soon", "“soon” is no year."),
        ("isbn", "9780000000000", "is no ISBN"),
        ("links-0-url", "train.example", "is no address on the web"),
        ("titles-0-lang", "Chinese!", "is no language tag"),
        ("titles-1-lang", "de", "“de” stands alone. Write the title beside it, or empty the line."),
        ("people-1-role", "editor", "“editor” stands alone. Write the name beside it"),
        ("links-1-label", "A page", "“A page” stands alone. Write the address beside it"),
    ):
        answer = author.post(f"{WORKS}1/", data=page.typed_over(form, **{name: typed}))
        assert answer.status_code == 422, name
        assert sentence in page.words(answer)
        assert page.form(answer)[name] == typed
        assert f'id="{name.split("-")[0]}-error"' in answer.text


def test_emptied_lines_are_taken_away(app: Flask, author: FlaskClient) -> None:
    make_train(app)
    form = page.form(author.get(f"{WORKS}1/"))
    emptied = {name: "" for name in form if name.startswith(("titles-", "people-", "links-"))}
    assert author.post(f"{WORKS}1/", data=page.typed_over(form, **emptied)).status_code == 303
    shown = author.get(f"{WORKS}1/")
    assert "慢车到雪岭" not in shown.text
    assert page.form(shown)["people-0-name"] == ""


def test_a_stale_save_shows_both(app: Flask, author: FlaskClient) -> None:
    make_train(app)
    form = page.form(author.get(f"{WORKS}1/"))
    author.post(f"{WORKS}1/", data=page.typed_over(form, year="2025", length="118 minutes"))
    late = author.post(f"{WORKS}1/", data=page.typed_over(form, watch="Northlight"))
    assert late.status_code == 409
    words = page.words(late)
    assert "Year 2025" in words
    assert "Length 118 minutes" in words
    kept = page.form(late)
    assert kept["watch"] == "Northlight"
    assert author.post(f"{WORKS}1/", data=kept).status_code == 303
    assert page.form(author.get(f"{WORKS}1/"))["watch"] == "Northlight"


@pytest.mark.parametrize("name", ["title", "titles-0-title", "watch", "people-0-role"])
def test_covers_are_refused_beside_the_field(author: FlaskClient, name: str) -> None:
    typed = {"title": "Slow Train", "kind": "film", "people-0-name": "Tao Jingyi"}
    answer = author.post(f"{WORKS}new", data=typed | {name: "He is ||the ghost||"})
    assert answer.status_code == 422
    assert page.words(answer).count("nothing in it can be covered with ||.") == 1
    assert page.form(answer)[name] == "He is ||the ghost||"


def test_works_that_may_be_one_are_merged_after_a_question(app: Flask, author: FlaskClient) -> None:
    make_train(app)
    make_work(app, "慢车到雪岭")
    make_post(app, title="Two", reviews=(ReviewText(work="慢车到雪岭", verdict="First."),))
    listed = author.get(WORKS)
    assert "These may be one" in page.words(listed)
    assert f"{WORKS}2/merge/?into=1" in listed.text
    question = page.words(author.get(f"{WORKS}2/merge/?into=1"))
    assert "Merge “慢车到雪岭” into “Slow Train to Snow Ridge”?" in question
    done = author.post(f"{WORKS}2/merge/", data={"into": "1"}, follow_redirects=True)
    assert "“慢车到雪岭” is “Slow Train to Snow Ridge” now." in page.words(done)
    assert "These may be one" not in page.words(author.get(WORKS))
    assert author.get(f"{WORKS}2/").status_code == 404


def test_a_work_to_merge_into_is_named_by_a_line(app: Flask, author: FlaskClient) -> None:
    make_train(app)
    make_work(app, "The Salt Ferry")
    question = page.words(author.get(f"{WORKS}1/merge/?called=the salt ferry"))
    assert "Merge “Slow Train to Snow Ridge” into “The Salt Ferry”?" in question
    nobody = author.get(f"{WORKS}1/merge/?called=Nowhere")
    assert nobody.status_code == 422
    assert "No work is called “Nowhere”. Name one that there is." in page.words(nobody)
    assert page.form(nobody)["called"] == "Nowhere"
    assert page.form(nobody)["title"] == "Slow Train to Snow Ridge"
    unnamed = page.words(author.get(f"{WORKS}1/merge/?called=%20"))
    assert "Name the work that stays." in unnamed
    itself = page.words(author.get(f"{WORKS}1/merge/?called=slow train to snow ridge"))
    assert "A work cannot be merged into itself." in itself


def test_a_work_that_is_reviewed_stays(app: Flask, author: FlaskClient) -> None:
    make_post(app, reviews=(ReviewText(work="The Salt Ferry"),))
    assert "One piece reviews it, so it stays." in page.words(author.get(f"{WORKS}1/remove/"))
    assert author.post(f"{WORKS}1/remove/").status_code == 422
    make_work(app, "Never reviewed")
    assert "No piece reviews it." in page.words(author.get(f"{WORKS}2/remove/"))
    assert author.post(f"{WORKS}2/remove/").status_code == 303
    assert author.get(f"{WORKS}2/").status_code == 404


def test_people_are_renamed_and_made_one(app: Flask, author: FlaskClient) -> None:
    make_train(app)
    make_work(app, "The Salt Ferry", people=(PersonText(name="Ruolan Shen", role="writer"),))
    assert "/desk/people/1/" in author.get(f"{WORKS}1/").text
    taken = author.post("/desk/people/2/", data={"name": "Shen Ruolan"})
    assert taken.status_code == 422
    assert "To make the two one, merge them." in page.words(taken)
    question = author.get("/desk/people/2/merge/?called=沈若岚")
    assert "Are “Ruolan Shen” and “Shen Ruolan” one?" in page.words(question)
    nobody = author.get("/desk/people/2/merge/?called=Nobody")
    assert nobody.status_code == 422
    assert "Nobody is called “Nobody”." in page.words(nobody)
    assert page.form(nobody)["name"] == "Ruolan Shen"
    author.post("/desk/people/2/merge/", data={"into": "1"})
    assert page.form(author.get(f"{WORKS}2/"))["people-0-name"] == "Shen Ruolan (沈若岚)"
    author.post("/desk/people/1/", data={"name": "Shen Ruo-lan (沈若岚)"})
    assert page.form(author.get(f"{WORKS}1/"))["people-0-name"] == "Shen Ruo-lan (沈若岚)"


def test_completion_knows_every_title(app: Flask, author: FlaskClient) -> None:
    make_train(app)
    make_work(app, "A Slow Train", kind="book", year="1999")
    answer = author.get("/desk/works/known?q=slow train").get_json()
    assert [offer["line"] for offer in answer["offers"]] == [
        "Slow Train to Snow Ridge (2024)",
        "A Slow Train (1999)",
    ]
    assert "Will be made when you save: a film called “slow train”." in " ".join(
        answer["said"].split()
    )
    (found,) = author.get("/desk/works/known?q=雪岭").get_json()["offers"]
    assert (found["line"], found["beside"], found["besideLang"]) == (
        "Slow Train to Snow Ridge (2024)",
        "慢车到雪岭",
        "zh-Hans",
    )
    known = author.get("/desk/works/known?q=慢车到雪岭 (2024)").get_json()
    assert known["kind"] == "film"
    assert f'href="{WORKS}1/"' in known["said"]
    (other,) = author.get("/desk/works/known?q=slow train&without=1").get_json()["offers"]
    assert other["line"] == "A Slow Train (1999)"
    assert author.get("/desk/works/known?q=").get_json()["offers"] == []
