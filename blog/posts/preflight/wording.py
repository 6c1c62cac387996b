"""Titles, summaries and last sentences: what is missing, unfinished, or in no known language."""

from collections.abc import Iterator
from typing import Final

from blog.languages import cjk_character_count
from blog.markdown.parts import Parts
from blog.posts import titles
from blog.posts.fields import Fields
from blog.posts.preflight.findings import Finding, look

_ENDS: Final = tuple(".!?…:。！？：⋯)）]」』》”’\"'»›*—–~♪%")
_SHORTEST_SENTENCE: Final = 24


def check_wording(fields: Fields, parts: Parts, *, kind: str) -> Iterator[Finding]:
    if not fields.title.strip():
        yield look("There is no title. Lists show how the text begins.", place="title")
    if kind == "post" and not fields.summary.strip():
        yield look("There is no summary. Lists show how the text begins.", place="summary")
    for words in titles.in_no_certain_language(fields.title, lang=fields.lang):
        if not fields.title_lang:
            yield look(
                f"“{words}” could be Chinese or Japanese: its characters don’t tell. "
                "Say which in the language of the title.",
                place="title_lang",
            )
    last = parts.last
    width = len(last) + cjk_character_count(last)
    if width >= _SHORTEST_SENTENCE and not last.endswith(_ENDS):
        yield look("The last sentence doesn’t end.", place="source", words=last[-24:])
