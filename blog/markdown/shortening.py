"""The beginning of cleaned HTML, whole blocks only, for where all of it is too much."""

from lxml import html

from blog.markdown.policy import FEED
from blog.markdown.sanitize import SafeHtml, clean


def beginning(feed_html: SafeHtml, *, most: int, permalink: str) -> SafeHtml:
    """As many blocks as have at most `most` bytes (UTF-8) together; no heading stands at the end.

    What is cut is cleaned once more: nothing else makes SafeHtml.
    """
    kept: list[tuple[str, str]] = []
    left = most
    for block in html.fragments_fromstring(str(feed_html), no_leading_text=True):
        written = html.tostring(block, encoding="unicode")
        left -= len(written.encode())
        if left < 0:
            break
        kept.append((str(block.tag), written))
    while kept and kept[-1][0] in {"h2", "h3", "h4", "h5", "h6", "hr"}:
        kept.pop()
    return clean("".join(written for _, written in kept), policy=FEED, permalink=permalink)
