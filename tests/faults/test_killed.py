"""kill -9, fifty times at random moments: while publishing, importing, upgrading, backing up.

Each time the database is sound, nothing that was confirmed is missing, nothing is there by half,
and the next start works. The moments come from a seed, so that a failure can be had again.
"""

import os
import random
import time
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from click.testing import CliRunner, Result

from blog import schema
from blog.cli import blog
from blog.config import Settings, from_env
from blog.schema import Shape
from tests.faults.conftest import Saw
from tests.faults.looking_over import asked, is_sound, killed, until
from tests.faults.writer import Writer
from tests.journeys.conftest import Blog, create_owner
from tests.media import samples
from tests.migrations import databases

SEED = 20261123
PUBLISHED, IMPORTED, UPGRADED, BACKED_UP = 14, 10, 12, 14
# Of a backup: the copy of the database, the archive as it grows, the file.
MOMENTS = (".backup.zip*database*", ".backup.zip*draft*", "backup.zip")

pytestmark = pytest.mark.slow


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(f"{SEED} {request.node.name}")


@pytest.fixture
def here(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of a process that works on an empty blog; also of this one."""
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    monkeypatch.setenv("BLOG_URL", installation.url)
    return dict(os.environ)


def any_is_there(folder: Path, names: str) -> bool:
    return any(folder.glob(names))


def run(*command: str) -> Result:
    done = CliRunner().invoke(blog, command)
    assert done.exit_code == 0, (done.output, done.exception)
    return done


def test_while_publishing(tmp_path: Path, chance: random.Random, saw: Saw) -> None:
    study = Blog(tmp_path)
    study.run("init")
    create_owner(study)
    database = tmp_path / "blog.sqlite3"
    writer = Writer(study.url)
    study.start()
    writer.wait_until_it_answers()
    writer.sign_in()
    recovered: list[float] = []
    for _ in range(PUBLISHED):
        with writer.publishing() as confirmed_count:
            writer.wait_for(confirmed_count + chance.randrange(3))
            writer.wait(chance.random() * 0.08)
            study.kill()
        assert is_sound(database)
        kept = dict(asked(database, "SELECT title, source FROM posts WHERE published_at NOT NULL"))
        assert [title for title in writer.confirmed if title not in kept] == []
        assert [title for title in kept if kept[title] != writer.text_of(title)] == []
        began = time.monotonic()
        study.start()
        writer.wait_until_it_answers()
        until(writer.last_is_shown)
        recovered.append(time.monotonic() - began)
    study.kill()
    saw(
        f"publishing: killed {PUBLISHED} times, {len(writer.confirmed)} pieces confirmed, none "
        f"missing, the database sound; the last piece shown {median(recovered):.1f} s after the "
        f"next start (the longest: {max(recovered):.1f})"
    )


def test_while_importing(
    here: dict[str, str], installation: Settings, tmp_path: Path, chance: random.Random, saw: Saw
) -> None:
    folder = tmp_path / "writing"
    folder.mkdir()
    texts = {f"Piece {number}": f"{number} " * 500 for number in range(60)}
    for number, (title, text) in enumerate(texts.items()):
        # A new picture ends a batch, so that there are moments between them.
        (folder / f"{number}.png").write_bytes(samples.png(40 + number, 40))
        named = f"title: {title}\ntags: [t{number}, all]\ncover: {number}.png"
        header = f"---\n{named}\ndate: 2026-03-01\n---\n"
        (folder / f"{number}.md").write_text(f"{header}\n{text.strip()}\n")
    database = installation.data / "blog.sqlite3"
    empty = database.read_bytes()

    def is_at(number: int) -> bool:
        return asked(database, "SELECT count(*) FROM posts")[0][0] > number

    met = []
    for number in range(IMPORTED):
        for left in installation.data.glob("blog.sqlite3-*"):
            left.unlink()
        database.write_bytes(empty)
        killed(
            chance,
            *("import", "markdown", str(folder)),
            environment=here,
            begun=partial(is_at, number),
            within_seconds=0.1,
        )
        assert is_sound(database)
        found = dict(asked(database, "SELECT title, source FROM posts"))
        assert {title: text.strip() for title, text in found.items()} == {
            title: texts[title].strip() for title in found
        }
        tagged = asked(database, "SELECT count(*) FROM post_tags GROUP BY post_id")
        assert tagged == [(2,)] * len(found)
        met.append(len(found))
    run("import", "markdown", str(folder))
    assert sorted(asked(database, "SELECT title FROM posts")) == sorted((each,) for each in texts)
    saw(
        f"importing {len(texts)} files: killed {IMPORTED} times, with {min(met)} to {max(met)} "
        "pieces in, each whole; then all of them"
    )


def test_while_upgrading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chance: random.Random, saw: Saw
) -> None:
    shapes = []
    for number in range(UPGRADED):
        data = tmp_path / str(number)
        data.mkdir()
        database = data / "blog.sqlite3"
        databases.unpack("0.1.0", database)
        before = asked(database, "SELECT id, title, source FROM posts ORDER BY id")
        monkeypatch.setenv("BLOG_DATA", str(data))
        monkeypatch.setenv("BLOG_URL", databases.URL)
        has_snapshot = partial(any_is_there, data / "backups", "before-*.sqlite3")
        killed(
            chance,
            "upgrade",
            environment=dict(os.environ),
            begun=has_snapshot if number % 3 else (data / "in-use").exists,
            within_seconds=0.5 * (1 + number % 3),
        )
        assert is_sound(database)
        assert asked(database, "SELECT id, title, source FROM posts ORDER BY id") == before
        shapes.append(schema.shape(from_env().database))
        if shapes[-1] is Shape.OLDER:
            assert schema.revision_of(from_env().database) == "0012"
        for kept in data.glob("backups/before-*.sqlite3"):
            assert is_sound(kept)
        run("upgrade")
        assert schema.shape(from_env().database) is Shape.CURRENT
    assert set(shapes) <= {Shape.OLDER, Shape.CURRENT}
    saw(
        f"upgrading from 0.1.0: killed {UPGRADED} times, {shapes.count(Shape.OLDER)} of them with "
        "the old database after it and the others with the new one, sound; none with one between"
    )


def test_while_backing_up(
    here: dict[str, str], installation: Settings, tmp_path: Path, chance: random.Random, saw: Saw
) -> None:
    database = installation.data / "blog.sqlite3"
    file = tmp_path / "backup.zip"
    whole = 0
    for number in range(BACKED_UP):
        file.unlink(missing_ok=True)
        killed(
            chance,
            *("backup", str(file)),
            environment=here,
            begun=partial(any_is_there, tmp_path, MOMENTS[number % len(MOMENTS)]),
            within_seconds=0.1,
        )
        assert is_sound(database)
        if file.exists():
            run("restore", str(file), "--try")
            whole += 1
    run("backup", str(file))
    run("restore", str(file), "--try")
    assert list(tmp_path.glob(".backup*")) == []
    saw(
        f"backing up: killed {BACKED_UP} times, {BACKED_UP - whole} of them before there was a "
        f"file; the other {whole} were whole, and restored as a trial"
    )
