"""Which language a piece of text is in, told by its script alone.

Pure functions over strings: no HTML, no settings. A script names its most widely read language
(Cyrillic is taken for Russian, Latin beside a page in another script for English); a page's own
language always wins.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

HAN: Final = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
KANA: Final = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"

_SCRIPTS: Final = {
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff"
    "\uff21-\uff3a\uff41-\uff5a",
    "cjk": HAN + KANA + "\u3105-\u312f",
    "hangul": HANGUL,
    "cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "greek": "\u0370-\u0373\u0376-\u037d\u037f-\u03ff\u1f00-\u1fff",
    "arabic": "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
    "\ufb50-\ufdff\ufe70-\ufefc",
    "hebrew": "\u0591-\u05f4\ufb1d-\ufb4f",
    "devanagari": "\u0900-\u0963\u0970-\u097f",
    "bengali": "\u0980-\u09ff",
    "gurmukhi": "\u0a00-\u0a7f",
    "gujarati": "\u0a80-\u0aff",
    "tamil": "\u0b80-\u0bff",
    "telugu": "\u0c00-\u0c7f",
    "kannada": "\u0c80-\u0cff",
    "malayalam": "\u0d00-\u0d7f",
    "sinhala": "\u0d80-\u0dff",
    "thai": "\u0e01-\u0e3a\u0e40-\u0e5b",
    "lao": "\u0e80-\u0eff",
    "tibetan": "\u0f00-\u0fff",
    "myanmar": "\u1000-\u109f",
    "georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "armenian": "\u0531-\u058f",
    "ethiopic": "\u1200-\u139f",
    "khmer": "\u1780-\u17ff",
}
_LANGUAGE_OF: Final = {
    "latin": "en", "hangul": "ko", "cyrillic": "ru", "greek": "el", "arabic": "ar",
    "hebrew": "he", "devanagari": "hi", "bengali": "bn", "gurmukhi": "pa", "gujarati": "gu",
    "tamil": "ta", "telugu": "te", "kannada": "kn", "malayalam": "ml", "sinhala": "si",
    "thai": "th", "lao": "lo", "tibetan": "bo", "myanmar": "my", "georgian": "ka",
    "armenian": "hy", "ethiopic": "am", "khmer": "km",
}  # fmt: skip
# Languages that share a script with the one above; a page in any of them reads it as its own.
_SCRIPT_OF: Final = {language: script for script, language in _LANGUAGE_OF.items()} | {
    "zh": "cjk", "ja": "cjk", "uk": "cyrillic", "be": "cyrillic", "bg": "cyrillic",
    "sr": "cyrillic", "mk": "cyrillic", "kk": "cyrillic", "ky": "cyrillic", "tg": "cyrillic",
    "mn": "cyrillic", "fa": "arabic", "ur": "arabic", "ps": "arabic", "ug": "arabic",
    "sd": "arabic", "yi": "hebrew", "mr": "devanagari", "ne": "devanagari",
    "sa": "devanagari", "as": "bengali",
}  # fmt: skip
_RIGHT_TO_LEFT: Final = frozenset({"arabic", "hebrew"})
# Letters that only one of several languages sharing a script writes.
_TELLTALES: Final = (
    ("cyrillic", "uk", re.compile("[\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491]")),
    ("arabic", "ur", re.compile("[\u0679\u0688\u0691\u06ba\u06d2]")),
    ("arabic", "fa", re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]")),
)

MOST_TAG: Final = 35
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_SPANS: Final = re.compile("|".join(f"(?P<{name}>[{chars}]+)" for name, chars in _SCRIPTS.items()))
_BEYOND_LATIN: Final = re.compile("[^\x00-\u036f\u1e00-\u1eff\u2000-\u206f]")
_KANA_LETTER: Final = re.compile(f"[{KANA}]")
_BOPOMOFO: Final = re.compile("[\u3105-\u312f]")
_CJK_LETTER: Final = re.compile(f"[{HAN}{KANA}{HANGUL}]")
# Punctuation that only CJK text uses belongs to the run beside it; quotes like “ ” may be either's.
_CJK_OPENING: Final = "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\uff08\uff3b\uff5b"
_CJK_TRAILING: Final = (
    "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u30fb\u301c"
    "\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff5e"
)


@dataclass(frozen=True)
class Run:
    """A stretch of text; `lang` is None where it is in the page's own language, or in none."""

    text: str
    lang: str | None


def runs(text: str, *, lang: str, context: str | None = None) -> list[Run]:
    """Split text by script; the runs joined give the text back.

    `context` is the whole block when `text` is a part of it: kana anywhere in the block make its
    Han Japanese.
    """
    native = script_of(lang)
    if not text or (native == "latin" and not _BEYOND_LATIN.search(text)):
        return [Run(text, None)] if text else []
    found = _spans(text)
    block = text if context is None else context
    pieces: list[Run] = []
    done = 0
    for start, end, script in found:
        language = _language(text[start:end], script=script, block=block, page=lang)
        if language is None:
            continue
        if start > done:
            pieces.append(Run(text[done:start], None))
        pieces.append(Run(text[start:end], language))
        done = end
    if done < len(text):
        pieces.append(Run(text[done:], None))
    return pieces


