"""What is sealed is read with the same secret and for the same purpose, and by nobody else."""

from blog import sealing

SECRET = "a secret for tests, long enough to be taken"


def test_what_was_sealed_is_read_again() -> None:
    sealed = sealing.seal("letters", "第九排", secret=SECRET)
    assert "第九排" not in sealed
    assert sealing.unseal("letters", sealed, secret=SECRET) == "第九排"


def test_nothing_else_opens_it() -> None:
    sealed = sealing.seal("letters", "ABC", secret=SECRET)
    assert sealing.unseal("others", sealed, secret=SECRET) is None
    assert sealing.unseal("letters", sealed, secret=SECRET + "!") is None
    assert sealing.unseal("letters", sealed[:-4], secret=SECRET) is None
    assert sealing.unseal("letters", "", secret=SECRET) is None
