"""Markdown to cleaned HTML, plain text and what a piece holds. Pure: no database, no requests, no
clock.

`render()` is the only way in. Read render.py for the order of things, then one file for each rule.
"""

from blog.markdown.columns import SafeHtmlText
from blog.markdown.headings import Heading
from blog.markdown.limits import RenderRefused
from blog.markdown.pictures import Picture
from blog.markdown.render import (
    RENDERER,
    Rendered,
    picture_references,
    picture_words,
    reading_minutes,
    render,
)
from blog.markdown.sanitize import SafeHtml
from blog.markdown.spoilers import refuse_covers

__all__ = [
    "RENDERER",
    "Heading",
    "Picture",
    "RenderRefused",
    "Rendered",
    "SafeHtml",
    "SafeHtmlText",
    "picture_references",
    "picture_words",
    "reading_minutes",
    "refuse_covers",
    "render",
]
