"""The parts of a title, for typography. A title is stored as typed; this only reads it.

By convention a title is `Kicker: Title (原題) — Subtitle`, each part but the title optional.
"""

import re
from dataclasses import dataclass, replace

from blog import languages
from blog.languages import Run

# A kicker is a short label, not a clause: "Movie Review: …", not "What I learned that winter: …".
_KICKER = re.compile(r"(?P<kicker>[^:：]{2,32}?)(?::\s|：)(?P<rest>\S.*)", re.DOTALL)
_SUBTITLE = re.compile(
    r"(?P<rest>.*?\S)(?:\s+[—–]\s+|\s*——\s*|\s+--\s+)(?P<subtitle>\S.*)", re.DOTALL
)
_GLOSS = re.compile(r"(?P<rest>.*\S)\s*[(（](?P<gloss>[^()（）]+)[)）]", re.DOTALL)
_MOST_KICKER_WORDS = 4


@dataclass(frozen=True)
class TitleParts:
    """`Movie Review: Slow Train (慢车) — A Love Story` → kicker, name, gloss, subtitle."""

    name: str
    kicker: str = ""
    gloss: str = ""
    subtitle: str = ""


def take_apart(title: str) -> TitleParts:
    """The parts of a title; one without such parts is all `name`."""
    rest, kicker, gloss, subtitle = title.strip(), "", "", ""
    if (match := _KICKER.fullmatch(rest)) and len(match["kicker"].split()) <= _MOST_KICKER_WORDS:
        kicker, rest = match["kicker"].strip(), match["rest"]
    if match := _SUBTITLE.fullmatch(rest):
        rest, subtitle = match["rest"], match["subtitle"]
    if (match := _GLOSS.fullmatch(rest)) and any(
        character.isalpha() for character in match["gloss"]
    ):
        rest, gloss = match["rest"], match["gloss"].strip()
    return TitleParts(name=rest, kicker=kicker, gloss=gloss, subtitle=subtitle)


def runs(title: str, *, lang: str, second: str) -> list[Run]:
    """The words of a title by language. `second` is the language of what is in another script than
    `lang`, where the writer has said it; "" leaves that to the script.
    """
    found = languages.runs(title, lang=lang)
    if not second:
        return found
    script = languages.script_of(second)
    return [
        replace(run, lang=second) if run.lang and languages.script_of(run.lang) == script else run
        for run in found
    ]


def in_no_certain_language(title: str, *, lang: str) -> list[str]:
    """The parts of a title whose script two languages share, such as 面: Chinese, or Japanese?

    Kana anywhere would make them Japanese, so a part that kana elsewhere would turn over says by
    itself nothing.
    """
    alone = languages.runs(title, lang=lang)
    beside_kana = languages.runs(title, lang=lang, context=f"{title}の")
    if languages.script_of(lang) == "cjk":
        return []
    return [
        one.text
        for one, other in zip(alone, beside_kana, strict=True)
        if one.lang != other.lang and one.lang is not None
    ]
