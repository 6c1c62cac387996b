"""Which passwords are refused and why, and how the others are kept."""

from threading import Barrier, Thread

import pytest
from argon2 import PasswordHasher

from blog.accounts import passwords
from blog.errors import Refused

NAMES = ("ada", "Ada Winter", "ada@blog.example", "The Ninth Lamp on the Left")


@pytest.mark.parametrize(
    "password",
    [
        "nine lamps in the snow",
        "qX7!fT2#mW9z",
        "慢车到雪岭，没有第二个人上车。",
        "Ada Winter, late",
        "a night at the pictures, " * 40,
    ],
)
def test_good_passwords_are_taken(password: str) -> None:
    passwords.check(password, not_like=NAMES)


@pytest.mark.parametrize(
    ("password", "code", "sentence"),
    [
        ("", "password_short", "has 0 characters. Take at least 12"),
        ("eleven char", "password_short", "has 11 characters. Take at least 12"),
        ("a" * 1025, "password_long", "has 1025 characters; at most 1024 fit"),
        ("ADA@BLOG.example", "password_is_a_name", "a name that everybody can read"),
        ("theninthlampontheleft", "password_is_a_name", "a name that everybody can read"),
        ("The  Ninth Lamp on the Left", "password_is_a_name", "a name that everybody can read"),
        ("TheNinthLampOnTheLeft2026!", "password_is_a_name", "a name that everybody can read"),
        ("Ada@Blog.example1", "password_is_a_name", "a name that everybody can read"),
        ("Password2024!", "password_common", "one of those that are tried first"),
        ("aaaaaaaaaaaa", "password_repeats", "repeats the same few characters"),
        ("123 123 123 123", "password_repeats", "at least 5 different ones"),
    ],
)
def test_bad_passwords_are_refused_with_a_sentence(password: str, code: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        passwords.check(password, not_like=NAMES, field="new")
    assert refused.value.code == code
    assert sentence in refused.value.message
    assert refused.value.details == {"field": "new"}
    assert not password or password not in refused.value.message


def test_a_password_opens_what_it_closed() -> None:
    kept = passwords.hash_("nine lamps in the snow")
    assert passwords.is_right("nine lamps in the snow", kept)
    assert not passwords.is_right("nine lamps in the rain", kept)
    assert kept != passwords.hash_("nine lamps in the snow"), "each has a salt of its own"


def test_nobody_has_no_password() -> None:
    assert not passwords.is_right("the password of nobody", None)
    assert not passwords.is_right("", None)


def test_two_keyboards_give_one_password() -> None:
    kept = passwords.hash_("caf\u00e9 under the snow")
    assert passwords.is_right("cafe\u0301 under the snow", kept)


def test_it_is_argon2id_at_nineteen_mebibytes() -> None:
    assert passwords.hash_("nine lamps in the snow").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_of_other_parameters_is_outdated_but_right() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("nine lamps in the snow")
    assert passwords.is_outdated(old)
    assert passwords.is_right("nine lamps in the snow", old)
    assert not passwords.is_outdated(passwords.hash_("nine lamps in the snow"))


def test_a_burst_of_logins_is_answered_in_turn() -> None:
    """More threads than slots: all come through, with the right answers."""
    kept = passwords.hash_("nine lamps in the snow")
    start, answers = Barrier(6), []

    def ask(password: str) -> None:
        start.wait()
        answers.append((password, passwords.is_right(password, kept)))

    asked = ["nine lamps in the snow", "nine lamps in the rain"] * 3
    threads = [Thread(target=ask, args=(password,)) for password in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == sorted((password, "snow" in password) for password in asked)
