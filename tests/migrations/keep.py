"""`python -m tests.migrations.keep`: a small database of this version, kept before it is released.

Run it once for each release, from the commit that is released, and commit the file: from then on
`test_released.py` brings it up to date and looks whether everything is still there. Each table has
a row, so that a migration which loses one is seen.
"""

import gzip
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from blog import clock, schema
from blog.accounts import throttle
from blog.accounts.models import Ceremony, CodeSecret, KnownBrowser, Passkey, RecoveryCode
from blog.app import create_app
from blog.backups.models import Backup
from blog.config import Settings
from blog.db import Base, Model, session, transaction
from blog.deliveries import commands as deliveries
from blog.feeds import readers
from blog.following import followers
from blog.jobs import worker
from blog.media import commands as media
from blog.posts import autosave, changes, commands, preview_links, revisions
from blog.posts.fields import Fields, fields_of
from blog.posts.models import Post
from blog.redirects import commands as redirects
from blog.redirects import misses
from blog.subjects.choice import Choice, Subject
from blog.topics import tags, themes
from blog.topics.models import Tag, Theme
from blog.works import commands as works
from blog.works import people
from blog.works.fields import PersonText, ReviewText, TitleText, WorkFields
from blog.works.models import Person, Work
from tests import makers
from tests.following.choosing import ask
from tests.media import samples
from tests.migrations import databases

VERDICT = "Slow, and right. ||The stationmaster stays.||"


