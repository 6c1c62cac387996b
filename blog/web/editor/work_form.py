"""The form of a work: everything about it that is not the opinion of a piece."""

from dataclasses import asdict
from typing import Any

from wtforms import HiddenField, StringField

from blog.web.editor import tag_list
from blog.web.editor.rows_field import RowsField
from blog.web.forms import Form
from blog.web.numbers import whole_number
from blog.works.fields import LinkText, PersonText, TitleText, WorkFields


class WorkForm(Form):
    title = StringField("Title")
    lang = StringField("Language of the title")
    titles = RowsField("Other titles", parts=("title", "lang"), needs="title", called="title")
    kind = StringField("Kind", default="film")
    year = StringField("Year")
    countries = StringField("Countries")
    people = RowsField("People", parts=("role", "name"), needs="name", called="name")
    length = StringField("Length")
    language = StringField("Language")
    watch = StringField("Where to watch")
    links = RowsField("Links", parts=("url", "label"), needs="url", called="address")
    wikidata = StringField("Wikidata")
    imdb = StringField("IMDb")
    tmdb = StringField("TMDB")
    isbn = StringField("ISBN")
    slug = StringField("Address")
    version = HiddenField()

    def based_on(self) -> int:
        """The version it was typed over; 0, which no work has, when that is not known."""
        return whole_number(self.version.data) or 0

    def fields(self) -> WorkFields:
        return WorkFields(
            title=self.title.data or "",
            lang=(self.lang.data or "").strip(),
            titles=tuple(TitleText(**row) for row in _stripped(self.titles)),
            kind=self.kind.data or "",
            year=self.year.data or "",
            countries=tag_list.split(self.countries.data or ""),
            people=tuple(PersonText(**row) for row in _stripped(self.people)),
            length=self.length.data or "",
            language=self.language.data or "",
            watch=self.watch.data or "",
            wikidata=self.wikidata.data or "",
            imdb=self.imdb.data or "",
            tmdb=self.tmdb.data or "",
            isbn=self.isbn.data or "",
            links=tuple(LinkText(**row) for row in _stripped(self.links)),
            slug=(self.slug.data or "").strip(),
        )


def values(fields: WorkFields) -> dict[str, Any]:
    """What the form shows of a work."""
    return asdict(fields) | {"countries": tag_list.join(fields.countries)}


def _stripped(field: RowsField) -> list[dict[str, str]]:
    return [{part: text.strip() for part, text in row.items()} for row in field.data]
