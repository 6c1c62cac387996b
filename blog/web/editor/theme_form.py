"""The form of a theme, and the order of its pieces: number fields and a button for each step."""

from dataclasses import replace

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField, TextAreaField

from blog.characters import legal
from blog.posts.on_desk import Line, Piece
from blog.topics.models import CLOTHS, Theme
from blog.topics.themes import ThemeFields
from blog.web.editor.cover import FormWithCover
from blog.web.editor.stepping import moved
from blog.web.forms import with_plain_newlines
from blog.web.numbers import whole_number


class ThemeForm(FormWithCover):
    title = StringField("Name")
    tagline = StringField("One line")
    slug = StringField("Address")
    cloth = StringField("Cloth", default=CLOTHS[0])
    source = TextAreaField("Essay", filters=[with_plain_newlines])
    version = HiddenField()

    def based_on(self) -> int:
        """The version the text was based on; 0, which no theme has, when that is not known."""
        return whole_number(self.version.data) or 0

    def fields(self) -> ThemeFields:
        return ThemeFields(
            title=self.title.data or "",
            tagline=self.tagline.data or "",
            slug=(self.slug.data or "").strip(),
            cloth=self.cloth.data or "",
            source=self.source.data or "",
            cover_id=self.cover_id(),
            cover_alt=self.cover_alt.data or "",
        )


def values(theme: Theme) -> dict[str, str]:
    """What the form shows for a stored theme."""
    return {
        "title": theme.title,
        "tagline": theme.tagline,
        "slug": theme.slug,
        "cloth": theme.cloth,
        "source": theme.source,
        "cover": str(theme.cover_id or ""),
        "cover_alt": theme.cover_alt,
    }


def arranged(stored: list[Line], others: list[Piece]) -> list[Line]:
    """The order that was sent, with its notes; what came under the theme since goes to the end."""
    form = request.form
    there = {line.piece.id: line for line in stored}
    numbers = dict.fromkeys(whole_number(text) for text in form.getlist("piece"))
    sent = [number for number in numbers if number in there]
    ordered = _by_number(sent, form)
    lines = [
        replace(
            there[piece_id],
            note=legal(form.get(f"note-{piece_id}", there[piece_id].note)),
            is_start=form.get("start") == str(piece_id),
        )
        for piece_id in ordered
    ]
    lines += [line for line in stored if line.piece.id not in sent]
    lines += [Line(piece=piece) for piece in others if form.get("add") == str(piece.id)]
    return moved(lines, form.get("move", ""), key=lambda line: line.piece.id)


def _by_number(piece_ids: list[int], form: MultiDict[str, str]) -> list[int]:
    """Sorted by the numbers typed beside them. A piece given the number of another comes to stand
    in its place, whichever way it went."""

    def place(piece_id: int) -> tuple[int, int]:
        stood = piece_ids.index(piece_id) + 1
        wanted = whole_number(form.get(f"position-{piece_id}")) or stood
        return wanted, (wanted > stood) - (wanted < stood)

    return sorted(piece_ids, key=place)
