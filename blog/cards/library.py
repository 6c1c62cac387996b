"""Which of the machine's fonts draws which script: looked for by the names of families.

A font that suits titles comes before one that merely has the letters. None is shipped for Chinese,
Japanese and Korean: one weighs 20 MB. Whoever cannot install one puts it into the folder `fonts` of
the data folder.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PIL import ImageFont, features

from blog import languages
from blog.cards import fonts
from blog.cards.fonts import Face

_OF_THE_MACHINE: Final = (
    Path(os.path.expanduser("~/.local/share/fonts")),
    Path("/usr/local/share/fonts"),
    Path("/usr/share/fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
_ENDINGS: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_REGULAR: Final = frozenset("Regular Book Roman Medium W3".split())
# A font that varies has every weight, and some are called by the lightest.
_LIGHTEST: Final = frozenset("ExtraLight Thin Light".split())
_MOST_IN_A_FILE: Final = 40

_CJK: Final = {
    "zh-Hans": (
        "Noto Serif CJK SC, Source Han Serif SC, Noto Serif SC, Songti SC, STSong, SimSun, "
        "Noto Sans CJK SC, Source Han Sans SC, Noto Sans SC, PingFang SC, Microsoft YaHei, "
        "WenQuanYi Zen Hei, Droid Sans Fallback"
    ),
    "zh-Hant": (
        "Noto Serif CJK TC, Source Han Serif TC, Noto Serif TC, Songti TC, PMingLiU, "
        "AR PL UMing TW, Noto Sans CJK TC, Source Han Sans TC, Noto Sans TC, PingFang TC, "
        "Microsoft JhengHei"
    ),
    "ja": (
        "Noto Serif CJK JP, Source Han Serif, Noto Serif JP, Hiragino Mincho ProN, Yu Mincho, "
        "IPAexMincho, IPAMincho, Noto Sans CJK JP, Source Han Sans, Noto Sans JP, Hiragino Sans, "
        "Yu Gothic, IPAexGothic, TakaoPGothic, VL PGothic"
    ),
    "ko": (
        "Noto Serif CJK KR, Source Han Serif K, Noto Serif KR, AppleMyungjo, NanumMyeongjo, "
        "Batang, Noto Sans CJK KR, Source Han Sans K, Noto Sans KR, Apple SD Gothic Neo, "
        "NanumGothic, Malgun Gothic"
    ),
}
_OTHERS: Final = {
    "arabic": "Noto Naskh Arabic, Amiri, Scheherazade New, Noto Sans Arabic, Geeza Pro",
    "hebrew": "Noto Serif Hebrew, Frank Ruehl CLM, Noto Sans Hebrew, Arial Hebrew",
    "thai": "Noto Serif Thai, Norasi, Noto Sans Thai, Sarabun, Thonburi, Tahoma",
}
_ANY: Final = (
    "Noto Serif, PT Serif, Liberation Serif, Times New Roman, DejaVu Serif, FreeSerif, Noto Sans, "
    "DejaVu Sans, FreeSans, Arial Unicode MS, Arial"
)
# Their letters stand side by side, each as it is. Others need a layout engine, and Pillow has one
# only where the machine has FriBidi; without it Arabic comes out in pieces, and backwards.
_PLAIN: Final = frozenset("latin cjk hangul cyrillic greek georgian armenian ethiopic".split())
# A touch smaller than Newsreader, as on the pages.
_CJK_SCALE: Final = 0.94


@dataclass(frozen=True)
class Library:
    """The fonts that are of use, by family."""

    families: Mapping[str, Face] = field(default_factory=dict)
    can_shape: bool = False

    def chain(self, lang: str, *, own: tuple[Face, ...]) -> tuple[Face, ...]:
        """Who is asked in turn to draw words in this language; `own` is what ships with us."""
        script = languages.script_of(lang)
        if script == "latin":
            return (*own, *self._known(_ANY))
        if script not in _PLAIN and not self.can_shape:
            return ()
        return (*self._for(lang, script), *self._known(_ANY), *own)

    def draws(self, lang: str) -> Face | None:
        """The font for Chinese, Japanese or Korean."""
        return next(self._for(lang, languages.script_of(lang)), None)

    def _for(self, lang: str, script: str) -> Iterator[Face]:
        if script in ("cjk", "hangul"):
            # The shapes that another country gives to a character are better than none.
            for each in sorted(_CJK, key=lambda one: one != _country(lang)):
                yield from self._known(_CJK[each])
            return
        name = script.capitalize()
        yield from self._known(_OTHERS.get(script, f"Noto Serif {name}, Noto Sans {name}"))

    def _known(self, families: str) -> Iterator[Face]:
        return (self.families[name] for name in families.split(", ") if name in self.families)


def folders(data: Path) -> tuple[Path, ...]:
    """Where the fonts of an installation are, with its data in this folder; its own come first."""
    return (data / "fonts", *_OF_THE_MACHINE)


def look(folders: Iterable[Path]) -> Library:
    """The fonts in these folders and below; of two of one family, the one found first."""
    for_cjk = {name for families in _CJK.values() for name in families.split(", ")}
    others = {name for families in (*_OTHERS.values(), _ANY) for name in families.split(", ")}
    found: dict[str, Face] = {}
    for file in (file for folder in folders for file in _files(folder)):
        for index, family in _families(file):
            if family in for_cjk:
                found.setdefault(family, Face(file, family, index, scale=_CJK_SCALE))
            elif family in others or family.startswith(("Noto Serif ", "Noto Sans ")):
                found.setdefault(family, Face(file, family, index))
    return Library(found, can_shape=all(map(features.check, ("raqm", "fribidi"))))


def _files(folder: Path) -> Iterator[Path]:
    """In the order of their names: what is found must not depend on the disk."""
    for parent, folders, files in os.walk(folder):
        folders.sort()
        yield from (
            Path(parent, name) for name in sorted(files) if Path(name).suffix.lower() in _ENDINGS
        )


def _families(file: Path) -> Iterator[tuple[int, str]]:
    """What each upright font of regular weight in the file is called, with its place in it."""
    for index in range(_MOST_IN_A_FILE):
        try:
            font = ImageFont.truetype(file, 16, index=index)
        except OSError:  # there are no more, or it cannot be read
            return
        family, style = font.getname()
        if family and (style in _REGULAR or (style in _LIGHTEST and fonts.axes_of(font))):
            yield index, family


def _country(lang: str) -> str:
    """Which of the four this language tag asks for."""
    primary, *subtags = lang.lower().split("-")
    if primary in ("ja", "ko"):
        return primary
    return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(subtags) else "zh-Hans"
