"""A folder to import from, and `run()`, which imports it into a blog in Europe/London."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from blog import clock
from blog.config import Settings
from blog.db import session
from blog.posts.models import Post
from blog.topics.models import PostTag, Tag
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder
from blog.transfer.report import Outcome, Report

Run = Callable[..., Report]


class Source:
    """The folder on the disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def piece(self, path: str, header: str = "", text: str = "Some words.") -> Path:
        return self.write(path, f"---\n{header}\n---\n\n{text}\n")


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(tmp_path / "writing")


@pytest.fixture
def run(app: Flask, installation: Settings, source: Source) -> Iterator[Run]:
    def _run(**options: bool) -> Report:
        session().expunge_all()
        folder = Folder(source.root.resolve())
        return import_folder(folder, installation=installation, at=clock.now(), **options)

    with app.app_context():
        yield _run


def only(report: Report) -> Outcome:
    [outcome] = report.outcomes
    return outcome


def results(report: Report) -> dict[str, str]:
    return {outcome.path: outcome.result.value for outcome in report.outcomes}


def the_post(slug: str, kind: str = "post") -> Post:
    session().expunge_all()
    return session().scalars(select(Post).where(Post.kind == kind, Post.slug == slug)).one()


def tags_of(post: Post) -> list[str]:
    query = select(Tag.name).join(PostTag).where(PostTag.post_id == post.id)
    return list(session().scalars(query.order_by(PostTag.position)))
