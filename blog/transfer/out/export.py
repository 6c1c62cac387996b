"""Everything that was written, file by file: to a folder, or into an archive as it is sent.

One reading transaction holds from the first file to the last, so that all of it is of one moment;
nobody who writes has to wait. No more than some pieces are in memory at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from blog.db import session
from blog.media.models import Picture
from blog.posts.models import Post
from blog.settings import queries as settings
from blog.transfer.out import blog_files, pictures, pieces, themes, works

_KNOWN_FILES: Final = 5


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file of the export: `data`, or a picture, copied from `path` below the media folder."""

    name: str
    data: bytes = b""
    picture: str = ""


def members(*, media: Path) -> Iterator[Member]:
    """The texts first, then the pictures they mean. A picture whose file is gone is left out."""
    blog = settings.current()
    found, shelves = pictures.of_the_library(), pieces.shelves(zone=blog.time_zone)
    yield Member(name="README.md", data=blog_files.readme(blog))
    yield Member(name="blog.yaml", data=blog_files.blog_yaml(blog))
    for text in pieces.texts(found, shelves):
        yield Member(name=text.path, data=text.data)
    for text in themes.texts(found):
        yield Member(name=text.path, data=text.data)
    for name, data in (
        ("tags.yaml", blog_files.tags_yaml()),
        (works.TABLE, works.all_of_them(shelves.works)),
        (pictures.TABLE, pictures.described(found.whole_library())),
        ("redirects.txt", blog_files.redirects_txt()),
    ):
        if data:
            yield Member(name=name, data=data)
    for name, path in found.at.items():
        if (media / path).is_file():
            yield Member(name=name, picture=path)


def count() -> int:
    """About how many files there will be, for those who watch."""
    pieces_count = session().scalar(select(func.count(Post.id))) or 0
    pictures_count = session().scalar(select(func.count(Picture.id))) or 0
    return _KNOWN_FILES + pieces_count + pictures_count


def byte_count() -> int:
    """About how large all of it is: the pictures, since a text weighs little beside them."""
    return session().scalar(select(func.sum(Picture.byte_count))) or 0
