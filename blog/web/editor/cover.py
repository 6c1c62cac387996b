"""A cover in a form: one of the stored pictures, with the words for it."""

from wtforms import StringField, ValidationError

from blog.db import session
from blog.media.models import Picture
from blog.web.forms import Form
from blog.web.numbers import whole_number

# More would make the form slow to read; the one chosen before is always among them.
MOST_TO_CHOOSE_FROM = 48


class FormWithCover(Form):
    cover = StringField("Cover")
    cover_alt = StringField("Words for the cover")

    def validate_cover(self, field: StringField) -> None:
        cover_id = self.cover_id()
        if field.data and (cover_id is None or session().get(Picture, cover_id) is None):
            raise ValidationError("That picture is not here any more. Choose another, or none.")

    def cover_id(self) -> int | None:
        return whole_number(self.cover.data)
