"""A stored picture as a page shows it: which files a browser may choose from, best form first."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from blog import site
from blog.markdown import Picture

_BETTER: Final = ("image/avif", "image/webp")


class Stored(Protocol):
    """A `media.models.Picture`, or a row that selects these columns of it."""

    @property
    def path(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def tint(self) -> str: ...
    @property
    def sizes(self) -> Sequence[dict[str, Any]]: ...


def shown(picture: Stored) -> Picture:
    srcsets = {kind: _srcset(picture, kind) for kind in _BETTER}
    return Picture(
        url=site.media_path(picture.path),
        width=picture.width,
        height=picture.height,
        srcset=_srcset(picture, *_kinds(picture).difference(_BETTER)),
        sources=tuple((kind, srcset) for kind, srcset in srcsets.items() if srcset),
        tint=picture.tint,
    )


def _kinds(picture: Stored) -> set[str]:
    return {size["type"] for size in picture.sizes}


def _srcset(picture: Stored, *kinds: str) -> str:
    sizes = sorted((size["width"], size["path"]) for size in picture.sizes if size["type"] in kinds)
    return ", ".join(f"{site.media_path(path)} {width}w" for width, path in sizes)
