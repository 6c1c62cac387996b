"""`blog doctor` says what is wrong and mends it; `blog init` leaves nothing out of the search."""

import errno
import os
import shutil
import sqlite3

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, delete, event, update

from blog.backups import keeping
from blog.backups.models import Backup
from blog.cli import blog
from blog.config import Settings
from blog.db import db, session, transaction
from blog.deliveries.models import Delivery, DeliveryState, Telling, TellingState
from blog.jobs import holders, queue
from blog.posts.models import Post
from blog.search.models import SearchRow
from tests import makers, ports, smtp
from tests.conftest import URL, FrozenClock
from tests.makers import make_backup, make_post

NAMES = "Database Clock Disk Rights Secret Pictures Search Jobs Backups".split()
WELL = {name: f"{name}: nothing wrong.\n" for name in NAMES}
MAIL = (
    "Mail: there is no mail server, so letters are written to outbox/ in the data folder (0 lie "
    "there). To send them, set BLOG_SMTP.\n"
)


@pytest.fixture(autouse=True)
def environment(
    app: Flask, installation: Settings, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A blog with which nothing is wrong."""
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    monkeypatch.setenv("BLOG_URL", URL)
    (installation.data / "blog.sqlite3").chmod(0o600)
    make_backup(app, proven_at=clock.now)
    keeping.folder_of(installation.data).chmod(0o700)


def told(**other: str) -> str:
    """What the doctor says, where these have more to say than nothing."""
    return "".join((WELL | other).values()) + MAIL


def run(*command: str) -> Result:
    return CliRunner().invoke(blog, command)


def empty_the_index(app: Flask) -> None:
    with app.app_context(), transaction():
        session().execute(delete(SearchRow))


def test_nothing_wrong(app: Flask) -> None:
    make_post(app)
    done = run("doctor")
    assert (done.exit_code, done.output) == (0, told())


@pytest.mark.parametrize("sound_bytes", [0, 16 * 4096])
def test_a_damaged_database(app: Flask, installation: Settings, sound_bytes: int) -> None:
    make_post(app)
    with app.app_context():
        db.engine.dispose()
    file = installation.data / "blog.sqlite3"
    file.write_bytes(file.read_bytes()[:sound_bytes] + b"?" * 2**20)
    found = run("doctor")
    assert found.exit_code == 1
    assert "Database: It " in found.output
    assert "restore a backup that was proven: blog restore --replace FILE\n" in found.output


def test_a_check_that_cannot_be_made(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full, and the next checks are made all the same."""

    def full(path: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "disk_usage", full)
    found = run("doctor")
    assert "Disk: The disk here is full, so not all could be looked at." in found.output
    assert "Backups: nothing wrong.\n" in found.output


def test_what_a_person_has_to_mend(
    app: Flask, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = keeping.folder_of(installation.data)
    monkeypatch.setattr(os, "access", lambda path, mode: path != folder)
    said = f"Rights: Nothing can be written to {folder}. It belongs to somebody else.\n"
    assert run("doctor").output == told(Rights=said)


def test_what_could_not_be_looked_at_is_not_mended(app: Flask) -> None:
    """To look at the index is to write, as far as SQLite knows."""

    def close(connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA query_only=1")

    make_post(app)
    event.listen(Engine, "connect", close)
    outputs = {run("doctor").output, run("doctor", "--repair").output}
    event.remove(Engine, "connect", close)
    said = "The database can only be read at the moment, so not all could be looked at."
    assert outputs == {told(Search=f"Search: {said} Try again later.\n")}


def test_codes_that_another_secret_sealed(
    app: Flask, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers.switch_codes_on(app)
    found = run("doctor")
    assert found.exit_code == 1
    assert "Secret: The blog has another secret than when one-time codes were" in found.output
    monkeypatch.setenv("BLOG_SECRET", installation.secret)
    assert "if it is the right one, remove the file.\n" in run("doctor").output
    (installation.data / "secret").unlink()
    assert run("doctor").exit_code == 0


def test_what_is_wrong_is_said_and_mended(app: Flask) -> None:
    make_post(app)
    with app.app_context(), transaction():
        session().execute(update(Post).values(text="Other words."))
    fault = "Search: One piece is in the search index with another text.\n"
    found = run("doctor")
    assert found.exit_code == 1
    assert found.output == f"{told(Search=fault)}To mend it, run: blog doctor --repair\n"
    mended = run("doctor", "--repair")
    assert (mended.exit_code, mended.output) == (0, told(Search=f"{fault}Search: mended.\n"))
    assert run("doctor").exit_code == 0


def test_init_fills_the_search_of_a_blog_from_before(app: Flask) -> None:
    make_post(app, source="A zither.", slug="zither")
    empty_the_index(app)
    assert run("doctor").exit_code == 1
    assert run("init").exit_code == 0
    assert run("doctor").exit_code == 0
    assert "/posts/zither/" in app.test_client().get("/search/?q=zither").text


def test_so_does_whoever_does_the_jobs(app: Flask) -> None:
    make_post(app)
    empty_the_index(app)
    assert run("jobs", "run", "--once").exit_code == 0
    assert run("doctor").exit_code == 0


def test_rendering_again_keeps_the_search_in_step(app: Flask) -> None:
    make_post(app)
    with app.app_context(), transaction():
        session().execute(update(Post).values(rendered_by=0, text="Other words."))
    assert run("doctor").exit_code == 1
    assert run("rerender").exit_code == 0
    assert run("doctor").exit_code == 0


def test_work_that_was_given_up(app: Flask, clock: FrozenClock) -> None:
    with app.app_context(), transaction():
        queue.later("cards.make", {}, due_at=clock.now)
    for _ in range(queue.MOST_TRIES):
        with app.app_context(), transaction():
            job = queue.claim(at=clock.now)
            assert job is not None
            queue.fail(job, "the disk is full", at=clock.now)
        clock.move(hours=3)
    found = run("doctor")
    assert found.exit_code == 1
    assert "Jobs: Given up after several tries: 1 (cards.make)." in found.output
    assert "--repair" not in found.output


def test_work_that_nobody_does(app: Flask, clock: FrozenClock, installation: Settings) -> None:
    with app.app_context(), transaction():
        queue.later("cards.make", {}, due_at=clock.now)
    clock.move(minutes=11)
    found = run("doctor")
    assert found.exit_code == 1
    assert "Jobs: Work has waited since 2026-11-20 12:00 UTC, and nobody" in found.output
    with holders.present(installation.worker_locks):
        assert "though processes are at work: 1." in run("doctor").output


def test_where_letters_go(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with smtp.running() as server:
        monkeypatch.setenv("BLOG_SMTP", f"smtp://127.0.0.1:{server.place.port}")
        done = run("doctor")
        assert done.exit_code == 0
        assert "Mail: nothing wrong.\n" in done.output
        assert f"Mail: letters are handed to 127.0.0.1:{server.place.port}.\n" in done.output


def test_a_mail_server_that_does_not_answer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOG_SMTP", f"smtp://127.0.0.1:{ports.free()}")
    found = run("doctor")
    assert found.exit_code == 1
    assert "takes no letters from here ([Errno 111] Connection refused). See" in found.output


def test_what_became_of_the_last_letter(app: Flask, clock: FrozenClock) -> None:
    post = make_post(app)
    with app.app_context(), transaction():
        delivery = Delivery(
            post_id=post.id, state=DeliveryState.DONE, created_at=clock.now, due_at=clock.now
        )
        session().add(delivery)
        session().flush()
        telling = Telling(
            delivery_id=delivery.id,
            post_id=post.id,
            rhythm="at_once",
            state=TellingState.REFUSED,
            due_at=clock.now,
            taken_until=clock.now,
            answer="550 no such mailbox",
        )
        session().add(telling)
    said = "Mail: the last letter was refused (2026-11-20 12:00 UTC). 550 no such mailbox\n"
    assert said in run("doctor").output


class TestBackups:
    def test_none_yet(self, app: Flask) -> None:
        with app.app_context(), transaction():
            session().execute(delete(Backup))
        found = run("doctor")
        assert found.exit_code == 1
        assert "Backups: No backup was proven yet." in found.output
        assert "To make one now, run: blog backup\n" in found.output

    def test_none_for_days(self, clock: FrozenClock) -> None:
        clock.move(days=4)
        said = "Backups: The last backup that was proven is 2026-11-20-120000.zip."
        assert said in run("doctor").output

    def test_one_that_failed(self, app: Flask, clock: FrozenClock) -> None:
        make_backup(app, made_at=clock.move(hours=1), fault="It is damaged.")
        said = "Backups: 2026-11-20-130000.zip could not be restored: It is damaged. Make another"
        assert said in run("doctor").output

    def test_one_that_is_gone(self, installation: Settings) -> None:
        (keeping.folder_of(installation.data) / "2026-11-20-120000.zip").unlink()
        assert "any more: 2026-11-20-120000.zip.\n" in run("doctor").output
