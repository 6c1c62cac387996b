"""Markdown to everything the blog stores of it: the page, the feed, plain text, an excerpt and
what was found.

The order is the rule: parse, give the tokens their meaning pass by pass, cut each channel from the
tokens, clean last.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import ceil
from types import MappingProxyType
from typing import Any, Final

from markdown_it.token import Token

from blog import languages
from blog.markdown import (
    figures,
    footnotes,
    headings,
    links,
    plain,
    quotes,
    rawhtml,
    spoilers,
    tables,
    tasks,
    tongues,
    unfinished,
)
from blog.markdown.dialect import PARSER, phrase
from blog.markdown.feed import FeedRenderer
from blog.markdown.headings import Heading
from blog.markdown.limits import check_shape, check_source
from blog.markdown.lines import block_lines
from blog.markdown.page import PageRenderer
from blog.markdown.pictures import Picture
from blog.markdown.policy import FEED, PAGE
from blog.markdown.sanitize import SafeHtml, clean, legible

# Raise it when the same source would come out otherwise; `blog rerender` then renders again.
RENDERER: Final = 8

_WORDS_A_MINUTE: Final = 230
_CJK_CHARACTERS_A_MINUTE: Final = 400


@dataclass(frozen=True)
class Rendered:
    """`text` and `excerpt` hold nothing that a cover hides; the counts take in everything.

    `links` are absolute; `picture_references` are as the author wrote them, `covered_pictures`
    those of them that stand nowhere but under covers, `picture_words` the words for those with any.
    """

    page_html: SafeHtml
    feed_html: SafeHtml | None
    text: str
    excerpt: str
    headings: tuple[Heading, ...]
    block_lines: tuple[int, ...]
    links: tuple[str, ...]
    picture_references: tuple[str, ...]
    covered_pictures: frozenset[str]
    picture_words: Mapping[str, str]
    pictures_without_text: tuple[str, ...]
    spoiler_count: int
    word_count: int
    character_count: int
    reading_minutes: int


def render(
    source: str,
    *,
    doc_id: str,
    permalink: str,
    lang: str = "en",
    pictures: Mapping[str, Picture] = MappingProxyType({}),
    for_feed: bool = True,
    is_part: bool = False,
    feed_line: str = "",
) -> Rendered:
    """Render a piece. `doc_id` makes its ids unique among pieces; `permalink` is its absolute
    address. A preview needs nothing `for_feed`, and is there in two thirds of the time. What
    `is_part` of a page has `doc_id` in the ids of its covers and headings too. `feed_line` is a
    line of plain words that stands before it in the feed alone.

    :raises RenderRefused: when it is too long, or nested too deep, to be rendered in reasonable
    time
    """
    check_source(source)
    env: dict[str, Any] = {}
    tokens = PARSER.parse(legible(unfinished.without(source)), env)
    tokens = quotes.attribute(rawhtml.settle(tokens))
    tasks.mark(tokens)
    tokens = figures.frame(tokens, phrase=lambda caption: rawhtml.settle(phrase(caption, env)))
    tokens = footnotes.gather(tokens)
    within = doc_id if is_part else ""
    spoiler_count = spoilers.number(tokens, within=within)
    _title_covers(tokens, lang=lang)
    found_headings = headings.anchor(tokens, within=within)
    tables.describe(tokens)
    found = links.settle(
        tokens,
        permalink=permalink,
        pictures=pictures,
        anchors=frozenset(heading.anchor for heading in found_headings),
    )
    tongues.mark(tokens, lang=lang)
    check_shape(tokens)
    outside = footnotes.without_covered(spoilers.covered(tokens))
    page = PageRenderer(doc_id=doc_id, lang=lang).render(tokens, PARSER.options, {})
    feed_html = None
    if for_feed:
        feed = FeedRenderer(doc_id=doc_id, permalink=permalink, lang=lang)
        html = feed.render([*_line(feed_line), *outside], PARSER.options, {})
        feed_html = clean(html, policy=FEED, permalink=permalink)
    return Rendered(
        page_html=clean(page, policy=PAGE, permalink=permalink),
        feed_html=feed_html,
        text=plain.text(outside),
        excerpt=plain.excerpt(outside),
        headings=found_headings,
        block_lines=block_lines(tokens),
        links=tuple(found.links),
        picture_references=tuple(found.picture_references),
        covered_pictures=frozenset(found.picture_references) - set(_pictures_shown(outside)),
        picture_words=dict(found.picture_words),
        pictures_without_text=tuple(found.pictures_without_text),
        spoiler_count=spoiler_count,
        **_lengths(plain.text(tokens)),
    )


def picture_words(source: str) -> dict[str, str]:
    """The pictures a piece names, as it writes them, each with its words, without rendering it.

    :raises RenderRefused: when it is too long to be parsed in reasonable time
    """
    check_source(source)
    tokens = rawhtml.settle(PARSER.parse(legible(source), {}))
    inside = (child for token in tokens for child in token.children or ())
    words: dict[str, str] = {}
    for token in chain(tokens, inside):
        if token.type == "image":
            reference = str(token.attrs["src"])
            said = plain.inline_text(token.children or [], is_covered=True).strip()
            words[reference] = words.get(reference) or said
    return words


def picture_references(source: str) -> tuple[str, ...]:
    """The pictures a piece names, as `Rendered.picture_references` has them, without rendering it.

    :raises RenderRefused: when it is too long to be parsed in reasonable time
    """
    return tuple(picture_words(source))


def _pictures_shown(tokens: list[Token]) -> Iterator[str]:
    """The references of the pictures among tokens that have been settled."""
    for token in tokens:
        for each in (token, *(token.children or ())):
            if each.type == "image":
                yield each.meta["reference"]


def _lengths(everything: str) -> dict[str, int]:
    """How long the whole text is, what is covered taken in."""
    word_count = languages.word_count(everything)
    character_count = languages.cjk_character_count(everything)
    return {
        "word_count": word_count,
        "character_count": character_count,
        "reading_minutes": reading_minutes(word_count=word_count, character_count=character_count),
    }


def reading_minutes(*, word_count: int, character_count: int) -> int:
    minutes = word_count / _WORDS_A_MINUTE + character_count / _CJK_CHARACTERS_A_MINUTE
    return max(1, ceil(minutes))


def _line(text: str) -> list[Token]:
    """A paragraph of our own words."""
    return [Token("our_line", "p", 0, content=text)] if text else []


def _title_covers(tokens: list[Token], *, lang: str) -> None:
    """The line that a hidden part shows, with a stand-in where the author gave none."""
    for token in tokens:
        if token.type == "spoiler_block_open":
            title = spoilers.without_hidden_words(token.info)
            shown = tongues.marked_html(title or "Spoiler", lang=lang)
            token.meta |= {"title": title, "title_html": shown}
