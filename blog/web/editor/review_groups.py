"""The reviews of a piece in its form: a group of controls for each, `reviews-0-work` and so on.

Each control is a field of the form by itself, so that what is wrong with it stands beside it.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField, TextAreaField

from blog.web.editor.stepping import moved
from blog.web.forms import Form, with_plain_newlines
from blog.works.fields import ReviewText

# What a browser sends of a box that is ticked.
_TICKED: Final = "yes"
_NAME: Final = re.compile(r"reviews-(\d{1,4})-(\w+)", re.ASCII)
# Stands for all groups that were sent, also where none of them is left.
_ALL: Final = "reviews"
LABELS: Final = {
    "work": "Work",
    "kind": "Kind",
    "rating": "Rating",
    "verdict": "Verdict",
    "seen_on": "Seen on",
    "seen_where": "Where",
    "is_again": "Seen again",
}


class FormWithReviews(Form):
    """A form with any number of reviews, and an empty group behind them, to begin another.

    Groups come in the order of their numbers, after the step that `move` names (stepping.py), and
    empty ones are none: of `reviews-3-work` alone comes one review, number 0. What is not sent of a
    group is empty; a form that sends no group at all leaves the reviews as they are.
    """

    review_count = 0

    class Meta(Form.Meta):
        """Reads the groups with their gaps closed."""

        def wrap_formdata(self, form: Form, formdata: Any) -> MultiDict[str, str] | None:
            sent = super().wrap_formdata(form, formdata)
            return None if sent is None else _without_gaps(sent, prefix=form._prefix)

    def process(
        self, formdata: Any = None, obj: Any = None, data: Any = None, **given: Any
    ) -> None:
        sent = self.meta.wrap_formdata(self, formdata)
        names = [name.removeprefix(self._prefix) for name in sent or ()]
        shown = {**(data or {}), **given}
        if _ALL in names:
            shown = {name: value for name, value in shown.items() if not _NAME.fullmatch(name)}
        self.review_count = len(_numbers([*names, *shown]))
        for number in range(self.review_count + 1):
            for part, label in LABELS.items():
                self._add(f"reviews-{number}-{part}", _field(part, label))
        super().process(formdata, obj, shown)

    def groups(self) -> list[dict[str, Field]]:
        """Of each review, and of the one that may be begun, the fields by what they hold."""
        return [
            {part: self[f"reviews-{number}-{part}"] for part in LABELS}
            for number in range(self.review_count + 1)
        ]

    def has_review_errors(self) -> bool:
        return any(field.errors for group in self.groups() for field in group.values())

    def reviews(self) -> tuple[ReviewText, ...]:
        return tuple(
            _review({part: field.data or "" for part, field in group.items()})
            for group in self.groups()[: self.review_count]
        )

    def _add(self, name: str, field: Any) -> None:
        bound = {"name": name, "prefix": self._prefix, "translations": None}
        self._fields[name] = self.meta.bind_field(self, field, bound)


def values(reviews: Iterable[ReviewText]) -> dict[str, str]:
    """What the form shows of reviews, by the names of its controls."""
    return {_ALL: ""} | {
        f"reviews-{number}-{part}": (_TICKED if value else "") if part == "is_again" else value
        for number, review in enumerate(reviews)
        for part, value in vars(review).items()
    }


def _field(part: str, label: str) -> Any:
    kind = TextAreaField if part == "verdict" else StringField
    return kind(label, default="", filters=[with_plain_newlines])


def _review(typed: dict[str, str]) -> ReviewText:
    return ReviewText(
        work=" ".join(typed["work"].split()),
        kind=typed["kind"] or ReviewText.kind,
        rating=typed["rating"].strip(),
        verdict=typed["verdict"],
        seen_on=typed["seen_on"].strip(),
        seen_where=typed["seen_where"].strip(),
        is_again=bool(typed["is_again"]),
    )


def _numbers(names: Iterable[str]) -> list[int]:
    """The numbers of the groups that these names are of, ascending."""
    return sorted({int(found[1]) for name in names if (found := _NAME.fullmatch(name))})


def _without_gaps(sent: MultiDict[str, str], *, prefix: str) -> MultiDict[str, str]:
    """The same form with its groups counted from 0 on, and none of them empty."""
    groups: dict[int, dict[str, str]] = {}
    rest: list[tuple[str, str]] = []
    for name, value in sent.items(multi=True):
        found = _NAME.fullmatch(name.removeprefix(prefix)) if name.startswith(prefix) else None
        if found:
            groups.setdefault(int(found[1]), {})[found[2]] = value
        else:
            rest.append((name, value))
    if not groups:
        return sent
    filled = [number for number in sorted(groups) if not _is_empty(groups[number])]
    named = [
        (f"{prefix}reviews-{place}-{part}", value)
        for place, number in enumerate(moved(filled, sent.get("move", ""), key=int))
        for part, value in groups[number].items()
    ]
    return MultiDict([*rest, (prefix + _ALL, ""), *named])


def _is_empty(group: dict[str, str]) -> bool:
    """A kind is always chosen, and a tick alone says nothing."""
    said = (text for part, text in group.items() if part not in {"kind", "is_again"})
    return not any(text.strip() for text in said)
