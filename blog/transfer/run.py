"""What every step of one import may ask."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from blog.transfer.folder import Folder


@dataclass(frozen=True, kw_only=True)
class Run:
    """`media` is where pictures are written; `planned` the themes that have a file, by slug and by
    folded title: their (title, slug). `written` collects the picture files of the step at hand,
    `taken` which file each post came from.
    """

    folder: Folder
    site_url: str
    media: Path
    zone: str
    lang: str
    at: datetime
    may_overwrite: bool = False
    planned: dict[str, tuple[str, str]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
