"""What it costs to tell 5,000 followers of a piece: `python bench/letters.py [FOLLOWERS]`.

The piece has about 1,500 words. A third of the followers want everything, a third one of its tags,
a third another two of ten tags. "planned" is the transaction that writes down whom it reaches;
"sent" is the time of our own process for each letter (its processor's, not the clock's): the mail
server is another process, which takes everything at once.
"""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from sqlalchemy import func, insert, select

from blog import schema
from blog.app import create_app
from blog.config import Settings, SmtpServer
from blog.db import session, transaction
from blog.deliveries import commands, planning, sending
from blog.deliveries.models import Telling
from blog.following.models import Follower, FollowerSubject
from blog.mail.outgoing import Mailroom
from blog.mail.smtp import Smtp
from blog.posts import commands as posts
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.settings import commands as settings
from blog.settings import queries
from blog.settings.commands import BlogFields
from blog.topics.models import Tag
from blog.web.rendering import renderer

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
TAGS = [f"tag {number}" for number in range(10)]
PARAGRAPH = (
    "The slow train stops at *Snow Ridge* (慢车到雪岭) for nine minutes, and in those nine minutes "
    "the guard walks the length of **seven carriages**, signs a [book](/posts/book/) & walks.\n\n"
)
SINK = """
import asyncio, sys
from aiosmtpd.smtp import SMTP

class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 Kept"

async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(serve())
"""


def fill(app: Flask, *, count: int) -> int:
    """The number of the piece, among so many followers."""
    with app.app_context(), transaction():
        settings.begin(BlogFields(name="The Ninth Lamp", author="Ada Winter"), at=AT)
        queries.current().letters_per_minute = 1_000_000
        for number, tag in enumerate(TAGS):
            tags = (tag, TAGS[(number + 1) % 10])
            fields = Fields(title=f"Piece {number}", source=PARAGRAPH * 48, tags=tags, lang="en")
            post = posts.create(fields, site_url="https://blog.example", at=AT)
            posts.publish(post, at=AT)
        tag_ids = list(session().scalars(select(Tag.id).order_by(Tag.id)))
        numbers = range(1, count + 1)
        names = [f"reader{number}@harbour.example" for number in numbers]
        session().execute(
            insert(Follower),
            [
                {
                    "address": name,
                    "key": name,
                    "rhythm": "at_once",
                    "is_everything": number % 3 == 0,
                    "since": AT,
                }
                for number, name in zip(numbers, names, strict=True)
            ],
        )
        session().execute(
            insert(FollowerSubject),
            [
                {"follower_id": number, "tag_id": tag_id}
                for number in numbers
                for tag_id in (
                    ()
                    if number % 3 == 0
                    else (tag_ids[0],)
                    if number % 3 == 1
                    else (tag_ids[number % 10], tag_ids[1])
                )
            ],
        )
        return session().scalars(select(Post.id).order_by(Post.id)).first() or 0


def measure(app: Flask, post_id: int, port: int, *, secret: str) -> None:
    place = SmtpServer(host="127.0.0.1", port=port, encryption="never")
    transport = Smtp(place, own_name="blog.example")
    mailroom = Mailroom(render=renderer(app), transport=transport, site_url="https://blog.example")
    with app.app_context():
        with transaction():
            post = session().get_one(Post, post_id)
            delivery_id = commands.announce(post, at=AT, minutes=0).id
        began = perf_counter()
        planning.plan(delivery_id, at=AT)
        planned = perf_counter() - began
        count = session().scalar(select(func.count(Telling.id))) or 0
        print(f"planned: {count} followers in {planned * 1000:.0f} ms")
        began, began_work = perf_counter(), process_time()
        waiting = select(Telling.id).where(Telling.state == "waiting").limit(1)
        while session().scalar(waiting) is not None:
            sending.send(0, at=AT, mailroom=mailroom, secret=secret)
            session().close()
        work, passed = process_time() - began_work, perf_counter() - began
        sent = session().scalar(select(func.count(Telling.id)).where(Telling.state == "sent"))
        print(f"sent: {sent} letters, {work / count * 1000:.2f} ms of our own time for each")
        print(f"      in {passed:.1f} s, on {transport.connection_count} connection")
    transport.close()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        installation = Settings(
            data=Path(folder),
            url="https://blog.example",
            database=f"sqlite:///{folder}/blog.sqlite3",
            secret="a secret for benchmarks, long enough",
        )
        schema.upgrade(installation.database)
        app = create_app(installation)
        post_id = fill(app, count=count)
        command = [sys.executable, "-c", SINK]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout
                port = int(server.stdout.readline())
                measure(app, post_id, port, secret=installation.secret)
            finally:
                server.kill()


if __name__ == "__main__":
    main()
