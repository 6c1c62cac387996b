"""What is kept of where a form came from."""

from datetime import UTC, datetime, timedelta

import pytest

from blog.following.networks import digest

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def of(address: str, *, secret: str = "s", at: datetime = AT) -> str:
    return digest(address, secret=secret, at=at)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("192.0.2.1", "::ffff:192.0.2.9", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("", "192.0.2.1", False),
    ],
)
def test_neighbours_are_one_network(one: str, other: str, is_same: bool) -> None:
    assert (of(one) == of(other)) is is_same


def test_it_means_nothing_on_another_day_or_without_the_secret() -> None:
    known = of("192.0.2.1")
    assert "192.0" not in known
    assert len(known) == 64
    assert of("192.0.2.1", at=AT + timedelta(days=1)) != known
    assert of("192.0.2.1", secret="another") != known
