"""What followers' choices do when a tag becomes another: they move with it."""

from sqlalchemy import delete, select, update

from blog.db import session
from blog.following.models import FollowerSubject, FollowRequest
from blog.topics.events import TagMerged


def tag_merged(fact: TagMerged) -> None:
    """Whoever chose or left out the one has the other from now on.

    Of somebody who chose the one and left out the other, the choice stays: left out as well, it
    would bring nothing at all, and they asked for something.
    """
    chosen_by = _followers_with(fact.tag_id, fact.into_id, is_excluded=False)
    session().execute(
        delete(FollowerSubject).where(
            FollowerSubject.tag_id.in_((fact.tag_id, fact.into_id)),
            FollowerSubject.is_excluded,
            FollowerSubject.follower_id.in_(chosen_by),
        )
    )
    for is_excluded in (False, True):
        _move(fact, is_excluded=is_excluded)
    _move_in_requests(fact)


def _move(fact: TagMerged, *, is_excluded: bool) -> None:
    """Where both were there, the row of the one goes with it."""
    session().execute(
        update(FollowerSubject)
        .where(
            FollowerSubject.tag_id == fact.tag_id,
            FollowerSubject.is_excluded == is_excluded,
            FollowerSubject.follower_id.not_in(
                _followers_with(fact.into_id, is_excluded=is_excluded)
            ),
        )
        .values(tag_id=fact.into_id),
        execution_options={"synchronize_session": False},
    )


def _followers_with(*tag_ids: int, is_excluded: bool) -> list[int]:
    """The numbers themselves: a table that is changed cannot be asked by every database."""
    found = select(FollowerSubject.follower_id).where(
        FollowerSubject.tag_id.in_(tag_ids), FollowerSubject.is_excluded == is_excluded
    )
    return list(session().scalars(found))


def _move_in_requests(fact: TagMerged) -> None:
    """There are as many as came in within two weeks."""
    before, after = ["tag", fact.tag_id], ["tag", fact.into_id]
    for asked in session().scalars(select(FollowRequest)):
        moved = {
            part: [after if pair == before else pair for pair in asked.choice[part]]
            for part in ("subjects", "excluded")
        }
        if any(moved[part] != asked.choice[part] for part in moved):
            asked.choice = asked.choice | moved
    session().flush()
