"""What a work cannot be: each field is refused by its name, with a sentence."""

from dataclasses import replace

import pytest

from blog.errors import Refused
from blog.works.checking import refuse_impossible
from blog.works.fields import LinkText, PersonText, TitleText, WorkFields

PLAIN = WorkFields(title="Slow Train")
HIDDEN = "the ||end||"


def refusal(fields: WorkFields) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        refuse_impossible(fields)
    return refused.value.code, str(refused.value.details["field"])


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", HIDDEN),
        ("titles", (TitleText(title="慢车"), TitleText(title=HIDDEN))),
        ("length", HIDDEN),
        ("language", HIDDEN),
        ("watch", HIDDEN),
        ("countries", ("China", HIDDEN)),
        ("people", (PersonText(name=HIDDEN),)),
        ("people", (PersonText(name="Tao Jingyi", role=HIDDEN),)),
        ("links", (LinkText(url="https://example.org/", label=HIDDEN),)),
    ],
)
def test_nothing_that_everybody_reads_has_covers(field: str, typed: object) -> None:
    assert refusal(replace(PLAIN, **{field: typed})) == ("cannot_cover", field)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("lang", "english, mostly"),
        ("titles", (TitleText(title="慢车", lang="no such"),)),
    ],
)
def test_languages_are_tags(field: str, typed: object) -> None:
    assert refusal(replace(PLAIN, **{field: typed})) == ("bad_language", field)


def test_bars_that_cover_nothing_may_stand() -> None:
    refuse_impossible(replace(PLAIN, title="a || b", watch="one | two"))