def main() -> int:
    kept = databases.file_of(databases.this_version())
    if kept.exists():
        sys.stdout.write(f"{kept.name} is never changed. Raise the number of the version first.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "blog.sqlite3"
        app = _new_blog(Path(folder), file)
        _fill(app)
        empty = _empty_tables(f"sqlite:///{file}")
        kept.write_bytes(gzip.compress(_packed(file), mtime=0))
    sys.stdout.write(f"{kept.name}: {kept.stat().st_size} bytes.\n")
    if empty:
        sys.stdout.write(f"Tables without a row: {', '.join(empty)}.\n")
    return 1 if empty else 0


def _new_blog(data: Path, file: Path) -> Flask:
    url = f"sqlite:///{file}"
    schema.upgrade(url)
    app = create_app(Settings(data=data, url=databases.URL, database=url, secret=databases.SECRET))
    makers.set_up(app)
    return app


def _fill(app: Flask) -> None:
    _topics_and_pieces(app)
    _followers(app)
    with app.app_context():
        worker.drain(makers.work(app))
    _what_waits(app)
    makers.sign_in(app)
    with app.app_context(), transaction():
        session().add_all(_beside_the_password(clock.now()))


def _topics_and_pieces(app: Flask) -> None:
    makers.make_work(
        app,
        titles=(TitleText(title="慢车", lang="zh-Hans"),),
        year="1998",
        countries=("CN",),
        people=(PersonText(name="Shen Ruolan (沈若岚)", role="director"),),
    )
    theme = makers.make_theme(app, source="Trains, and who waits for them. ||He does not.||")
    with app.app_context(), transaction():
        at, here = clock.now(), makers.installation(app)
        picture = media.store(samples.jpeg(), name="ridge.jpg", at=at, folder=here.media)
        picture_id, address = picture.id, f"/media/{picture.path}"
    review = ReviewText(work="Slow Train to Snow Ridge", rating="4.5", verdict=VERDICT)
    makers.make_post(
        app,
        title="After the snow (雪后)",
        source=f"A still.\n\n![The ridge]({address})\n\n::: spoiler The end\nHe stays.\n:::\n",
        slug="after-the-snow",
        tags=("winter", "华语片"),
        themes=(theme.id,),
        cover_id=picture_id,
        reviews=(review,),
    )
    makers.make_post(app, title="About", slug="about", kind="page")
    makers.make_post(app, title="A draft", slug="a-draft", published_at=None)
    later = clock.now() + timedelta(days=365 * 70)
    makers.make_post(app, title="Later", slug="later", published_at=later)
    makers.make_post(app, title="In the trash", slug="in-the-trash")
    with app.app_context(), transaction():
        _rename_everything(site_url=databases.URL)


def _rename_everything(*, site_url: str) -> None:
    """Each thing has an address that it had before; one piece is taken back, one is being typed."""
    at, lang = clock.now(), "en-GB"
    post = _post("after-the-snow")
    moved = Fields(**vars(fields_of(post)) | {"slug": "a-visit-after-snow"})
    commands.save(post, moved, based_on=post.version, site_url=site_url, at=at)
    changes.announce(post, note="The year was wrong.", at=at)
    theme = session().scalars(sa.select(Theme)).one()
    fields = themes.ThemeFields(title="Trains", source=theme.source, slug="trains")
    themes.change(theme, fields, based_on=theme.version, site_url=site_url, lang=lang, at=at)
    tags.rename(session().scalars(sa.select(Tag).where(Tag.slug == "winter")).one(), "Snow", at=at)
    work = session().scalars(sa.select(Work)).one()
    changed = WorkFields(**vars(works.fields_of(work)) | {"slug": "slow-train"})
    works.save(work, changed, based_on=work.version, at=at)
    people.rename(session().scalars(sa.select(Person)).one(), "Shen Ruo (沈若岚)", at=at)
    commands.trash(_post("in-the-trash"), at=at)
    draft = _post("a-draft")
    typed = Fields(title="A draft", source="Half a sen", slug="a-draft")
    window = revisions.Window(editor="a page", turn=1, device="Firefox on Linux")
    autosave.autosave(draft, typed, based_on=draft.version, window=window, at=at)
    preview_links.make(draft, term="month", at=at)
    redirects.keep("/old/", "/posts/a-visit-after-snow/", at=at)


def _followers(app: Flask) -> None:
    with app.app_context(), transaction():
        tag_id = session().scalars(sa.select(Tag.id).where(Tag.slug == "snow")).one()
        choice = Choice(subjects=frozenset({Subject("tag", tag_id)}))
        for name in ("ada", "ben"):
            asked = ask(f"{name}@harbour.example", choice, rhythm="at_once")
            followers.confirm(asked, at=clock.now())
        ask("nobody@harbour.example", choice)
        deliveries.announce(_post("a-visit-after-snow"), at=clock.now(), minutes=0)


def _what_waits(app: Flask) -> None:
    """Counts, a wrong password, and letters about a piece that is still to come."""
    at = clock.now()
    with app.app_context(), transaction():
        deliveries.announce(_post("later"), at=at, minutes=10)
        throttle.count(throttle.Attempt(name="a", address="192.0.2.1", secret="s"), at=at)
        missed, counted = misses.Tally(), readers.Tally()
        missed.note("/gone/", at=at)
        misses.write(missed, at=at)
        claim = readers.claim_in("Aggregator/1.0 (12 subscribers)")
        counted.note("/feed.atom", claim, is_unchanged=False, at=at)
        readers.write(counted, at=at)


def _beside_the_password(at: datetime) -> list[Model]:
    """Codes are begun and not proved, so that whoever tries this database needs none."""
    later = at + timedelta(minutes=5)
    return [
        KnownBrowser(owner_id=1, token_hash="a" * 64, seen_at=at),
        Passkey(
            owner_id=1,
            credential_id=b"a key",
            public_key=b"its public part",
            sign_count=1,
            name="A phone",
            transports=["internal"],
            is_backed_up=False,
            created_at=at,
        ),
        Ceremony(
            token_hash="b" * 64, purpose="sign in", subject="", challenge=b"c", expires_at=later
        ),
        CodeSecret(owner_id=1, sealed="sealed", last_step=0),
        RecoveryCode(owner_id=1, code_hash="d" * 64, made_at=at),
        Backup(name="2026-11-23.zip", made_at=at, byte_count=1),
    ]


def _post(slug: str) -> Post:
    return session().scalars(sa.select(Post).where(Post.slug == slug)).one()


def _empty_tables(url: str) -> list[str]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return [
            name
            for name, table in Base.metadata.tables.items()
            if not connection.scalar(sa.select(sa.func.count()).select_from(table))
        ]


def _packed(file: Path) -> bytes:
    engine = sa.create_engine(
        f"sqlite:///{file}", poolclass=sa.NullPool, isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
