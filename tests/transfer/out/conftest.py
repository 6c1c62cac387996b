"""A furnished blog, a second and empty place, and the way there: out as a folder, in again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog import clock
from blog.app import create_app
from blog.config import Settings
from blog.db import db, session, transaction
from blog.media import commands as media
from blog.posts import autosave, changes, commands
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.posts.revisions import Window
from blog.redirects import commands as redirects
from blog.settings.models import BlogSettings
from blog.topics import tags, themes
from blog.topics.models import Theme
from blog.topics.queries import tag_named
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder
from blog.transfer.out import export, folder
from blog.transfer.report import Report
from blog.works import commands as works
from blog.works import people
from blog.works.fields import PersonText, ReviewText, TitleText
from blog.works.models import Work
from tests.conftest import URL, FrozenClock
from tests.makers import LONG_AGO, installation, make_post, make_theme, make_work
from tests.media import samples


@pytest.fixture
def elsewhere(tmp_path: Path, migrated: bytes) -> Iterator[Flask]:
    """An empty blog in another place."""
    data = tmp_path / "elsewhere"
    data.mkdir()
    (data / "blog.sqlite3").write_bytes(migrated)
    other = Settings(
        data=data, url=URL, database=f"sqlite:///{data / 'blog.sqlite3'}", secret="another" * 6
    )
    app = create_app(other)
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def furnished(app: Flask, clock: FrozenClock) -> Flask:
    """A blog in which everything happened that a file can tell of."""
    with app.app_context(), transaction():
        folder = installation(app).media
        snow = media.store(samples.jpeg(60, 40), name="snow.jpg", at=LONG_AGO, folder=folder)
        unused = media.store(samples.png(30, 30), name="unused.png", at=LONG_AGO, folder=folder)
        unused.alt = "Nobody shows it"
        snow_id, url = snow.id, snow.url
    make_work(
        app,
        titles=(TitleText(title="慢车"), TitleText(title="Le train", lang="fr")),
        year="2024",
        people=(PersonText(name="Shen Ruolan (沈若岚)", role="director"),),
        countries=("China",),
        imdb="tt0081846",
    )
    make_work(app, "Never reviewed", kind="book", isbn="9780140449136")
    make_theme(app, "Summer")
    winter = make_theme(app, "Winter", source=f"![Snow]({url})", cover_id=snow_id, cloth="ink")
    make_post(
        app,
        title="First",
        source=f"Words.\n\n![On a roof]({url})\n\n    code\n\n||hidden||",
        tags=("Snow", "windows, lit"),
        themes=(winter.id,),
        cover_id=snow_id,
        cover_alt="A roof",
        spoiler_notice="The end is told.",
        reviews=(ReviewText(work="慢车", rating="4.5", verdict="Slow ||and||.", seen_on="2026"),),
    )
    make_post(app, title="雪", lang="ja", title_lang="ja", tags=("snow",), themes=(winter.id,))
    make_post(app, title="Second", published_at=LONG_AGO + timedelta(days=1))
    make_post(app, title="About", kind="page")
    make_post(app, title="Draft", published_at=None, reviews=(ReviewText(work="Later (1999)"),))
    make_post(app, title="Coming", published_at=clock.now + timedelta(days=3))
    make_post(app, title="Thrown away", published_at=None)
    with app.app_context(), transaction():
        _happen(clock)
    return app


def _happen(clock: FrozenClock) -> None:
    """Renamed, told, put in order, taken back."""
    at = clock.now
    post = {post.title: post for post in session().scalars(select(Post))}
    theme = {theme.title: theme for theme in session().scalars(select(Theme))}
    commands.withdraw(post["Second"], at=at)
    commands.trash(post["Thrown away"], at=at)
    changes.announce(post["First"], note="The end was wrong.", at=at - timedelta(days=2))
    changes.announce(post["First"], note="And the date.", at=at - timedelta(days=1))
    window = Window(editor="a page", turn=1)
    for title in ("First", "Draft"):
        fields = Fields(title=title, source="Newer words.")
        autosave.autosave(post[title], fields, based_on=post[title].version, window=window, at=at)
    post["About"].navigation_position = 1
    themes.change(
        theme["Winter"],
        themes.ThemeFields(title="First frost", slug="first-frost", source=theme["Winter"].source),
        based_on=theme["Winter"].version,
        site_url=URL,
        lang="en-GB",
        at=at,
    )
    places = [
        themes.Place(post_id=post["雪"].id, note="Begin here.", is_start=True),
        themes.Place(post_id=post["First"].id),
    ]
    themes.arrange(theme["Winter"], places, at=at)
    themes.shelve([theme["Winter"].id, theme["Summer"].id])
    snow = tag_named("snow")
    assert snow is not None
    tags.rename(snow, "雪の日", at=at)
    tags.describe(snow, "It fell.", at=at)
    work = session().scalars(select(Work).where(Work.title.startswith("Slow"))).one()
    renamed = replace(works.fields_of(work), title="Slow Train", slug="slow-train")
    works.save(work, renamed, based_on=work.version, at=at)
    director = people.find("沈若岚")
    assert director is not None
    people.rename(director, "Shen (沈若岚)", at=at)
    redirects.keep("/2019/雪 day/", "/posts/first/", at=at)
    redirects.keep("/?p=12", "https://elsewhere.example/?a=b#c", at=at)
    redirects.keep("/gone/", redirects.GONE, at=at)
    blog = session().scalars(select(BlogSettings)).one()
    blog.mail_signature, blog.hub, blog.countdown_minutes = "Ada", "https://hub.example/", 30


def move_out(app: Flask, target: Path) -> dict[str, bytes]:
    """Everything to a folder; what each file of it holds."""
    media = installation(app).media
    with app.app_context():
        folder.write(export.members(media=media), target, media=media)
    return {
        str(file.relative_to(target)): file.read_bytes()
        for file in sorted(target.rglob("*"))
        if file.is_file()
    }


def move_in(app: Flask, source: Path) -> Report:
    with app.app_context():
        return import_folder(
            Folder(source.resolve()), installation=installation(app), at=clock.now()
        )
