"""Phrases that tell how something ends, in the languages that reviews here are written in.

Some give an ending away wherever they stand. The single words do so only in a piece that covers
something: an essay may say that a lamp dies.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_ALWAYS: Final = re.compile(
    r"\b(?:is|was|were|turns out to be|turned out to be) the (?:real )?"
    r"(?:killer|murderer|culprit|traitor)\b"
    r"|\bthe (?:real )?(?:killer|murderer|culprit) (?:is|was|turns out)\b"
    r"|\b(?:dies|drowns|is killed|was killed|kills (?:him|her)self) (?:at|in) the (?:very )?end\b"
    r"|\bwas dead all along\b|\bit was all (?:just )?a dream\b|\bthe (?:big )?twist is\b"
    r"|(?:凶手|真凶|幕后黑手|内鬼|結局|结局|反转|反轉|真相)(?:就|其实|其實)?是"
    r"|最[后後][^。！？\n]{0,8}(?:死了|死去|自杀|自殺)"
    r"|(?:犯人|真犯人|黒幕|結末|正体)は|最後に[^。！？\n]{0,10}(?:死ぬ|死んで)"
    r"|(?:범인|결말|반전|흑막)은",
    re.IGNORECASE,
)
_BESIDE_COVERS: Final = re.compile(
    r"\b(?:s?he|who|[A-Z][^\W\d_]+) (?:dies|is dead|is killed|is murdered|drowns)\b"
    r"|\b(?i:the (?:killer|murderer|culprit|plot twist))\b"
    r"|凶手|真凶|幕后黑手|反转|反轉|真犯人|犯人|黒幕|どんでん返し|범인|반전|흑막"
)


def endings_told(texts: Iterable[str], *, has_covers: bool) -> Iterator[str]:
    """The words that tell an ending, as they stand in these open texts; each once."""
    patterns = (_ALWAYS, _BESIDE_COVERS) if has_covers else (_ALWAYS,)
    told: list[str] = []
    for text in texts:
        for pattern in patterns:
            for match in pattern.finditer(text):
                if not any(match[0].casefold() in other for other in told):
                    told.append(match[0].casefold())
                    yield match[0]
