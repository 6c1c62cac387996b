"""No attack leaves anything in the HTML that the policy does not list, told by another parser."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from blog.markdown import Rendered
from blog.markdown.policy import FEED, PAGE, Policy
from blog.markdown.sanitize import clean
from tests.markdown import attacks
from tests.markdown.pieces import PERMALINK, made

SCHEMES = {"http", "https", "mailto", "tel"}
FETCHED = {"src", "srcset", "poster", "background", "data", "action", "formaction", "ping", "style"}


def elements(html: str) -> Iterator[Element]:
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return (element for element in root.iter() if element is not root)


def complaints(html: str, policy: Policy) -> list[str]:
    """What a browser would see that it should not."""
    found = []
    for element in elements(html):
        tag = str(element.tag)
        if tag not in policy.tags:
            found.append(f"<{tag}>")
        if tag == "input" and element.get("type") != "checkbox":
            found.append("an input that is no checkbox")
        for name, value in element.attrib.items():
            if not policy.allows(tag, name, value, permalink=PERMALINK):
                found.append(f"{tag} {name}={value}")
            if name.startswith("on") or name in FETCHED - {"src", "srcset"}:
                found.append(f"{tag} {name}")
            if name in {"href", "src", "cite"}:
                found += strange_address(tag, name, value)
    return found


def strange_address(tag: str, name: str, value: str) -> Iterator[str]:
    """Read the address as a browser does: without tabs and line ends, backslashes as slashes."""
    seen = re.sub(r"[\x00-\x20]", "", value).replace("\\", "/")
    target = urlsplit(urljoin(PERMALINK, seen))
    if target.scheme not in SCHEMES:
        yield f"{tag} {name}={value}"
    if seen.startswith("//"):
        yield f"{tag} {name}={value} is another host in disguise"
    if name == "src" and target.netloc != urlsplit(PERMALINK).netloc:
        yield f"{tag} {name}={value} asks another host"


def test_there_are_enough() -> None:
    assert len(attacks.FILES) >= 150


@pytest.mark.parametrize("file", attacks.FILES, ids=attacks.NAMES)
def test_harmless(file: Path) -> None:
    rendered = made(attacks.source(file))
    assert complaints(rendered.page_html, PAGE) == []
    assert complaints(rendered.feed_html, FEED) == []
    assert is_clean(rendered)
    for text in (rendered.page_html, rendered.feed_html, rendered.text, rendered.excerpt):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text)


def is_clean(rendered: Rendered) -> bool:
    """Whether cleaning once more changes nothing."""
    page = clean(rendered.page_html, policy=PAGE, permalink=PERMALINK)
    feed = clean(rendered.feed_html, policy=FEED, permalink=PERMALINK)
    return (page, feed) == (rendered.page_html, rendered.feed_html)


@pytest.mark.parametrize("file", attacks.FILES, ids=attacks.NAMES)
def test_each_wall_holds_alone(file: Path) -> None:
    """What a stranger's HTML would meet if the Markdown passes let it through untouched."""
    cleaned = clean(attacks.source(file), policy=PAGE, permalink=PERMALINK)
    assert complaints(cleaned, PAGE) == []
