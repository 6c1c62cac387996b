"""What templates may call: dates, titles, addresses. Arguments in, text out."""

from collections.abc import Callable, MutableMapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import Any, Final

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined
from jinja2.runtime import Context, Macro

from blog import languages, site, zones
from blog.cards import queries as cards
from blog.cards.models import BLOG
from blog.cards.queries import Shared
from blog.media.storage import MEDIA_TYPES
from blog.posts import titles
from blog.web import context, paper
from blog.web.remembering import remembered
from blog.works.kinds import kind_name, kinds_name
from blog.works.ratings import spoken as in_stars

# Of what each macro has said that only looks at its arguments: 2 MB, where that is a title.
_MOST_REMEMBERED: Final = 1024
_WORDS: Final = "no one two three four five six seven eight nine ten eleven twelve".split()


class _Context(Context):
    """Jinja asks of all that a template calls whether it wants to be told where it is called. None
    of ours does, and macros know by themselves that they escape: to ask took 6 % of a page.
    """

    def call(
        self,
        called: Callable[..., Any],
        *given: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: Any,
    ) -> Any:
        return called(*given, **named)


class _Environment(Environment):
    """All templates have the same globals. Jinja chains them to those of each template, and went
    through the chain at every import of macros: 12 µs, a dozen times for a page.
    """

    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals


def register(app: Flask) -> None:
    app.jinja_environment = _Environment
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(
        blog=context.blog,
        installation=context.installation,
        navigation=context.navigation,
        site=site,
        take_apart=titles.take_apart,
        runs=language_runs,
        is_right_to_left=languages.is_right_to_left,
        our_language=our_language,
        og_locale=og_locale,
        blog_card=blog_card,
        standing=standing,
        month_and_year=month_and_year,
        paper_script=paper.SCRIPT,
        remembered=lru_cache(_MOST_REMEMBERED),
    )
    environment.filters.update(
        long_date=long_date,
        short_date=short_date,
        day_and_month=day_and_month,
        month_name=month_name,
        time_of_day=time_of_day,
        known_date=known_date,
        iso=iso,
        local=local,
        in_words=in_words,
        in_stars=in_stars,
        kind_name=kind_name,
        kinds_name=kinds_name,
        short=short,
        media_type=media_type,
    )


def language_runs(text: str, lang: str, second: str = "") -> list[languages.Run]:
    """`text` in pieces, each with the language it is in where that is not `lang`."""
    return titles.runs(text, lang=lang, second=second)


def our_language() -> str:
    """The language of the words in the templates: the blog's own English, or else British."""
    return _english(context.blog().language)


def og_locale(language: str) -> str | None:
    """`zh-Hans` as `zh_CN`: the language and where it is most likely read, which Open Graph asks
    for; None where no one country is known.
    """
    locale = _parsed_locale(language)
    territory = locale.territory
    if territory is None:
        likely = get_global("likely_subtags")
        full = likely.get(f"{locale.language}_{locale.script}") or likely.get(locale.language)
        territory = full.rpartition("_")[2] if full else ""
    return f"{locale.language}_{territory}" if territory.isalpha() else None


def blog_card() -> Shared | None:
    """The picture to share of a page that has none of its own."""
    return remembered("card", lambda: cards.card_of(BLOG), at=context.at())


def standing(macro: Macro, *given: str) -> object:
    """What a macro says of the site, remembered for all pages.

    It looks at nothing of a page but its arguments, and those are few, whatever readers ask for.
    """
    name = " ".join((macro.name, *given))
    return remembered(name, lambda: macro(*given), at=context.at())


def local(moment: datetime) -> datetime:
    return zones.to_local(moment, context.blog().time_zone)


def long_date(moment: datetime) -> str:
    """14 November 2026, in the blog's language and time zone."""
    return _dated(local(moment).date(), "long", context.blog().language)


def short_date(moment: datetime) -> str:
    """14 Nov 2026."""
    return _dated(local(moment).date(), "medium", context.blog().language)


def day_and_month(moment: datetime) -> str:
    """14 Nov, for a list under its year."""
    return _dated(local(moment).date(), "MMMd", context.blog().language)


def month_name(number: int) -> str:
    """November, for a list under its year."""
    return str(_locale().months["stand-alone"]["wide"][number])


def month_and_year(year: int, number: int) -> str:
    """November 2026."""
    return format_skeleton("yMMMM", date(year, number, 1), locale=_locale())


def time_of_day(moment: datetime) -> str:
    """08:00."""
    return format_time(local(moment), format="short", locale=_locale())


def known_date(written: str) -> str:
    """An ISO date in full, or as much of it as is known: 14 November 2026, November 2026, 2026."""
    year, *rest = (int(part) for part in written.split("-"))
    if not rest:
        return str(year)
    if len(rest) == 1:
        return format_skeleton("yMMMM", date(year, rest[0], 1), locale=_locale())
    return format_date(date(year, rest[0], rest[1]), format="long", locale=_locale())


def iso(moment: datetime) -> str:
    """For machines: `2026-11-14T19:20:00+00:00`, in the blog's time zone."""
    return local(moment).isoformat()


def in_words(count: int) -> str:
    """A small number as running text writes it: six, but 146."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else str(count)


def short(text: str, most: int = 300) -> str:
    """`text` for a description: one line, cut after a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    whole_words, space, _ = line[:most].rpartition(" ")
    return f"{whole_words if space else line[: most - 1]}…"


def media_type(url: str) -> str:
    """Of a picture, by the ending of its address."""
    return MEDIA_TYPES[PurePosixPath(url).suffix]


def _locale() -> Locale:
    return _parsed_locale(context.blog().language)


@lru_cache(_MOST_REMEMBERED)
def _dated(day: date, form: str, language: str) -> str:
    """In a named form, else that of a skeleton. Babel takes 20 µs, and many dates come again."""
    if form in ("long", "medium"):
        return format_date(day, format=form, locale=_parsed_locale(language))
    return format_skeleton(form, day, locale=_parsed_locale(language))


@cache
def _english(language: str) -> str:
    return language if language.lower().split("-")[0] == "en" else "en-GB"


@cache
def _parsed_locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
