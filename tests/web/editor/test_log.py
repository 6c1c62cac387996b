"""The log on the desk: every fact in words, from whom, by headings and in pages."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from blog import cli, events
from blog.accounts.events import PasskeyAdded
from blog.audit.facts import AREAS, FACTS
from blog.audit.models import LogEntry
from blog.db import session, transaction
from blog.web.editor.log import A_PAGE, HEADINGS, WORDS
from tests import makers
from tests.conftest import CountQueries, FrozenClock
from tests.web.editor import page

LOG = "/desk/log/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def blank(app: Flask, author: FlaskClient) -> None:
    """Without the line that the test's own signing in made."""
    with app.app_context(), transaction():
        session().execute(delete(LogEntry))


def shown(author: FlaskClient, query: str = "") -> str:
    return page.words(author.get(LOG + query))


def test_every_kind_has_words_and_every_area_its_heading() -> None:
    assert {told.kind for told in FACTS.values()} == set(WORDS)
    assert set(AREAS) == set(HEADINGS)


def test_the_account_leads_there(author: FlaskClient) -> None:
    assert f'<a href="{LOG}">Log</a>' in author.get("/desk/account/").text


def test_nothing_yet(author: FlaskClient) -> None:
    assert "Nothing stands here yet." in shown(author)


def test_it_says_what_was_done_and_from_where(app: Flask, author: FlaskClient) -> None:
    post_id = makers.make_post(app, title="Slack Water", published_at=None).id
    answer = author.post(
        f"/desk/posts/{post_id}/trash/",
        environ_overrides={"REMOTE_ADDR": "203.0.113.77"},
        headers={"User-Agent": FIREFOX},
    )
    assert answer.status_code == 303
    assert "“Slack Water” went to the trash" in shown(author)
    assert "Firefox on Linux, 203.0.113.0/24" in shown(author)
    assert "203.0.113.77" not in shown(author)
    assert f'<a href="/desk/posts/{post_id}/">Slack Water</a>' in author.get(LOG).text
    author.post(f"/desk/posts/{post_id}/remove/")
    assert "“Slack Water” was removed for good" in shown(author)
    assert f"/desk/posts/{post_id}/" not in author.get(LOG).text


def test_only_what_came_out_is_taken_back(
    app: Flask, author: FlaskClient, clock: FrozenClock
) -> None:
    makers.make_post(app, title="Slack Water", published_at=clock.now + timedelta(days=1))
    makers.make_post(app, title="Low tide")
    for post_id in (1, 2):
        author.post(f"/desk/posts/{post_id}/withdraw/")
    assert "“Slack Water” was held back" in shown(author)
    assert "“Low tide” was taken back" in shown(author)


def test_wrong_passwords_are_counted(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    stranger = app.test_client()
    form = page.as_sent(page.form(stranger.get("/login")))
    for _ in range(3):
        clock.move(minutes=1)
        wrong = {**form, "username": "ada", "password": "my password is hunter2"}
        assert stranger.post("/login", data=wrong).status_code == 422
    assert "Somebody could not sign in: a wrong password, code or passkey, 3 times" in shown(author)
    with app.app_context():
        (line,) = session().scalars(select(LogEntry)).all()
        kept = " ".join(str(value) for value in vars(line).values())
        assert "hunter2" not in kept
        assert "ada" not in kept


def test_the_terminal_is_a_hand_of_its_own(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOG_DATA", str(makers.installation(app).data))
    told = CliRunner().invoke(
        cli.blog, ["owner", "password", "--password-stdin"], input="a lamp over the ninth row\n"
    )
    assert told.exit_code == 0
    with app.app_context():
        found = {line.kind: line.way for line in session().scalars(select(LogEntry))}
    assert found == {"password_changed": "terminal", "signed_out": "terminal"}


def test_a_heading_shows_its_own_lines_only(app: Flask, author: FlaskClient) -> None:
    makers.make_post(app, title="Slack Water")
    assert "“Slack Water” came out" in shown(author, "?show=pieces")
    assert "Nothing stands here yet." in shown(author, "?show=door")
    assert "“Slack Water” came out" in shown(author, "?show=nonsense")


def test_one_import_is_one_line_of_pieces(app: Flask, author: FlaskClient, sample: None) -> None:
    told = shown(author)
    assert " came out, and 30 more" in told
    assert "Files were imported; made or changed: " in told
    assert "The blog by itself" in told


def test_a_long_log_has_pages_and_costs_the_same(
    app: Flask, author: FlaskClient, clock: FrozenClock, count_queries: CountQueries
) -> None:
    with app.app_context(), transaction():
        for number in range(A_PAGE + 1):
            events.emit(PasskeyAdded(name=f"Key {number}", at=clock.move(seconds=1)))
    with count_queries() as queries:
        assert f"Key {A_PAGE}" in shown(author)
    assert len(queries) <= 6
    assert "Key 0" in shown(author, "?page=2")
    assert author.get(f"{LOG}?page=3").status_code == 404


@pytest.mark.parametrize("path", ["keeping/backups/1", "keeping/everything", "followers/download"])
def test_a_look_at_a_download_is_none(app: Flask, author: FlaskClient, path: str) -> None:
    makers.make_backup(app)
    for ask, told in ((author.head, 0), (author.get, 1)):
        with ask(f"/desk/{path}") as answer:
            assert answer.status_code == 200
        with app.app_context():
            assert len(session().scalars(select(LogEntry.kind)).all()) == told
