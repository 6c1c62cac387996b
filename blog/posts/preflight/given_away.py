"""Words that a cover hides and another place shows: a name in a caption, the word in the title.

A cover of a few words is the secret itself, so each of its names and rare words counts. A longer
one tells a scene in words that the whole piece uses; of it only names count, and only those that
the open text never speaks of. There is no list of names to ask: a name is what keeps its capital in
the middle of a sentence. Tried on the sample blog: without these bounds every other piece that
covers something was warned of words such as “October”.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from blog.posts.preflight.everyday import CAPITALISED, EVERYDAY

# Used more often in the open, a word is a part of the story and no secret.
_RARELY: Final = 2
_FEW_WORDS, _FEW_CHARACTERS = 4, 10
_SHORTEST_RARE_WORD: Final = 5

_WORD: Final = re.compile(r"[^\W\d_\u2e80-\uffef]+(?:[-’'][^\W\d_\u2e80-\uffef]+)*")
_NOT_MID_SENTENCE: Final = frozenset(".!?…:\n“‘\"'(—–-。！？「『《")
_UNSPACED: Final = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,}|[\uac00-\ud7a3]{2,}"
    "|[\u30a1-\u30fa\u30fc]{3,}"
)


@dataclass(frozen=True)
class GivenAway:
    """`place` is where the words stand open: a key of what was shown, or "" for the prose."""

    words: str
    place: str


def given_away(
    covered: Sequence[str], *, prose: Sequence[str], shown: Mapping[str, str]
) -> list[GivenAway]:
    """What covers hide and `shown` (texts by place) or the open prose says; each once."""
    open_words = Counter(_fold(word) for text in prose for word in _WORD.findall(text))
    names = _names([*covered, *prose]) - CAPITALISED
    in_the_open = "\n".join(prose)
    found: dict[str, GivenAway] = {}
    for text in covered:
        words = _WORD.findall(text)
        is_secret = _is_short(text)
        is_all_name = is_secret and all(word[0].isupper() and len(word) > 2 for word in words)
        for word in words:
            key = _fold(word)
            count = open_words[key]
            is_name = is_all_name or key in names
            is_rare = is_name or (is_secret and len(key) >= _SHORTEST_RARE_WORD)
            if not is_rare or key in EVERYDAY or count > (_RARELY if is_secret else 0):
                continue
            place = _place_of(key, shown, otherwise="" if is_name and count else None)
            if place is not None:
                found.setdefault(key, GivenAway(word, place))
        if is_secret:
            for stretch, place in _unspaced(text, prose=in_the_open, shown=shown):
                found.setdefault(stretch, GivenAway(stretch, place))
    return list(found.values())


def _is_short(text: str) -> bool:
    characters = sum(map(len, _UNSPACED.findall(text)))
    return len(_WORD.findall(text)) <= _FEW_WORDS and characters <= _FEW_CHARACTERS


def _names(texts: Iterable[str]) -> set[str]:
    """Words that have a capital inside a sentence, and are never written without one."""
    capitals, small = set(), set()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match[0]
            before = text[: match.start()].rstrip(" ")
            if not word[0].isupper():
                small.add(_fold(word))
            elif len(word) > 2 and before and before[-1] not in _NOT_MID_SENTENCE:
                capitals.add(_fold(word))
    return capitals - small


def _fold(word: str) -> str:
    return word.casefold().replace("'", "’").removesuffix("’s")


def _place_of(key: str, shown: Mapping[str, str], *, otherwise: str | None) -> str | None:
    for place, text in shown.items():
        if key in map(_fold, _WORD.findall(text)):
            return place
    return otherwise


def _unspaced(secret: str, *, prose: str, shown: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """In scripts that put nothing between words: the longest stretches that stand open too."""
    for run in _UNSPACED.findall(secret):
        for place, text in [*shown.items(), ("", prose)]:
            stretch = _longest_shared(run, text, least=2 if place else 3)
            # Two characters may be half of any word; that the prose has none of it makes it one.
            most = _RARELY if len(stretch) > 2 else 0
            if stretch and stretch not in EVERYDAY and prose.count(stretch) <= most:
                yield stretch, place
                break


def _longest_shared(run: str, text: str, *, least: int) -> str:
    stretches = (
        run[start : start + length]
        for length in range(len(run), least - 1, -1)
        for start in range(len(run) - length + 1)
    )
    return next((stretch for stretch in stretches if stretch in text), "")
