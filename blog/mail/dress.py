"""A letter's style sheet, written into its elements: many mail programs read no other.

Rules for dark paper and narrow screens stay in the head, for those that do.
"""

from typing import TYPE_CHECKING

from blog.late import late

if TYPE_CHECKING:
    import css_inline
else:
    css_inline = late("css_inline")


def in_style(html: str, *, css: str) -> str:
    return css_inline.inline(html, extra_css=css, keep_at_rules=True, load_remote_stylesheets=False)
