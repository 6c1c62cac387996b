"""How long a feed of 50 full posts takes to build, and to ask for: `python bench/feeds.py`.

Each post has about 1,500 words. "build" is the pure builder alone; "asked for" is a whole request
of the newest 30 among 100 and among 10,000 posts, and of the sitemap, below the page cache; "asked
again" is the same by somebody who has it, whom the cache answers. Each figure is the least of
several runs, in milliseconds, with what the test client takes.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from sqlalchemy import insert, select
from werkzeug.test import Client

from blog import schema
from blog.app import create_app
from blog.config import Settings
from blog.db import session, transaction
from blog.feeds.formats import FORMATS
from blog.feeds.model import Entry, Feed, Label
from blog.markdown import render
from blog.posts import commands
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.topics.models import PostTag, Tag

POSTS, RUNS = 50, 7
FEEDS = (
    "/feed.atom",
    "/feed.rss",
    "/feed.json",
    "/tags/winter/feed.atom",
    "/feeds/trains,winter!kind:book.atom",
    "/feeds/trains+winter.atom",
    "/feed.atom?archive=1",
)
FIRST = datetime(2020, 1, 1, 8, 0, tzinfo=UTC)
PARAGRAPH = (
    "The slow train stops at *Snow Ridge* (慢车到雪岭) for nine minutes, and in those nine minutes "
    "the guard walks the length of **seven carriages**, signs a [book](/posts/book/) & walks.\n\n"
)
SOURCE = "## Platform\n\n" + PARAGRAPH * 48 + "> We knew the time.\n> — Programme note\n"


def least(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest run."""
    times = []
    for _ in range(RUNS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return min(times) * 1000


def feed() -> Feed:
    rendered = render(SOURCE, doc_id="1", permalink="https://blog.example/posts/1/", lang="en")
    entries = tuple(
        Entry(
            id=f"tag:blog.example,2020-01-01:{number}",
            url=f"https://blog.example/posts/{number}/",
            title=f"Film: Slow Train (慢车) — Part {number}",
            lang="en",
            summary=rendered.excerpt,
            content_html=rendered.feed_html,
            published_at=FIRST,
            updated_at=FIRST,
            labels=(Label(name="winter", scheme="https://blog.example/tags/"),),
        )
        for number in range(POSTS)
    )
    home = "https://blog.example/"
    return Feed(
        id=home,
        page_url=home,
        home_url=home,
        title="The Ninth Lamp",
        subtitle="",
        lang="en",
        author="Ada Winter",
        updated_at=FIRST,
        changed_at=FIRST,
        entries=entries,
    )


def blog_of(count: int, folder: Path) -> Flask:
    """A blog with so many posts; one is rendered, the others are copies of it."""
    database, url = f"sqlite:///{folder / 'blog.sqlite3'}", "https://blog.example"
    schema.upgrade(database)
    app = create_app(Settings(data=folder, url=url, database=database, secret="s" * 32))
    fields = Fields(title="Slow Train", source=SOURCE, tags=("winter", "trains"))
    with app.app_context(), transaction():
        first = commands.create(fields, site_url=url, at=FIRST)
        commands.publish(first, at=FIRST)
        session().flush()
        columns = Post.__table__.columns
        row = {column.name: getattr(first, column.name) for column in columns}
        del row["id"]
        copies = [
            row
            | {
                "slug": f"slow-train-{number}",
                "entry_id": f"tag:blog.example,2020-01-01:{number}",
                "published_at": FIRST + timedelta(hours=number),
            }
            for number in range(1, count)
        ]
        session().execute(Post.__table__.insert(), copies)
        session().execute(
            insert(PostTag).from_select(
                ["post_id", "tag_id", "position"],
                select(Post.id, Tag.id, Tag.id).join(Tag, Post.id != first.id),
            )
        )
    return app


def main() -> None:
    whole = feed()
    size = len(whole.entries[0].content_html) // 1024
    print(f"{POSTS} posts of {size} kB each")
    for form, written in FORMATS.items():
        kilobytes = len(written.build(whole)) // 1024
        print(f"  build {form:5} {least(partial(written.build, whole)):7.1f} ms  {kilobytes} kB")
    for count in (100, 10_000):
        print(f"asked for, among {count} posts")
        with tempfile.TemporaryDirectory() as folder:
            app = blog_of(count, Path(folder))
            client = app.test_client()
            below = Client(app.wsgi_app.app)  # type: ignore[attr-defined]
            for address in FEEDS:
                first = client.get(address, follow_redirects=True)
                path = first.request.full_path.rstrip("?")
                held = {"If-None-Match": first.headers["ETag"]}
                fresh = least(partial(below.get, path))
                again = least(partial(client.get, path, headers=held))
                print(f"  {address:36} {fresh:7.1f} ms  asked again {again:5.2f} ms")
            print(f"  {'/sitemap.xml':36} {least(partial(below.get, '/sitemap.xml')):7.1f} ms")


if __name__ == "__main__":
    main()
