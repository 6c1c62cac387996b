"""A blog of many pieces within a minute: 200 are imported, and their rows copied for the others.

The copies have numbers, dates, addresses, tags, works and people of their own, as if the importer
had read them (bench/importing.py); rendering 20,000 pieces would take the better part of an hour.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bench.importing import FIRST, NOW, PEOPLE, fill, work_of, work_title
from blog import alphabet, slugs
from blog.config import Settings
from blog.db import Model, session, transaction
from blog.media.jobs import make_sizes
from blog.media.models import Picture
from blog.posts.models import Post, PostPicture, Revision
from blog.search import checking
from blog.topics.models import PostTag, Tag
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder
from blog.works.models import Credit, Person, Review, Work, WorkCountry, WorkTitle

IMPORTED = 200
BATCH = 500
Row = dict[str, Any]


def write(count: int, *, folder: Path, installation: Settings) -> None:
    """Into a migrated database with nothing in it, within an application context."""
    fill(folder, min(count, IMPORTED), picture_every=100)
    import_folder(Folder(folder.resolve()), installation=installation, at=NOW)
    for picture_id in session().scalars(select(Picture.id)).all():
        make_sizes(picture_id, folder=installation.media, at=NOW)
    if count > IMPORTED:
        with transaction():
            write_names(count)
        for start in range(IMPORTED, count, BATCH):
            with transaction():
                write_posts(range(start, min(start + BATCH, count)))
        for _ in checking.fill():
            pass


def write_names(count: int) -> None:
    """Tags, people and works that the imported pieces did not have."""
    tag, person, work = (rows(model)[0] for model in (Tag, Person, Work))
    tags = [f"nook {number}" for number in range(IMPORTED // 20, -(-count // 20))]
    insert_all(Tag, (tag | {"id": None, "slug": slugs.slugify(t), **named(t)} for t in tags))
    people = [f"Person {number}" for number in range(IMPORTED // 2, min(PEOPLE, count // 2))]
    insert_all(
        Person, (person | {"id": None, "slug": slugs.slugify(p), **named(p)} for p in people)
    )
    ids = dict(session().execute(select(Person.name, Person.id)).all())
    works = range(IMPORTED // 2, count // 2)
    insert_all(Work, (work | work_row(number) for number in works))
    insert_all(WorkTitle, (title_row(number) for number in works))
    countries = rows(WorkCountry)[0]
    insert_all(WorkCountry, (countries | {"work_id": number + 1} for number in works))
    insert_all(
        Credit,
        (
            {
                "work_id": number + 1,
                "person_id": ids[f"Person {number % PEOPLE}"],
                "role": "director",
                "position": 0,
            }
            for number in works
        ),
    )


def write_posts(numbers: Sequence[int]) -> None:
    made, tags = templates(), dict(session().execute(select(Tag.name, Tag.id)).all())
    parts: dict[type[Model], list[Row]] = defaultdict(list)
    for number in numbers:
        old, beside = made[number % IMPORTED]
        title = f"Film: Number {number} (慢车) — A Journey"
        published_at = FIRST + timedelta(hours=6 * number)
        parts[Post].append(
            old
            | {
                "id": number + 1,
                "entry_id": f"tag:bench,{number}",
                "title": title,
                "slug": slugs.slugify(title),
                "published_at": published_at,
                "source_path": None,
                "imported": None,
            }
        )
        mine = {"post_id": number + 1}
        for model, theirs in beside.items():
            parts[model] += [row | mine for row in theirs]
        parts[Revision][-1] |= {"id": None, "saved_at": published_at}
        parts[Review][-1]["work_id"] = work_of(number) + 1
        parts[PostTag][-1]["tag_id"] = tags[f"nook {number // 20}"]
    for model, new in parts.items():
        insert_all(model, new)


def templates() -> list[tuple[Row, dict[type[Model], list[Row]]]]:
    """Each imported piece, oldest first, with the rows beside it; its own tag stands last."""
    posts = sorted(rows(Post), key=lambda row: row["published_at"])[:IMPORTED]
    beside: dict[int, dict[type[Model], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for model in (PostTag, PostPicture, Review, Revision):
        for row in sorted(rows(model), key=lambda row: row.get("position", 0)):
            beside[row["post_id"]][model].append(row)
    return [(post, beside[post["id"]]) for post in posts]


def work_row(number: int) -> Row:
    title = work_title(number)
    filed = {"filed_as": alphabet.filed_as(title), "year": 1950 + number % 75}
    return {"id": number + 1, "title": title, "slug": slugs.slugify(title), **filed}


def title_row(number: int) -> Row:
    title = work_title(number)
    return {"work_id": number + 1, "title": title, "key": slugs.fold(title), "position": 0}


def named(name: str) -> Row:
    return {"name": name, "key": slugs.fold(name)}


def rows(model: type[Model]) -> list[Row]:
    return [dict(row) for row in session().execute(select(model.__table__)).mappings()]


def insert_all(model: type[Model], new: Iterator[Row] | Sequence[Row]) -> None:
    if found := list(new):
        without = [{k: v for k, v in row.items() if k != "id" or v is not None} for row in found]
        session().execute(insert(model.__table__), without)
