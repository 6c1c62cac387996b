"""What a search costs: `python bench/search.py [POSTS]` (20,000 unless told otherwise).

Makes posts of about 700 words (a third of them in Chinese, Japanese or Korean characters), with the
frequencies of a real language, tags, and works that every fifth reviews. Prints how long it takes
to fill the index and how large it is, then for each query the least of 15 runs of the whole search
(counts, the first ten, their snippets) and of the whole request, in milliseconds.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from blog import clock, schema
from blog.app import create_app
from blog.config import from_env
from blog.db import session, transaction
from blog.posts.models import Post
from blog.search import checking, filters, results
from blog.search.query import parse
from blog.topics.models import PostTag, Tag
from blog.works.models import Review, Work, WorkTitle

RUNS = 15
FIRST = datetime(2012, 1, 1, 8, 0, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
COMMON = "a the of and in to she was it that he for on with as train station snow film".split()


class Language:
    """Words of which the second is half as frequent as the first, the third a third, and so on."""

    def __init__(self, words: Sequence[str], random: Random) -> None:
        self.words, self.random = words, random
        self.weights = list(accumulate(1 / (place + 1) for place in range(len(words))))

    def some(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    random = Random(4)
    made = ["".join(random.choices(LETTERS, k=random.randint(3, 9))) for _ in range(30_000)]
    latin = Language([*COMMON, *made], random)
    han = Language([chr(code) for code in random.sample(range(0x4E00, 0x7E00), 4000)], random)
    with tempfile.TemporaryDirectory() as place:
        installation = from_env({"BLOG_DATA": place})
        schema.upgrade(installation.database)
        app = create_app(installation)
        with app.app_context():
            write(count, latin, han, random)
            before = Path(place, "blog.sqlite3").stat().st_size
            started = perf_counter()
            for _ in checking.fill():
                pass
            taken = perf_counter() - started
            after = sum(file.stat().st_size for file in Path(place).glob("blog.sqlite3*"))
            print(f"{count:,} posts: filled in {taken:.1f} s, {taken / count * 1000:.2f} ms each;")
            print(
                f"{before / 1e6:.0f} MB of posts, {(after - before) / 1e6:.0f} MB of index and rows"
            )
        report(app, latin, han)


def report(app: Flask, latin: Language, han: Language) -> None:
    rare, rarer = latin.words[900], latin.words[9000]
    common, next_one = han.words[0], han.words[1]
    asked = {
        "a rare word": rare,
        "two rare words": f"{rare} {latin.words[1200]}",
        "two characters": han.words[300] + han.words[500],
        "a rare character": han.words[2000],
        "a phrase": '"train station"',
        "with a tag": f"{rare} tag:tag-3",
        "a tag alone": "tag:tag-3",
        "years": f"{rare} year:2014-2016",
        "a kind": f"{latin.words[400]} kind:film",
        "a word and a minus": f"{rare} -{latin.words[40]}",
    }
    nastiest = {
        "nothing, then beginnings": rarer[:3] + "q" if len(rarer) > 3 else "zzq",
        "a beginning of many words": made_beginning(latin),
        "two common words": "station film",
        "a common kind": "station kind:film",
        "a common letter": "a",
        "a common word": "the",
        "a common character": common,
        "the same twice": common * 2,
        "two common characters": common + next_one,
        "twelve common words": " ".join(COMMON[:12]),
        "twelve common characters": " ".join(han.words[:12]),
        "a phrase of common words": '"of the"',
        "eleven minuses": "the " + " ".join(f"-{word}" for word in latin.words[30:41]),
        "twelve minuses": " ".join(f"-{word}" for word in latin.words[30:42]),
        "all, the last page": "a&page=9999",
    }
    client = app.test_client()
    print(f"{'':28}{'found':>8}{'search':>9}{'request':>9}")
    everyday = [measure(app, client, name, typed) for name, typed in asked.items()]
    every = everyday + [measure(app, client, name, typed) for name, typed in nastiest.items()]
    print(f"{'everyday, the median':36}{median(everyday):9.1f}")
    print(f"{'of all, the worst':36}{max(every):9.1f}")


def measure(app: Flask, client: FlaskClient, name: str, typed: str) -> float:
    typed, _, page = typed.partition("&page=")
    with app.app_context():
        found, search = timed(partial(run, typed, int(page or 1)))
    asked = {"q": typed, "page": page or "1"}
    _, request = timed(partial(client.get, "/search/", query_string=asked))
    print(f"{name:28}{found:8,}{search:9.1f}{request:9.1f}")
    return search


def run(typed: str, number: int) -> int:
    query, at = parse(typed), clock.now()
    narrowed = filters.narrow(query, at=at, zone="UTC")
    found = results.find(query, narrowed, at=at, number=number).count
    session().rollback()
    return found


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    times, done = [], None
    for _ in range(RUNS):
        started = perf_counter()
        done = work()
        times.append((perf_counter() - started) * 1000)
    return done, min(times)


def made_beginning(latin: Language) -> str:
    """Three letters that begin many words, and are none."""
    words = set(latin.words)
    return next(word[:3] for word in latin.words[30:] if len(word) > 5 and word[:3] not in words)


def write(count: int, latin: Language, han: Language, random: Random) -> None:
    """Past the renderer, which would take most of an hour."""
    with transaction():
        names = [{"id": number, "name": f"tag-{number}"} for number in range(1, 201)]
        tags = [each | {"key": each["name"], "slug": each["name"]} for each in names]
        session().execute(insert(Tag), [each | {"created_at": FIRST} for each in tags])
        works = [
            {
                "id": n,
                "kind": "film" if n % 3 else "book",
                "slug": f"work-{n}",
                "title": f"Work {n}",
                "created_at": FIRST,
                "saved_at": FIRST,
                "filed_as": f"work {n}",
                "version": 1,
            }
            for n in range(1, count // 5 + 1)
        ]
        session().execute(insert(Work), works)
        titles = [
            {"work_id": work["id"], "key": f"{work['slug']}-{n}", "title": title}
            for work in works
            for n, title in enumerate((work["title"], "".join(han.some(4))))
        ]
        session().execute(insert(WorkTitle), titles)
    for start in range(1, count + 1, 500):
        ids = range(start, min(start + 500, count + 1))
        with transaction():
            session().execute(insert(Post), [post(n, latin, han) for n in ids])
            tags = [
                {"post_id": n, "tag_id": tag}
                for n in ids
                for tag in random.sample(range(1, 201), 4)
            ]
            session().execute(insert(PostTag), tags)
            reviews = [
                {"post_id": n, "work_id": n // 5, "verdict_text": " ".join(latin.some(12))}
                for n in ids
                if n % 5 == 0
            ]
            if reviews:
                session().execute(insert(Review), reviews)


def post(number: int, latin: Language, han: Language) -> dict[str, object]:
    is_han = number % 3 == 0
    paragraphs = ["".join(han.some(200)) if is_han else " ".join(latin.some(100)) for _ in range(7)]
    text = "\n".join(paragraphs)
    return {
        "id": number,
        "kind": "post",
        "entry_id": f"tag:bench,{number}",
        "title": "".join(han.some(6)) if is_han else " ".join(latin.some(5)),
        "slug": f"post-{number}",
        "lang": "zh-Hans" if is_han else "en-GB",
        "summary": " ".join(latin.some(12)),
        "excerpt": text[:200],
        "created_at": FIRST,
        "saved_at": FIRST,
        "published_at": FIRST + timedelta(hours=6 * number),
        "source": text,
        "text": text,
        "version": 1,
    }


if __name__ == "__main__":
    main()
