"""A whole folder: twice, dry, broken in the middle, and the sample blog."""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog import clock
from blog.config import Settings
from blog.db import db, session
from blog.media.models import Picture
from blog.posts.models import Post, Revision
from blog.transfer import markdown_folder
from blog.transfer.folder import Folder
from tests.media import samples
from tests.transfer.conftest import Run, Source, only, results

DEMO = Path(__file__).parents[2] / "blog" / "demo"


def fill(source: Source, count: int = 5) -> None:
    source.write("still.png", samples.png(600, 400))
    for number in range(count):
        header = f"title: Piece {number}\ndate: 2026-01-01\ntags: [snow]\nthemes: [winter]"
        source.piece(f"{number}.md", header, "Words. ![Still](still.png)")
    source.piece("themes/winter.md", "title: Winter\norder: [piece-3]")
    source.write("tags.yaml", "snow: It fell.")


def content(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    }


def test_a_second_run_changes_nothing(run: Run, source: Source, installation: Settings) -> None:
    fill(source)
    assert run().counts() == {"made": 6, "changed": 1, "unchanged": 0, "skipped": 0}
    versions = session().execute(select(Post.id, Post.version)).all()
    files = content(installation.media)
    assert run().counts() == {"made": 0, "changed": 0, "unchanged": 7, "skipped": 0}
    assert session().execute(select(Post.id, Post.version)).all() == versions
    assert session().scalar(select(func.count()).select_from(Revision)) == 5
    assert content(installation.media) == files


def test_a_dry_run_changes_no_byte_and_says_the_same(
    run: Run, source: Source, installation: Settings
) -> None:
    fill(source)
    source.piece("broken.md", "title: [")
    session().rollback()
    db.engine.dispose()
    before = content(installation.data)
    dry = run(is_dry_run=True)
    session().rollback()
    db.engine.dispose()
    assert content(installation.data) == before
    assert not installation.media.exists()
    earnest = run()
    assert dry.is_dry_run
    assert dry.outcomes == earnest.outcomes


def test_a_dry_run_of_what_is_there_already(run: Run, source: Source) -> None:
    fill(source)
    run()
    source.piece("1.md", "title: Piece 1", "Other words.")
    dry = run(is_dry_run=True)
    assert dry.counts() == {"made": 0, "changed": 1, "unchanged": 6, "skipped": 0}
    assert session().scalar(select(func.count()).select_from(Picture)) == 1
    assert run().outcomes == dry.outcomes


def test_what_was_done_before_a_crash_stays_and_the_rest_comes_next_time(
    run: Run, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown_folder, "BATCH", 2)
    for number in range(5):
        source.piece(f"{number}.md", f"title: Piece {number}")
    bring = markdown_folder.posts.bring

    def crash(run: markdown_folder.Run, file: Path) -> markdown_folder.Outcome:
        if file.stem == "3":
            raise KeyboardInterrupt
        return bring(run, file)

    with monkeypatch.context() as patch:
        patch.setattr(markdown_folder.posts, "bring", crash)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert sorted(session().scalars(select(Post.title))) == ["Piece 0", "Piece 1"]
    assert run().counts() == {"made": 3, "changed": 0, "unchanged": 2, "skipped": 0}


def test_what_is_no_piece_is_left_out(run: Run, source: Source) -> None:
    for path in ("README.md", "posts/readme.md", "_drafts/a.md", "_a.md", ".git/a.md", "a.txt"):
        source.write(path, "Not a piece.")
    source.write("themes/README.md", "Not a theme.")
    source.piece("posts/a.md", "title: A")
    assert results(run()) == {"writing/posts/a.md": "made"}


def test_a_link_out_of_the_folder_is_not_followed(run: Run, source: Source) -> None:
    outside = source.root.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("A secret.")
    os.symlink(outside / "secret.md", source.root / "a.md")
    os.symlink(outside, source.root / "folder")
    assert only(run()).code == "outside_the_folder"


def test_two_folders_with_the_same_paths_are_two(
    run: Run, source: Source, installation: Settings
) -> None:
    source.piece("one/index.md", "title: One")
    source.piece("two/index.md", "title: Two")
    for name in ("one", "two"):
        folder = Folder((source.root / name).resolve())
        report = markdown_folder.import_folder(folder, installation=installation, at=clock.now())
        assert only(report).result == "made"


def test_progress_counts_every_piece(run: Run, source: Source, installation: Settings) -> None:
    fill(source)
    done: list[None] = []
    folder = Folder(source.root.resolve())
    markdown_folder.import_folder(
        folder, installation=installation, at=clock.now(), on_file=lambda: done.append(None)
    )
    assert len(done) == len(folder.pieces()) == 5


def test_the_sample_blog_comes_in_whole(empty_app: Flask, installation: Settings) -> None:
    folder = Folder(DEMO)
    with empty_app.app_context():
        report = markdown_folder.import_folder(folder, installation=installation, at=clock.now())
        assert [o for o in report.outcomes if o.notes or o.reason] == []
        assert report.kept_keys() == {}
        again = markdown_folder.import_folder(folder, installation=installation, at=clock.now())
        assert again.counts()["unchanged"] == len(report.outcomes)
