"""A follower's choice as rows, and a request's as JSON. Both name tags and themes by number, and
forget those that are gone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import delete, select

from blog.db import session
from blog.errors import Refused
from blog.following.models import Follower, FollowerSubject
from blog.subjects.choice import Choice, Subject
from blog.subjects.terms import SubjectKind
from blog.topics.models import Tag, Theme

MOST_SUBJECTS: Final = 100

_ROWS: Final = select(
    FollowerSubject.follower_id,
    FollowerSubject.is_excluded,
    FollowerSubject.tag_id,
    FollowerSubject.theme_id,
    FollowerSubject.work_kind,
)

_PARTS: Final = ("subjects", "excluded")


def refuse_unusable(choice: Choice) -> None:
    """:raises Refused: "nothing_chosen" or "too_much_chosen", for the field `what`."""
    if not choice.is_everything and not choice.subjects:
        raise Refused(
            "nothing_chosen",
            "Pick at least one theme or tag, or take everything.",
            {"field": "what"},
        )
    count = len(choice.subjects) + len(choice.excluded)
    if count > MOST_SUBJECTS:
        raise Refused(
            "too_much_chosen",
            f"These are {count} subjects; at most {MOST_SUBJECTS} fit one follower.",
            {"field": "what"},
        )


def write(follower: Follower, choice: Choice) -> None:
    """Let the follower have chosen exactly this."""
    refuse_unusable(choice)
    follower.is_everything, follower.is_all = choice.is_everything, choice.is_all
    session().execute(delete(FollowerSubject).where(FollowerSubject.follower_id == follower.id))
    session().add_all(_rows(follower.id, choice.subjects, is_excluded=False))
    session().add_all(_rows(follower.id, choice.excluded, is_excluded=True))
    session().flush()


def of(follower: Follower) -> Choice:
    return of_all([follower.id])[follower.id]


def of_all(follower_ids: Collection[int]) -> dict[int, Choice]:
    """What each of them chose. Two queries, however many."""
    wholes = select(Follower.id, Follower.is_everything, Follower.is_all)
    followers = session().execute(wholes.where(Follower.id.in_(follower_ids))).all()
    rows = session().execute(_ROWS.where(FollowerSubject.follower_id.in_(follower_ids)))
    chosen: dict[int, set[Subject]] = {follower.id: set() for follower in followers}
    excluded: dict[int, set[Subject]] = {follower.id: set() for follower in followers}
    for follower_id, is_excluded, tag_id, theme_id, work_kind in rows:
        found = subject(tag_id, theme_id, work_kind)
        (excluded if is_excluded else chosen)[follower_id].add(found)
    return {
        follower.id: Choice(
            is_everything=follower.is_everything,
            is_all=follower.is_all,
            subjects=frozenset(chosen[follower.id]),
            excluded=frozenset(excluded[follower.id]),
        )
        for follower in followers
    }


def subject(tag_id: int | None, theme_id: int | None, work_kind: str | None) -> Subject:
    """What one row of `FollowerSubject` names: one of the three, and the others are None."""
    if tag_id is not None:
        return Subject("tag", tag_id)
    return Subject("kind", work_kind or "") if theme_id is None else Subject("theme", theme_id)


def can_be_joined(one: Choice, other: Choice) -> bool:
    """Two choices of which one wants several subjects at once cannot be said as one choice."""
    return not (one.is_all or other.is_all)


def both(one: Choice, other: Choice) -> Choice:
    """What somebody wants who adds one to the other. What either leaves out stays left out, unless
    it was chosen.
    """
    subjects = one.subjects | other.subjects
    return Choice(
        is_everything=one.is_everything or other.is_everything,
        subjects=subjects,
        excluded=(one.excluded | other.excluded) - subjects,
    )


def to_json(choice: Choice) -> dict[str, Any]:
    return {
        "everything": choice.is_everything,
        "all": choice.is_all,
        "subjects": _pairs(choice.subjects),
        "excluded": _pairs(choice.excluded),
    }


def from_json(kept: Mapping[str, Any]) -> Choice:
    """What `to_json` was given, without the tags and themes that are gone since, and with none both
    chosen and left out, as merging tags may have it. Two queries at most.
    """
    return all_from_json([kept])[0]


def all_from_json(kept: Sequence[Mapping[str, Any]]) -> list[Choice]:
    """The same for many. Two queries at most, however many."""
    there = _still_there({each for one in kept for part in _PARTS for each in _subjects(one[part])})

    def choice(one: Mapping[str, Any]) -> Choice:
        subjects, excluded = (_subjects(one[part]) & there for part in _PARTS)
        return Choice(
            is_everything=one["everything"],
            is_all=one["all"],
            subjects=subjects,
            excluded=excluded - subjects,
        )

    return [choice(one) for one in kept]


def _pairs(subjects: Collection[Subject]) -> list[list[int | str]]:
    return sorted([each.kind, each.id] for each in subjects)


def _subjects(pairs: Iterable[tuple[SubjectKind, int | str]]) -> frozenset[Subject]:
    return frozenset(Subject(kind, number) for kind, number in pairs)


def _still_there(subjects: Collection[Subject]) -> frozenset[Subject]:
    models: tuple[tuple[SubjectKind, type[Tag | Theme]], ...] = (("tag", Tag), ("theme", Theme))
    there = {each for each in subjects if each.kind == "kind"}
    for kind, model in models:
        numbers = [each.id for each in subjects if each.kind == kind]
        if numbers:
            found = session().scalars(select(model.id).where(model.id.in_(numbers)))
            there |= {Subject(kind, number) for number in found}
    return frozenset(there)


def _rows(
    follower_id: int, subjects: Collection[Subject], *, is_excluded: bool
) -> list[FollowerSubject]:
    return [
        FollowerSubject(
            follower_id=follower_id,
            tag_id=each.id if each.kind == "tag" else None,
            theme_id=each.id if each.kind == "theme" else None,
            work_kind=each.id if each.kind == "kind" else None,
            is_excluded=is_excluded,
        )
        for each in subjects
    ]
