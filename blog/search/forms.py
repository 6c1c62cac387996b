"""Other forms of an English word: train finds trains, stories finds story. Pure, and no more.

Short words are left alone: new would find news.
"""

from typing import Final

_SHORTEST: Final = 4
_HISSING: Final = ("s", "x", "z", "ch", "sh")


def forms(word: str) -> tuple[str, ...]:
    """The word, and the one that it is one of, or many of."""
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return (word,)
    return (word, _singular(word) or _plural(word))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else ""


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_HISSING) else f"{word}s"
