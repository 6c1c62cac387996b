"""Whether what is covered stays covered: in the text, and in the lines that everybody reads."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Final

from blog.markdown import RenderRefused
from blog.markdown.parts import Parts, Place
from blog.markdown.parts import parts as taken_apart
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
    """`spoiler_count` is that of the text; the verdicts have their own."""
    verdicts = _verdicts(fields)
    spoiler_count += sum(len(verdict.covered) for verdict in verdicts.values())
    if spoiler_count:
        count = "One spoiler" if spoiler_count == 1 else f"{spoiler_count} spoilers"
        yield fine(f"{count}, covered")
    yield from islice(_given_away(fields, parts, verdicts), _MOST_TOLD)
    has_covers = spoiler_count > 0 or bool(fields.spoiler_notice)
    # The notice and the line on a cover may name the ending: to say so is what they are for.
    open_texts = [fields.title, fields.summary, fields.cover_alt, fields.cover_caption]
    open_texts += [each.text for each in parts.open if each.place is not Place.COVER_LINE]
    in_the_open = {"source": open_texts}
    in_the_open |= {place: [_open(verdict)] for place, verdict in verdicts.items()}
    for place, texts in in_the_open.items():
        for words in islice(endings_told(texts, has_covers=has_covers), _MOST_TOLD):
            yield look(
                f"“{words}” stands in the open and sounds like an ending. "
                "Cover it with || if it is.",
                place=place,
                words=words,
            )


def _given_away(fields: Fields, parts: Parts, verdicts: Mapping[str, Parts]) -> Iterator[Finding]:
    shown = {name: str(getattr(fields, name)) for name in _FIELDS}
    shown["tags"] = "\n".join(fields.tags)
    shown |= {
        place: "\n".join(each.text for each in parts.open if each.place == place)
        for place in _PLACES
    }
    prose = [each.text for each in parts.open if each.place is Place.PROSE]
    shown |= {place: _open(verdict) for place, verdict in verdicts.items()}
    covered = [*parts.covered, *(text for each in verdicts.values() for text in each.covered)]
    for found in given_away(covered, prose=prose, shown=shown):
        where = "in a verdict" if found.place in verdicts else _WHERE[found.place]
        yield look(
            f"“{found.words}” is under a cover, and stands {where} too.",
            place="source" if found.place in _PLACES or not found.place else found.place,
            words=found.words,
        )


def _verdicts(fields: Fields) -> dict[str, Parts]:
    """By the field they are typed in. One that cannot be read is told of when it is saved."""
    found = {}
    for place, review in enumerate(fields.reviews):
        with suppress(RenderRefused):
            found[f"reviews-{place}-verdict"] = taken_apart(review.verdict)
    return found


def _open(verdict: Parts) -> str:
    return "\n".join(each.text for each in verdict.open)
