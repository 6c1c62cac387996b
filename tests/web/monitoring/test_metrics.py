"""`/-/metrics`: right over all workers, for this machine and whoever has the token."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from blog.app import create_app
from blog.backups.models import Backup
from blog.config import Settings
from blog.db import db, session, transaction
from blog.jobs import queue
from blog.web.monitoring import counting
from tests import makers
from tests.conftest import FrozenClock

TOKEN = "a token for whoever watches"
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}

Samples = dict[tuple[str, ...], float]


def samples(client: FlaskClient) -> Samples:
    answer = client.get("/-/metrics")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (sample.name.removeprefix("commonplace_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_what_there_is(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    makers.make_post(app, slug="first")
    makers.make_post(app, published_at=None, title="A draft", slug="draft")
    with app.app_context(), transaction():
        session().add(Backup(name="a.zip", made_at=clock.now, byte_count=1))
        queue.later("media.make_sizes", {"picture_id": 1}, due_at=clock.now + timedelta(days=1))
    clock.move(hours=2)
    found = samples(client)
    assert found["live_posts",] == 1
    assert found["backup_age_seconds", "made"] == 2 * 60 * 60
    assert ("backup_age_seconds", "proven") not in found
    assert found["jobs", "later"] >= 1
    assert found["jobs", "given_up"] == found["job_workers",] == found["letters", "sent"] == 0
    assert found["database_bytes",] > 100_000
    assert found["disk_free_bytes",] > 0


def test_answers_are_counted_by_area_and_status(client: FlaskClient) -> None:
    asked = ("/", "/nowhere/", "/tags/", "/feed.atom", "/login", "/desk/", "/-/health", "/-/ready")
    for path in asked:
        client.get(path)
    found = samples(client)
    counted = {
        key[1:]: value for key, value in found.items() if key[0] == "requests_total" and value
    }
    assert counted == {
        ("public", "2xx"): 1,
        ("public", "4xx"): 1,
        ("topics", "2xx"): 1,
        ("syndication", "2xx"): 1,
        ("auth", "2xx"): 1,
        ("editor", "3xx"): 1,
    }
    assert found["request_seconds_total", "public"] > 0
    assert found["request_seconds_total", "media"] == 0


def test_workers_count_together_and_leave_what_they_counted(installation: Settings) -> None:
    one, other = create_app(installation), create_app(installation)
    makers.set_up(one)
    for app in (one, other, other):
        assert app.test_client().get("/login").status_code == 200
    assert samples(one.test_client())["requests_total", "auth", "2xx"] == 3
    assert samples(other.test_client())["requests_total", "auth", "2xx"] == 3
    counting.counters(other).close()
    third = create_app(installation)
    assert third.test_client().get("/login").status_code == 200
    assert samples(one.test_client())["requests_total", "auth", "2xx"] == 4
    assert len(list((installation.data / "counters").iterdir())) == 2
    for app in (one, other, third):
        with app.app_context():
            db.engine.dispose()


def test_strangers_learn_nothing(client: FlaskClient) -> None:
    assert client.get("/-/metrics", environ_base=ELSEWHERE).status_code == 404
    through_a_proxy = {"X-Forwarded-For": "192.0.2.7"}
    assert client.get("/-/metrics", headers=through_a_proxy).status_code == 404
    no_address = {"REMOTE_ADDR": "192.0.2.7:4711"}
    assert client.get("/-/metrics", environ_base=no_address).status_code == 404


def test_this_machine_in_either_kind_of_address(client: FlaskClient) -> None:
    for address in ("127.0.0.9", "::1", "::ffff:127.0.0.1"):
        asked = client.get("/-/metrics", environ_base={"REMOTE_ADDR": address})
        assert asked.status_code == 200, address


@pytest.mark.parametrize(
    ("given", "status"),
    [(f"Bearer {TOKEN}", 200), ("Bearer another", 404), (TOKEN, 404), ("Bearer ", 404)],
)
def test_with_a_token(installation: Settings, given: str, status: int) -> None:
    app = create_app(replace(installation, metrics_token=TOKEN))
    makers.set_up(app)
    asked = app.test_client().get(
        "/-/metrics", environ_base=ELSEWHERE, headers={"Authorization": given}
    )
    assert asked.status_code == status
    with app.app_context():
        db.engine.dispose()


def test_without_a_token_none_is_right(client: FlaskClient) -> None:
    asked = client.get("/-/metrics", environ_base=ELSEWHERE, headers={"Authorization": "Bearer "})
    assert asked.status_code == 404
