"""From a picture that came in to the pages that show it, by the jobs as they are wired."""

import inspect
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select, update

from blog.accounts import commands as accounts
from blog.accounts import known_browsers
from blog.backups import nightly
from blog.cards import reactions as cards
from blog.db import session, transaction
from blog.deliveries import commands as deliveries
from blog.deliveries import rounds
from blog.feeds import hub
from blog.following import requests as following
from blog.following import requests as following_requests
from blog.jobs import worker
from blog.jobs.models import Job
from blog.jobs.worker import Drained
from blog.media import commands as media
from blog.media.models import Picture
from blog.posts import commands as posts
from blog.posts.models import Post, Revision
from blog.search import reactions as search
from blog.settings.models import BlogSettings
from blog.topics.models import Theme
from tests import makers
from tests.conftest import URL, FrozenClock
from tests.media import samples

MADE = ('<source type="image/avif"', '<source type="image/webp"', "480w", "600w")


def upload(app: Flask, at: datetime) -> str:
    """The address of a new picture."""
    with app.app_context(), transaction():
        data, folder = samples.jpeg(600, 40), makers.installation(app).media
        return media.store(data, name="snow.jpg", at=at, folder=folder).url


def drain(app: Flask) -> Drained:
    with app.app_context():
        return worker.drain(makers.work(app))


def test_a_piece_and_a_theme_show_a_picture_in_its_sizes_soon_after(
    app: Flask, clock: FrozenClock
) -> None:
    url = upload(app, clock.now)
    source = f'![Snow]({url} "First snow")'
    post_id = makers.make_post(app, source=source).id
    makers.make_post(app, source="Another.")
    theme_id = makers.make_theme(app, source=source).id
    with app.app_context():
        before = session().get_one(Post, post_id)
        page, version, saved_at = str(before.page_html), before.version, before.saved_at
        assert f'<img src="{url}"' in page
        assert "<picture>" not in page
        essay_version = session().get_one(Theme, theme_id).version
    # The cards of both pieces and of the theme too.
    assert drain(app) == Drained(6, 0)
    with app.app_context():
        after = session().get_one(Post, post_id)
        essay = session().get_one(Theme, theme_id)
        for html in (str(after.page_html), str(essay.essay_html)):
            assert all(part in html for part in MADE)
        # Nobody who has them open has missed a text.
        assert (after.version, after.saved_at) == (version, saved_at)
        assert essay.version == essay_version
        assert len(session().scalars(select(Revision.id)).all()) == 2
        assert "<source" not in str(after.feed_html)
        assert f'src="{URL}{url}"' in str(after.feed_html)


def test_a_cover_has_its_sizes_with_no_rendering_at_all(app: Flask, clock: FrozenClock) -> None:
    url = upload(app, clock.now)
    with app.app_context():
        picture_id = session().scalar(select(Picture.id))
    makers.make_post(app, cover_id=picture_id, cover_alt="Snow", slug="snow")
    assert f'<img src="{url}"' in app.test_client().get("/posts/snow/").text
    drain(app)
    for page in ("/posts/snow/", "/"):
        html = app.test_client().get(page).text
        assert all(part in html for part in MADE)
        assert 'class="tint-' in html


def test_the_trash_is_emptied_every_day(app: Flask, clock: FrozenClock) -> None:
    post_id = makers.make_post(app).id
    with app.app_context(), transaction():
        posts.trash(session().get_one(Post, post_id), at=clock.now)
    drain(app)
    with app.app_context():
        due_at = session().scalar(select(Job.due_at))
        assert due_at == datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
    clock.now += timedelta(days=40)
    assert drain(app).failed_count == 0
    with app.app_context():
        assert session().get(Post, post_id) is None


def test_a_night_is_one_where_the_blog_is_kept(app: Flask) -> None:
    """Also where that is said only after the process for the jobs has begun."""
    work = makers.work(app, backs_up=True)
    with app.app_context():
        assert work.daily()[nightly.BY_NIGHT].tzinfo == ZoneInfo("Europe/London")
        with transaction():
            session().execute(update(BlogSettings).values(time_zone="Asia/Tokyo"))
        assert work.daily()[nightly.BY_NIGHT].tzinfo == ZoneInfo("Asia/Tokyo")


def test_every_name_has_its_function_and_every_function_takes_the_time(app: Flask) -> None:
    work = makers.work(app)
    with app.app_context():
        daily = work.daily()
    named = {
        cards.MAKE,
        cards.CHECK,
        deliveries.PLAN,
        rounds.SEND,
        following_requests.WRITE,
        following.WRITE,
        hub.PING,
        hub.COME_OUT,
        search.PUT,
        accounts.TELL_BEFORE,
        known_browsers.TELL,
        nightly.BY_NIGHT,
        nightly.MAKE,
        *work.follows,
        *daily,
        *(name for each in work.follows.values() for name in each),
    }
    assert named == set(work.functions)
    for function in work.functions.values():
        assert "at" in inspect.signature(function).parameters
