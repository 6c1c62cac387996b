"""A field of lines with several controls each, such as the titles of a work and their languages."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, ValidationError
from wtforms.form import BaseForm


class RowsField(Field):
    """`data` is a list with a dict for each line, its texts by part. `people-0-name` and
    `people-0-role` are the controls of the first; a line without any text is none, and one without
    the part that it `needs` is refused, which people know by the name `called`.
    """

    def __init__(
        self, label: str, *, parts: tuple[str, ...], needs: str, called: str, **given: Any
    ) -> None:
        super().__init__(label, **given)
        self.parts, self.needs, self.called = parts, needs, called

    def process_data(self, value: Iterable[Mapping[str, str]] | None) -> None:
        self.data = [dict(row) for row in value or ()]

    def process(self, formdata: Any, *given: Any, **more: Any) -> None:
        super().process(None, *given, **more)
        sent = self._sent(formdata or MultiDict())
        if sent:
            rows = [sent[number] for number in sorted(sent)]
            self.data = [row for row in rows if any(text.strip() for text in row.values())]

    def pre_validate(self, form: BaseForm) -> None:
        for row in self.data:
            if not row[self.needs].strip():
                alone = " ".join(text.strip() for text in row.values() if text.strip())
                raise ValidationError(
                    f"“{alone:.40}” stands alone. Write the {self.called} beside it, "
                    "or empty the line."
                )

    def blank(self, count: int) -> list[dict[str, str]]:
        """So many lines more, to type in."""
        return [dict.fromkeys(self.parts, "") for _ in range(count)]

    def _sent(self, formdata: MultiDict[str, str]) -> dict[int, dict[str, str]]:
        name = re.compile(rf"{re.escape(self.name)}-(\d{{1,4}})-({'|'.join(self.parts)})", re.ASCII)
        rows: dict[int, dict[str, str]] = {}
        for control, text in formdata.items():
            if found := name.fullmatch(control):
                row = rows.setdefault(int(found[1]), dict.fromkeys(self.parts, ""))
                row[found[2]] = text
        return rows
