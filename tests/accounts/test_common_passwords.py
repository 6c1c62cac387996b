"""Common passwords are known in all their clothes, and what people make up is not one."""

import random
import string
from itertools import islice

import pytest

from blog.accounts.common_passwords import is_common


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2024!",
        "p@ssw0rd2024",
        "$unshine2020!",
        "iloveyou2023",
        "sunshine!!!!1",
        "2024 password!",
        "passwordpassword",
        "letmein letmein",
        "adminadmin12",
        "michael19851985",
        "monkey123456789",
        "Liverpool2005",
        "leavemealone",
    ],
)
def test_a_common_one_is_known_with_what_people_put_around_it(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "qwertyuiop12",
        "qwertyqwerty",
        "asdfghjkl123",
        "1qaz2wsx3edc",
        "zaq12wsxcde3",
        "1q2w3e4r5t6y",
        "azertyuiop12",
        "йцукенгшщзхъ",
        "abcdefghijkl",
        "987654321012",
        "aaaabbbbcccc",
    ],
)
def test_a_run_along_the_keys_needs_no_list(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "nine lamps in the snow",
        "ten lamps, no snow",
        "correct horse battery staple",
        "password of the stationmaster",
        "un soir de neige",
        "sunshine93746128",
        "慢车到雪岭，没有第二个人上车。",
        "ночной поезд в горы",
    ],
)
def test_what_people_make_up_is_not_one(password: str) -> None:
    assert not is_common(password)


def test_what_a_machine_makes_up_is_hardly_ever_one() -> None:
    made_up = random.Random(7)
    letters = string.ascii_letters + string.digits
    texts = ("".join(made_up.choices(letters, k=12)) for _ in iter(int, 1))
    assert sum(map(is_common, islice(texts, 5000))) <= 3


def test_a_long_one_is_read_to_its_end() -> None:
    assert not is_common("a night at the pictures, " * 40 + "x")
