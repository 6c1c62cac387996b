"""A stored picture and its sizes. Alternative text belongs to each use; here is what to offer."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from blog import site
from blog.db import NEVER_TWICE, Model, UtcDateTime


class Picture(Model):
    """`path` is below the media folder.

    `digest` is the SHA-256 of the stored file, `upload_digest` that of what was sent: encoders
    change with their versions, and the same upload must not become a second picture by that.
    `alt` are the library's words, offered where the picture is put into a text. `tint` is its
    colour while it is on its way (tint.py). `sizes` is a list of `{"width": px, "path": …, "type":
    media type}`, every file that a page may choose from, made by the recipe with the number
    `sized_by` (0: none yet).
    """

    __tablename__ = "pictures"
    __table_args__ = NEVER_TWICE

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    upload_digest: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(255))
    path: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]
    byte_count: Mapped[int]
    alt: Mapped[str] = mapped_column(String(1000), default="")
    tint: Mapped[str] = mapped_column(String(8), default="")
    sized_by: Mapped[int] = mapped_column(default=0, index=True)
    sizes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def url(self) -> str:
        return site.media_path(self.path)

    @property
    def smallest_url(self) -> str:
        """For a list on the desk, in a form that every browser of today shows."""
        light = [size for size in self.sizes if size["type"] == "image/webp"]
        smallest = min(light, key=lambda size: int(size["width"]), default=None)
        return site.media_path(smallest["path"]) if smallest else self.url
