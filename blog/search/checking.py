"""Whether the index holds what it should, and making it so: for `blog doctor` and `blog init`."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from blog.db import session, transaction
from blog.posts.models import Post
from blog.search import index
from blog.search.engine import engine
from blog.search.models import SearchRow


def faults() -> list[str]:
    """What is wrong, a sentence each; none where every post can be found by what it says."""
    missing = set(session().scalars(index.outdated()))
    kept = session().scalars(select(SearchRow.post_id)).all()
    different = {post_id for ids in _batches(kept) for post_id in _different(ids)} - missing
    found = []
    if missing:
        found.append(f"{_pieces(len(missing))} not in the search index.")
    if different:
        found.append(f"{_pieces(len(different))} in the search index with another text.")
    with transaction():
        if not engine().is_whole():
            found.append("The search index is damaged.")
    return found


def fill() -> Iterator[int]:
    """Write the rows that are missing or were made in another way, a transaction for each batch.

    Says after each how many are done.
    """
    done = 0
    for ids in _batches(session().scalars(index.outdated()).all()):
        with transaction():
            index.put(ids)
        done += len(ids)
        yield done


def rebuild() -> None:
    """Make every row, and the index over them, as they should be."""
    for ids in _batches(session().scalars(select(Post.id)).all()):
        with transaction():
            index.put(ids)
    with transaction():
        engine().rebuild()


def _different(post_ids: Sequence[int]) -> list[int]:
    wanted, kept = index.wanted(post_ids), index.kept(post_ids)
    return [post_id for post_id in post_ids if wanted.get(post_id) != kept[post_id]]


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), index.BATCH):
        yield ids[start : start + index.BATCH]


def _pieces(count: int) -> str:
    return "One piece is" if count == 1 else f"{count:,} pieces are"