def whole(text: str, *, lang: str, context: str | None = None) -> str | None:
    """The one foreign language that all of the words in the text are in, or None."""
    found = runs(text, lang=lang, context=context)
    languages = {run.lang for run in found if run.lang or any(map(str.isalnum, run.text))}
    return languages.pop() if len(languages) == 1 else None


def is_tag(text: str) -> bool:
    """Whether this has the shape of a language tag (BCP 47), and a length that columns hold."""
    return len(text) <= MOST_TAG and _TAG.fullmatch(text) is not None


def script_of(lang: str) -> str:
    """The script that a language tag (BCP 47) is written in: `zh-Hans` gives `cjk`."""
    primary, *subtags = lang.lower().split("-")
    return "latin" if "latn" in subtags else _SCRIPT_OF.get(primary, "latin")


def has_kana(text: str) -> bool:
    return bool(_KANA_LETTER.search(text))


def is_right_to_left(lang: str) -> bool:
    return script_of(lang) in _RIGHT_TO_LEFT


def cjk_character_count(text: str) -> int:
    """How many Han, kana and hangul characters there are."""
    return 0 if text.isascii() else len(_CJK_LETTER.findall(text))


def word_count(text: str) -> int:
    """How many words there are in the scripts that put something between words."""
    spaced = _CJK_LETTER.sub(" ", text) if not text.isascii() else text
    spaced = re.sub(r"[\u2013\u2014/]", " ", spaced)
    return sum(1 for word in spaced.split() if any(map(str.isalnum, word)))


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Stretches of one script each, with what stands between two of the same script taken in."""
    merged: list[tuple[int, int, str]] = []
    for match in _SPANS.finditer(text):
        script = str(match.lastgroup)
        if merged and merged[-1][2] == script:
            merged[-1] = (merged[-1][0], match.end(), script)
        else:
            merged.append((match.start(), match.end(), script))
    starts = [start for start, _, _ in merged[1:]] + [len(text)]
    ends = [0] + [end for _, end, _ in merged[:-1]]
    return [
        _with_cjk_punctuation(text, span, floor=floor, ceiling=ceiling)
        if span[2] == "cjk"
        else span
        for span, floor, ceiling in zip(merged, ends, starts, strict=False)
    ]


def _with_cjk_punctuation(
    text: str, span: tuple[int, int, str], *, floor: int, ceiling: int
) -> tuple[int, int, str]:
    start, end, script = span
    while start > floor and text[start - 1] in _CJK_OPENING:
        start -= 1
    while end < ceiling and text[end] in _CJK_TRAILING:
        end += 1
    return start, end, script


def _language(run: str, *, script: str, block: str, page: str) -> str | None:
    if script == "cjk":
        return _cjk_language(run, block=block, page=page)
    if script == script_of(page):
        return None
    for own_script, language, telltale in _TELLTALES:
        if script == own_script and telltale.search(run):
            return language
    return _LANGUAGE_OF[script]


def _cjk_language(run: str, *, block: str, page: str) -> str | None:
    """Tell Chinese from Japanese, and simplified from traditional; None where it is the page's
    own.
    """
    primary = page.lower().split("-")[0] if script_of(page) == "cjk" else ""
    if _KANA_LETTER.search(run):
        return None if primary == "ja" else "ja"
    simplified, traditional, japanese = _votes(run)
    if japanese > simplified:
        return None if primary == "ja" else "ja"
    if primary == "ja":
        return "zh-Hans" if simplified else None
    if simplified <= traditional and not _BOPOMOFO.search(run) and primary != "zh":
        has_kana, votes = _facts(block)
        if has_kana:
            return "ja"
        if not traditional and not simplified:
            simplified, traditional, _ = votes
    is_traditional = traditional > simplified or bool(_BOPOMOFO.search(run))
    if primary == "zh":
        own = _chinese_script(page)
        undecided = own is None or (simplified == traditional and not _BOPOMOFO.search(run))
        if undecided or (own == "zh-Hant") is is_traditional:
            return None
    return "zh-Hant" if is_traditional else "zh-Hans"


@lru_cache(maxsize=4)
def _facts(block: str) -> tuple[bool, tuple[int, int, int]]:
    """What all the runs of one block ask about it."""
    return has_kana(block), _votes(block)


def _chinese_script(page: str) -> str | None:
    subtags = set(page.lower().split("-")[1:])
    if subtags & {"hant", "tw", "hk", "mo"}:
        return "zh-Hant"
    return "zh-Hans" if subtags & {"hans", "cn", "sg", "my"} else None


def _votes(text: str) -> tuple[int, int, int]:
    """How many characters only simplified Chinese, only traditional Chinese, and only Japanese
    writes.
    """
    kinds = [_only_in(char) for char in text if char > "\u2e7f"]
    return kinds.count("simplified"), kinds.count("traditional"), kinds.count("japanese")


@lru_cache(maxsize=8192)
def _only_in(char: str) -> str | None:
    """Who writes this character, asked of the national character sets in the standard library."""
    in_gb, in_big5, in_jis = (_encodes(char, codec) for codec in ("gb2312", "big5", "shift_jis"))
    if in_gb and not in_big5:
        return "simplified"
    if in_big5 and not in_gb:
        return "traditional"
    return "japanese" if in_jis and not in_gb and not in_big5 else None


def _encodes(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
