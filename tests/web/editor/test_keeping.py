"""Keeping and leaving on the desk: what is told of backups, and what can be taken away."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from blog.accounts.models import Owner
from blog.audit.models import LogEntry
from blog.backups import keeping, nightly
from blog.backups.models import Backup
from blog.db import session, transaction
from blog.jobs.models import Job
from tests.conftest import FrozenClock
from tests.makers import installation, make_backup, make_post
from tests.web.editor import page

HERE, DESK = "/desk/keeping/", "/desk/"


def noted(app: Flask) -> list[str]:
    with app.app_context():
        return list(session().scalars(select(LogEntry.kind).where(LogEntry.area == "keeping")))


def test_before_the_first_backup(author: FlaskClient) -> None:
    shown = page.words(author.get(HERE))
    assert "No backup yet. The first is made at 04:00, or now if you ask for it." in shown
    assert "Last backup None yet" in shown
    assert "Moving in A folder of Markdown files comes in whole" in shown
    assert "Download everything (0.0 MB)" in shown


def test_what_is_known_of_each(app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
    make_backup(app, made_at=clock.now - timedelta(days=1), proven_at=clock.now)
    make_backup(app, made_at=clock.now, fault="There, / answers 500.", byte_count=95_420_416)
    shown = page.words(author.get(HERE))
    assert "No: There, / answers 500." in shown
    assert "91.0 MB" in shown
    assert "20 November 2026, 12:00" in shown


def test_one_is_made_now(app: Flask, author: FlaskClient) -> None:
    answer = author.post(f"{HERE}backups/", follow_redirects=True)
    shown = page.words(answer)
    assert "A backup is on its way. It stands here once it is made." in shown
    assert "One is on its way." in shown
    with app.app_context():
        assert nightly.MAKE in session().scalars(select(Job.name)).all()


def test_a_backup_is_downloaded(app: Flask, author: FlaskClient) -> None:
    backup = make_backup(app)
    with author.get(f"{HERE}backups/{backup.id}") as answer:
        assert (answer.status_code, answer.data) == (200, b"not a backup")
        assert answer.headers["Content-Disposition"] == (
            f"attachment; filename=the-ninth-lamp-{backup.name}"
        )
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("is_known", [True, False])
def test_one_that_is_gone(app: Flask, author: FlaskClient, is_known: bool) -> None:
    backup = make_backup(app)
    if is_known:
        (keeping.folder_of(installation(app).data) / backup.name).unlink()
    else:
        with app.app_context(), transaction():
            session().execute(delete(Backup))
    answer = author.get(f"{HERE}backups/{backup.id}")
    assert answer.status_code == 404
    assert "That backup is not here any more." in page.words(answer)


def test_everything_is_downloaded(app: Flask, author: FlaskClient) -> None:
    make_post(app, title="雪", source="Snow.")
    answer = author.get(f"{HERE}everything")
    assert answer.mimetype == "application/zip"
    assert "the-ninth-lamp-2026-11-20.zip" in answer.headers["Content-Disposition"]
    with ZipFile(BytesIO(answer.data)) as archive:
        assert b"Snow." in archive.read("the-ninth-lamp-2026-11-20/posts/雪.md")


@pytest.mark.parametrize("address", ["everything", "backups/1"])
def test_whoever_is_signed_in_for_long_is_asked_again(
    app: Flask, author: FlaskClient, clock: FrozenClock, address: str
) -> None:
    make_backup(app)
    clock.move(hours=1)
    answer = author.get(f"{HERE}{address}")
    assert answer.status_code == 303
    assert "/desk/account/confirm" in answer.headers["Location"]
    assert noted(app) == []


class TestOnTheDesk:
    def words(self, author: FlaskClient) -> str:
        return page.words(author.get(DESK))

    def test_none_yet(self, author: FlaskClient) -> None:
        assert "There is no backup yet that was proven." in self.words(author)

    def test_a_new_blog_has_some_days(
        self, app: Flask, author: FlaskClient, clock: FrozenClock
    ) -> None:
        with app.app_context(), transaction():
            session().scalars(select(Owner)).one().created_at = clock.now - timedelta(days=2)
        assert "backup" not in self.words(author)

    def test_all_is_well(self, app: Flask, author: FlaskClient, clock: FrozenClock) -> None:
        make_backup(app, proven_at=clock.now)
        assert "backup" not in self.words(author)
        clock.move(days=4)
        shown = self.words(author)
        assert "For more than three days no backup was proven. See the backups" in shown

    def test_the_last_one_is_no_good(
        self, app: Flask, author: FlaskClient, clock: FrozenClock
    ) -> None:
        make_backup(app, made_at=clock.now - timedelta(days=1), proven_at=clock.now)
        make_backup(app, fault="It is damaged.")
        assert "The last backup could not be restored." in self.words(author)
