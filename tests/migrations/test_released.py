"""The database of every version that was ever released comes up to this one, whole, and goes back.

Each is a file in `databases/`; `keep.py` makes the next.
"""

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from blog import schema
from blog.app import create_app
from blog.cli import blog
from blog.config import from_env
from blog.db import db
from blog.schema import Shape
from tests.makers import PASSWORD, USERNAME
from tests.migrations import databases

PAGES = (
    "/",
    "/posts/a-visit-after-snow/",
    "/about/",
    "/tags/snow/",
    "/themes/trains/",
    "/works/slow-train/",
    "/search/?q=ridge",
    "/feed.atom",
    "/follow/",
    "/sitemap.xml",
)
MOVED = {
    "/posts/after-the-snow/": "/posts/a-visit-after-snow/",
    "/tags/winter/": "/tags/snow/",
    "/old/": "/posts/a-visit-after-snow/",
}

# What is made anew from the rest, by whatever this version makes it with.
MADE = ("_html", "rendered_by", "rendered_for", "version_num", "indexed_by")

Row = dict[str, object]


@pytest.fixture(params=databases.released())
def database(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of a database of that version, where the commands find it."""
    file = tmp_path / "blog.sqlite3"
    databases.unpack(request.param, file)
    monkeypatch.setenv("BLOG_DATA", str(tmp_path))
    monkeypatch.setenv("BLOG_URL", databases.URL)
    monkeypatch.setenv("BLOG_SECRET", databases.SECRET)
    return f"sqlite:///{file}"


def run(*command: str) -> Result:
    done = CliRunner().invoke(blog, command)
    assert done.exit_code == 0, done.output
    return done


def rows(url: str) -> dict[str, list[Row]]:
    """Everything that is kept; of the search index what the others make it from."""
    with sa.create_engine(url, poolclass=sa.NullPool).connect() as connection:
        names = [
            name
            for name in sa.inspect(connection).get_table_names()
            if not name.startswith(("search_", "sqlite_"))
        ]
        return {name: _rows(connection, name) for name in names}


def _rows(connection: sa.Connection, table: str) -> list[Row]:
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings()
    return sorted(map(dict, found), key=repr)


def common(kept: list[Row], columns: Row) -> list[Row]:
    """Of each row what both versions have, and nobody makes anew."""
    names = [name for name in columns if not name.endswith(MADE)]
    return sorted(({name: row[name] for name in names} for row in kept), key=repr)


def faults(url: str) -> list[object]:
    with sa.create_engine(url, poolclass=sa.NullPool).connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [*found, *connection.exec_driver_sql("PRAGMA foreign_key_check").all()]


def test_there_is_one_for_each_release() -> None:
    """Forgotten at a release, it is missed by whoever raises the number next."""
    assert databases.this_version() in databases.released()


def test_nothing_is_lost_on_the_way_up(database: str) -> None:
    before = rows(database)
    run("upgrade")
    assert schema.shape(database) is Shape.CURRENT
    assert faults(database) == ["ok"]
    after = rows(database)
    for table, kept in before.items():
        assert kept, table
        assert common(after[table], kept[0]) == common(kept, kept[0]), table


def test_readers_and_the_owner_find_everything(database: str) -> None:
    run("upgrade")
    app = create_app(from_env())
    reader = app.test_client()
    for page in PAGES:
        assert reader.get(page, base_url=databases.URL).status_code == 200, page
    for old, new in MOVED.items():
        assert reader.get(old, base_url=databases.URL).location.endswith(new)
    piece = reader.get("/posts/a-visit-after-snow/", base_url=databases.URL).text
    assert "The stationmaster stays." in piece
    form = {"username": USERNAME, "password": PASSWORD}
    app.config["WTF_CSRF_ENABLED"] = False
    headers = {"Origin": databases.URL}
    door = reader.post("/login", data=form, headers=headers, base_url=databases.URL)
    assert door.status_code == 303
    desk = reader.get("/desk/", base_url=databases.URL)
    assert desk.status_code == 200
    assert "A draft" in desk.text
    with app.app_context():
        db.engine.dispose()


def test_the_way_back(database: str) -> None:
    if schema.shape(database) is Shape.CURRENT:
        # Released, and no migration has come since: there is nothing to go back from.
        assert CliRunner().invoke(blog, ["upgrade", "--back"]).exit_code == 1
        return
    before = rows(database)
    run("upgrade")
    with sa.create_engine(database).begin() as connection:
        connection.exec_driver_sql("UPDATE posts SET title = 'Written since'")
    done = run("upgrade", "--back")
    assert rows(database) == before
    assert faults(database) == ["ok"]
    assert schema.shape(database) is Shape.OLDER
    [aside] = (from_env().data / "backups").glob("after-*.sqlite3")
    assert str(aside) in done.output
    assert {row["title"] for row in rows(f"sqlite:///{aside}")["posts"]} == {"Written since"}
    run("upgrade")
    assert schema.shape(database) is Shape.CURRENT


def test_a_second_time_changes_nothing(database: str) -> None:
    run("init")
    after = rows(database)
    kept = sorted(from_env().data.glob("backups/*"))
    run("upgrade")
    assert rows(database) == after
    assert sorted(from_env().data.glob("backups/*")) == kept
