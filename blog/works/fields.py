"""What the writer types about a work in a post, as one value: form, front matter and revision carry
it. Like all fields it holds whatever was typed; rules are asked when it becomes the post's own.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ReviewText:
    """`work` is a title in any script, or "Title (year)" (blog/works/naming.py); one that no work
    has makes a work of this `kind`. `rating` is "", or "0.5" to "5" in halves; `seen_on` an ISO
    date, "2026" or "2026-11" for one that is only known so far, or "".
    """

    work: str = ""
    kind: str = "film"
    rating: str = ""
    verdict: str = ""
    seen_on: str = ""
    seen_where: str = ""
    is_again: bool = False
