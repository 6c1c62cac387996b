"""Migrations go up, down and up again with rows in the tables, and end where the models are."""

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from blog import schema
from blog.db import Base, session
from blog.media.models import Picture
from blog.schema import Shape
from tests import makers


def url_of(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'moving.sqlite3'}"


def rows(url: str) -> dict[str, int]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def test_the_models_are_what_the_migrations_make(tmp_path: Path) -> None:
    url = url_of(tmp_path)
    schema.upgrade(url)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        told = {"compare_type": True, "include_name": schema.is_of_the_models}
        context = MigrationContext.configure(connection, opts=told)
        assert compare_metadata(context, Base.metadata) == []


def test_numbers_that_others_remember_are_never_given_twice(tmp_path: Path) -> None:
    """Alembic compares no such thing."""
    schema.upgrade(url_of(tmp_path))
    engine = sa.create_engine(url_of(tmp_path), poolclass=sa.NullPool)
    with engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOI%'")
        wanted = {
            name
            for name, table in Base.metadata.tables.items()
            if table.dialect_options["sqlite"]["autoincrement"]
        }
        remembered = {"pictures", "themes", "preview_links", "jobs", "works", "tags", "posts"}
        remembered |= {"followers", "follow_requests", "deliveries", "tellings", "passkeys"}
        assert set(made.scalars()) == wanted == remembered


def test_numbered_in_one_line(tmp_path: Path) -> None:
    script = ScriptDirectory.from_config(schema.configuration(url_of(tmp_path)))
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert revisions == [f"{number:04}" for number in range(len(revisions), 0, -1)]
    assert schema.revisions() == tuple(revisions)
    assert all(script.get_revision(revision).doc for revision in revisions)


def test_up_down_up_with_rows(app: Flask) -> None:
    theme = makers.make_theme(app)
    makers.make_post(app, tags=("winter", "华语片"), themes=(theme.id,), slug="first")
    url = makers.installation(app).database
    full = rows(url)
    assert full["posts"] == full["theme_entries"] == 1
    assert full["post_tags"] == 2
    schema.upgrade(url)
    assert rows(url) == full
    schema.downgrade(url, to="base")
    schema.upgrade(url)
    assert schema.shape(url) is Shape.CURRENT
    assert set(rows(url).values()) == {0}


def test_texts_saved_before_0002_stand_for_the_version_they_made(app: Flask) -> None:
    makers.make_post(app, title="Kept", source="Before.")
    url = makers.installation(app).database
    schema.downgrade(url, to="0001")
    schema.upgrade(url)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        texts = "SELECT title, source, kind, revisions.version FROM revisions"
        version = connection.exec_driver_sql("SELECT version FROM posts").scalar()
        assert connection.exec_driver_sql(texts).all() == [("Kept", "Before.", "save", version)]


def test_sizes_of_pictures_from_before_0003_say_what_they_are(app: Flask) -> None:
    url = makers.installation(app).database
    schema.downgrade(url, to="0002")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO pictures (digest, upload_digest, name, path, media_type, width, height,"
            " byte_count, sizes, created_at) VALUES ('a', 'a', 'a.jpg', 'a', 'image/jpeg', 600, 4,"
            """ 9, '[{"width": 480, "path": "b"}]', '2026-11-20')"""
        )
    schema.upgrade(url)
    with app.app_context():
        picture = session().scalars(sa.select(Picture)).one()
        assert picture.sizes == [{"width": 480, "path": "b", "type": "image/webp"}]
        assert (picture.alt, picture.tint, picture.sized_by) == ("", "", 0)
        session().rollback()
    schema.downgrade(url, to="0002")
    with engine.connect() as connection:
        sizes = connection.exec_driver_sql("SELECT sizes FROM pictures").scalar()
    assert sizes == '[{"width": 480, "path": "b"}]'


def test_a_database_tells_its_shape(tmp_path: Path) -> None:
    url = url_of(tmp_path)
    assert schema.shape(url) is Shape.NONE
    schema.upgrade(url)
    assert schema.shape(url) is Shape.CURRENT
    schema.downgrade(url, to="base")
    assert schema.shape(url) is Shape.NONE


def test_a_new_database_is_private_and_in_wal_mode(tmp_path: Path) -> None:
    schema.upgrade(url_of(tmp_path))
    file = tmp_path / "moving.sqlite3"
    assert file.stat().st_mode & 0o077 == 0
    engine = sa.create_engine(url_of(tmp_path), poolclass=sa.NullPool)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
