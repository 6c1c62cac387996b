"""The names of archives: the same for the same posts, from wherever they are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.feeds import archives
from blog.feeds.archives import SIZE, Cut, Sums

IDS = st.sets(st.integers(1, 10_000), min_size=1, max_size=4 * SIZE)


def cut(number: int, oldest_first: list[int]) -> Cut:
    """As the database is asked for it (blog/feeds/queries.py)."""
    whole = Sums(
        count=len(oldest_first),
        ids=sum(oldest_first),
        squares=sum(each * each for each in oldest_first),
    )
    newest = oldest_first[::-1][: archives.reach(number, len(oldest_first))]
    return Cut(number=number, newest=newest, whole=whole)


def names(oldest_first: list[int]) -> list[str]:
    """The oldest first."""
    last = archives.count(len(oldest_first))
    return [cut(number, oldest_first).name for number in range(1, last + 1)]


@pytest.mark.parametrize("count", [0, 1, 30, 31, 60, 61, 90, 95])
def test_every_part_names_the_next_as_that_names_itself(count: int) -> None:
    ids = list(range(1, count + 1))
    known = names(ids)
    assert cut(0, ids).older == (known[-1] if known else "")
    assert (cut(0, ids).name, cut(0, ids).newer) == ("", "")
    for number, name in enumerate(known, start=1):
        part = cut(number, ids)
        assert part.name == name
        assert part.older == ("" if number == 1 else known[number - 2])
        assert part.newer == ("" if number == len(known) else known[number])


def test_the_parts_hold_all_posts() -> None:
    ids = list(range(1, 96))
    parts = [cut(number, ids).held for number in (0, 3, 2, 1)]
    assert [part[0] for part in parts] == [95, 90, 60, 30]
    assert [len(part) for part in parts] == [SIZE] * 4
    assert sorted(set().union(*parts)) == ids


def test_what_is_added_changes_no_name() -> None:
    before = names(list(range(1, 62)))
    assert names(list(range(1, 200)))[: len(before)] == before


@given(IDS, st.data())
def test_what_is_swapped_among_the_old_changes_all_names_from_there_on(
    ids: set[int], data: st.DataObject
) -> None:
    """One taken back and another slipped in, or two of each; the number of posts is the same."""
    oldest_first = sorted(ids) + list(range(20_000, 20_000 + 2 * SIZE))
    gone = data.draw(st.lists(st.sampled_from(sorted(ids)), min_size=1, max_size=2, unique=True))
    come = data.draw(
        st.lists(
            st.integers(1, 10_000).filter(lambda each: each not in ids),
            min_size=len(gone),
            max_size=len(gone),
            unique=True,
        )
    )
    swapped = list(oldest_first)
    for old, new in zip(gone, come, strict=True):
        swapped[swapped.index(old)] = new
    first = min(oldest_first.index(old) for old in gone) // SIZE
    before, after = names(oldest_first), names(swapped)
    assert after[:first] == before[:first]
    assert all(old != new for old, new in zip(before[first:], after[first:], strict=True))
