"""Making XML: elements that hold only what XML allows, and the bytes of a whole document."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from blog.characters import legal

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# Of the archives of a feed (RFC 5005).
HISTORY: Final = "http://purl.org/syndication/history/1.0"


def add(
    parent: etree._Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None
) -> etree._Element:
    """A new last child of `parent`."""
    element = etree.SubElement(parent, tag)
    for name, value in (attributes or {}).items():
        element.set(name, legal(value))
    if text:
        element.text = legal(text)
    return element


def document(root: etree._Element) -> bytes:
    """The document in UTF-8, one element a line, with its declaration."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
