"""Whether what is covered stays covered: in the text, and in the lines that everybody reads."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from blog.markdown.parts import Parts, Place
from blog.posts.fields import Fields
from blog.posts.preflight.findings import Finding, fine, look
from blog.posts.preflight.given_away import given_away
from blog.posts.preflight.telling import endings_told

# A list that is too long to read is not read.
_MOST_TOLD: Final = 5
# Where words stand open, by the field they are typed in.
_FIELDS: Final[dict[str, str]] = {
    "title": "in the title",
    "summary": "in the summary",
    "spoiler_notice": "in the notice",
    "cover_alt": "in the words for the cover",
    "cover_caption": "in the caption of the cover",
}
_PLACES: Final[dict[str, str]] = {
    Place.HEADING: "in a heading",
    Place.CAPTION: "in a caption",
    Place.PICTURE: "in the words for a picture",
    Place.COVER_LINE: "in the line on a cover",
}
_WHERE: Final = _FIELDS | _PLACES | {"tags": "among the tags", "": "once in the open text"}


def check_spoilers(fields: Fields, parts: Parts, *, spoiler_count: int) -> Iterator[Finding]:
    if spoiler_count:
        count = "One spoiler" if spoiler_count == 1 else f"{spoiler_count} spoilers"
        yield fine(f"{count}, covered")
    yield from islice(_given_away(fields, parts), _MOST_TOLD)
    has_covers = spoiler_count > 0 or bool(fields.spoiler_notice)
    # The notice and the line on a cover may name the ending: to say so is what they are for.
    open_texts = [fields.title, fields.summary, fields.cover_alt, fields.cover_caption]
    open_texts += [each.text for each in parts.open if each.place is not Place.COVER_LINE]
    for words in islice(endings_told(open_texts, has_covers=has_covers), _MOST_TOLD):
        yield look(
            f"“{words}” stands in the open and sounds like an ending. Cover it with || if it is.",
            place="source",
            words=words,
        )


def _given_away(fields: Fields, parts: Parts) -> Iterator[Finding]:
    shown = {name: str(getattr(fields, name)) for name in _FIELDS}
    shown["tags"] = "\n".join(fields.tags)
    shown |= {
        place: "\n".join(each.text for each in parts.open if each.place == place)
        for place in _PLACES
    }
    prose = [each.text for each in parts.open if each.place is Place.PROSE]
    for found in given_away(parts.covered, prose=prose, shown=shown):
        yield look(
            f"“{found.words}” is under a cover, and stands {_WHERE[found.place]} too.",
            place="source" if found.place in _PLACES or not found.place else found.place,
            words=found.words,
        )
