"""Pictures as a page shows them: the forms a browser may choose from, how wide they will stand, and
their colour until they are there.
"""

from dataclasses import dataclass
from html import escape
from typing import Any, Final

from markdown_it.token import Token

_WIDTHS: Final = {1: "(min-width:64rem) 45rem, 92vw", 2: "(min-width:64rem) 27rem, 45vw"}
_WIDTH_OF_MANY: Final = "(min-width:64rem) 18rem, 45vw"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A stored picture, its measures in pixels.

    `srcset` holds copies that every browser can show, `sources` those of better forms: (media type,
    srcset), the best first. `tint` is one of 64 colours (css/tints.css), "" for none.
    """

    url: str
    width: int
    height: int
    srcset: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    tint: str = ""


def settle_picture(image: Token, picture: Picture) -> None:
    """Let the token show this picture."""
    image.attrs |= {"src": picture.url, "width": picture.width, "height": picture.height}
    image.meta = {
        **image.meta,
        "srcset": picture.srcset,
        "sources": picture.sources,
        "sizes": _WIDTHS.get(image.meta.get("beside", 1), _WIDTH_OF_MANY),
        "tint": picture.tint,
    }


def picture_html(image: Token, attrs: str, *, is_covered: bool) -> str:
    """`attrs` are those that a feed has too. Of a covered picture not even the colour shows."""
    meta = image.meta
    extra = {"loading": "lazy", "decoding": "async"}
    if meta.get("srcset"):
        extra |= {"srcset": meta["srcset"], "sizes": meta["sizes"]}
    if meta.get("tint") and not is_covered:
        extra["class"] = f"tint-{meta['tint']}"
    shown = f"<img{attrs}{_written(extra)}>"
    sources = "".join(
        f"<source{_written({'type': kind, 'srcset': srcset, 'sizes': meta['sizes']})}>"
        for kind, srcset in meta.get("sources", ())
    )
    return f"<picture>{sources}{shown}</picture>" if sources else shown


def _written(attrs: dict[str, Any]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs.items())
