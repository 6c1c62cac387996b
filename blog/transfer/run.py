"""What every step of one import may ask."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from blog import site
from blog.transfer.folder import Folder


@dataclass(frozen=True, kw_only=True)
class Run:
    """`media` is where pictures are written; `planned` the themes that have a file, by slug and by
    folded title: their (title, slug). `written` collects the picture files of the step at hand,
    `taken` which file each post came from, `moved` the paths of stored pictures that have
    another here.
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
    moved: dict[str, str] = field(default_factory=dict)

    def with_new_addresses(self, data: bytes) -> bytes:
        """A text in which pictures go by the addresses that they have here."""
        for former, now in self.moved.items():
            data = data.replace(f"{site.MEDIA}{former}".encode(), f"{site.MEDIA}{now}".encode())
        return data
