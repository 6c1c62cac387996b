"""Links and pictures: addresses put in order, pictures looked up, other hosts not asked for
anything.

A picture that lives on another host would tell that host of every reader; it becomes a link with
its words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it.token import Token

from blog.markdown import addresses, plain
from blog.markdown.headings import PREFIX
from blog.markdown.pictures import Picture, settle_picture
from blog.markdown.spoilers import without_hidden_words
from blog.slugs import slugify


@dataclass
class Found:
    """What a piece points at, each once, in reading order."""

    links: dict[str, None] = field(default_factory=dict)
    picture_references: dict[str, None] = field(default_factory=dict)
    picture_words: dict[str, str] = field(default_factory=dict)
    pictures_without_text: dict[str, None] = field(default_factory=dict)


def settle(
    tokens: list[Token], *, permalink: str, pictures: Mapping[str, Picture], anchors: frozenset[str]
) -> Found:
    """Normalise every address in place, and give images their sizes and copies."""
    found = Found()
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            token.children = list(_settled(children, found, permalink, pictures, anchors))
    tokens[:] = list(_settled(tokens, found, permalink, pictures, anchors))
    return found


def _settled(
    tokens: list[Token],
    found: Found,
    permalink: str,
    pictures: Mapping[str, Picture],
    anchors: frozenset[str],
) -> Iterator[Token]:
    link_depth = 0
    for token in tokens:
        if token.attrs.get("title"):
            token.attrs["title"] = without_hidden_words(str(token.attrs["title"]))
        if token.tag == "a" and token.nesting:
            link_depth += token.nesting
            if token.nesting == 1 and "href" in token.attrs:
                _settle_link(token, found, permalink, anchors)
        if token.type != "image":
            yield token
            continue
        reference = str(token.attrs["src"])
        picture = next(
            (pictures[each] for each in addresses.spellings(reference) if each in pictures), None
        )
        token.meta = token.meta | {"reference": reference}
        token.attrs["alt"] = without_hidden_words(
            plain.inline_text(token.children or [], is_covered=True).strip()
        )
        if picture is None and (not reference or addresses.is_elsewhere(reference, permalink)):
            yield from _words_instead(token, found, permalink, is_in_link=link_depth > 0)
        else:
            _settle_picture(token, found, picture)
            yield token


def _settle_link(token: Token, found: Found, permalink: str, anchors: frozenset[str]) -> None:
    href = addresses.normalise(str(token.attrs["href"]))
    if href.startswith("#"):
        wanted = PREFIX + slugify(unquote(href[1:]))
        if wanted in anchors:
            href = "#" + wanted
    else:
        target = addresses.absolute(href, permalink)
        if target.startswith(("http:", "https:")):
            found.links[target] = None
    token.attrs["href"] = href


def _words_instead(
    image: Token, found: Found, permalink: str, *, is_in_link: bool
) -> Iterator[Token]:
    address = str(image.attrs["src"])
    text = Token("text", "", 0, content=str(image.attrs["alt"]) or address)
    if is_in_link or not address or not addresses.is_allowed(address):
        yield text
        return
    opening = Token("link_open", "a", 1, attrs={"href": address})
    _settle_link(opening, found, permalink, frozenset())
    yield from (opening, text, Token("link_close", "a", -1))


def _settle_picture(image: Token, found: Found, picture: Picture | None) -> None:
    reference = str(image.attrs["src"])
    found.picture_references[reference] = None
    if image.attrs["alt"]:
        found.picture_words.setdefault(reference, str(image.attrs["alt"]))
    else:
        found.pictures_without_text[reference] = None
    if picture is None:
        image.attrs["src"] = addresses.normalise(reference)
        return
    settle_picture(image, picture)
