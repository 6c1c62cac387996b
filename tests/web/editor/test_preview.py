"""The preview's answers: rendered like the stored page, with lines and lengths, storing nothing."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.db import session
from blog.posts.models import Post, Revision
from tests.makers import make_post, make_theme
from tests.web.editor import page
from tests.web.editor.script import JSON, NEW, ONE, post_count, stored


def preview(author: FlaskClient, address: str, **typed: str) -> dict[str, object]:
    fields = page.typed_over(page.form(author.get(address)), **typed)
    answer = author.post(f"{address.rstrip('/')}/preview", data=page.as_sent(fields), headers=JSON)
    assert answer.status_code == 200
    assert answer.json is not None
    return dict(answer.json)


def test_a_new_piece_reads_as_it_will(app: Flask, author: FlaskClient) -> None:
    shown = preview(
        author,
        NEW,
        title="Review: Lamp (灯) — Nine",
        source="One *two*.\n\n||hidden||\n\n## Three",
        summary="A lamp.",
    )
    html = str(shown["html"])
    assert '<span class="kind">Review:</span>' in html
    assert '<p class="dek">A lamp.</p>' in html
    assert "<em>two</em>" in html
    assert 'class="spoiler"' in html
    assert "As readers will see it. Spoilers covered." in html
    assert (shown["lines"], shown["words"], shown["minutes"]) == ([0, 2, 4], 4, 1)
    with app.app_context():
        assert session().scalar(select(func.count(Post.id))) == 0


def test_a_piece_that_is_out_keeps_its_text(app: Flask, author: FlaskClient) -> None:
    post_id = make_post(app, source="As it was.").id
    shown = preview(author, f"/desk/posts/{post_id}/", source="As it will be. 灯灭了。")
    assert "As it will be." in str(shown["html"])
    assert shown["characters"] == 3
    with app.app_context():
        assert session().scalar(select(Post.source)) == "As it was."
        assert session().scalar(select(func.count(Revision.id))) == 1


def test_nothing_reads_as_nothing(author: FlaskClient) -> None:
    shown = preview(author, NEW, title="", source="")
    assert "Nothing to read yet." in str(shown["html"])
    assert (shown["lines"], shown["words"]) == ([], 0)


def test_a_language_that_is_none_is_taken_for_the_blogs(author: FlaskClient) -> None:
    assert '<article lang="en-GB">' in str(
        preview(author, NEW, source="Text.", lang="no such")["html"]
    )


def test_what_cannot_be_rendered_is_said_in_a_sentence(author: FlaskClient) -> None:
    fields = page.typed_over(page.form(author.get(NEW)), source="> " * 500 + "deep")
    answer = author.post("/desk/posts/new/preview", data=page.as_sent(fields), headers=JSON)
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["message"].endswith(".")


def test_a_piece_that_is_not_there_is_not_found(author: FlaskClient) -> None:
    assert author.post("/desk/posts/9/preview", data={}, headers=JSON).status_code == 404


def test_known_tags_come_with_their_count_and_language(app: Flask, author: FlaskClient) -> None:
    make_post(app, tags=("winter", "华语片"))
    make_post(app, tags=("winter",))
    assert author.get("/desk/tags/known").json == [
        {"name": "winter", "count": 2, "lang": ""},
        {"name": "华语片", "count": 1, "lang": "zh-Hans"},
    ]


def test_without_a_script_there_are_ticks_and_a_field_with_commas(
    app: Flask, author: FlaskClient
) -> None:
    theme = make_theme(app)
    shown = author.get(NEW).get_data(as_text=True)
    assert f'<input type="checkbox" name="themes" id="theme-{theme.id}"' in shown
    assert 'class="headings without-script"' in shown
    assert 'class="tools with-script"' in shown


def test_a_piece_that_is_out_says_that_changes_are_not_published(
    app: Flask, author: FlaskClient
) -> None:
    address = f"/desk/posts/{make_post(app).id}/"
    fields = page.typed_over(page.form(author.get(address)), source="Going on.")
    fields["editor"] = "one-page"
    assert 'id="unpublished" hidden' in author.get(address).get_data(as_text=True)
    kept = author.post(f"{address}autosave", data=page.as_sent(fields), headers=JSON)
    assert kept.status_code == 200
    shown = author.get(address)
    assert "Changes not published" in page.words(shown)
    assert 'id="unpublished">' in shown.get_data(as_text=True)
    assert page.form(shown)["source"] == "Going on."


def test_verdicts_are_shown_as_readers_will_see_them(author: FlaskClient) -> None:
    typed = {
        "reviews-0-work": "Slow Train (慢车) (2024)",
        "reviews-0-rating": "4.5",
        "reviews-0-verdict": "On time, ||but late||.",
        "reviews-0-seen_on": "soon",
    }
    html = author.post("/desk/posts/new/preview", data=typed).get_json()["html"]
    assert "4½" in html
    assert "慢车" in html
    assert 'class="spoiler"' in html
    assert author.get("/desk/works/").text.count("Slow Train") == 0


def test_preview_shows_the_text_and_stores_nothing(app: Flask, author: FlaskClient) -> None:
    make_post(app, source="As it was.")
    answer = page.send(author, ONE, source="**Typed**", tags="new", action="preview")
    assert answer.status_code == 200
    assert "<strong>Typed</strong>" in answer.text
    assert page.form(answer)["source"] == "**Typed**"
    assert page.form(answer)["tags"] == "new"
    assert "Changes not saved." in page.words(answer)
    assert stored(app).source == "As it was."


def test_preview_of_a_new_piece_makes_none(app: Flask, author: FlaskClient) -> None:
    answer = page.send(author, NEW, source="||the butler||", action="preview")
    assert "Spoilers covered." in page.words(answer)
    assert post_count(app) == 0


def test_preview_opens_the_pane_it_fills(author: FlaskClient) -> None:
    answer = page.send(author, NEW, source="Words.", view="write", action="preview")
    assert page.form(answer)["view"] == "both"


def test_a_program_is_shown_the_page_too(app: Flask, author: FlaskClient) -> None:
    make_post(app)
    form = page.typed_over(page.form(author.get(ONE)), source="As typed.", action="preview")
    shown = author.post(ONE, data=form, headers=JSON)
    assert (shown.status_code, "As typed." in shown.text) == (200, True)
