"""What a post is at a moment follows from its times alone."""

from datetime import UTC, datetime, timedelta

import pytest

from blog.posts.models import Post, Status

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("times", "status"),
    [
        ({}, Status.DRAFT),
        ({"published_at": NOON}, Status.LIVE),
        ({"published_at": NOON + HOUR}, Status.SCHEDULED),
        ({"published_at": NOON - HOUR, "withdrawn_at": NOON}, Status.WITHDRAWN),
        ({"published_at": NOON - HOUR, "withdrawn_at": NOON, "trashed_at": NOON}, Status.TRASHED),
        ({"trashed_at": NOON}, Status.TRASHED),
    ],
)
def test_status(times: dict[str, datetime], status: Status) -> None:
    post = Post(title="A piece", **times)
    assert post.status(NOON) is status
    assert post.is_live(NOON) is (status is Status.LIVE)
