"""The folder that is imported, and nothing outside it: not by `..`, nor by a link, nor a path."""

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from blog.errors import Refused

MOST_TEXT_BYTES = 8 * 1024 * 1024
_ENDINGS = {".md", ".markdown"}


@dataclass(frozen=True)
class Folder:
    """`root` is resolved. What starts with `.` or `_`, and README.md, is no piece."""

    root: Path

    def pieces(self) -> list[Path]:
        """Every Markdown file but those of the themes, in the order of their paths."""
        return [file for file in self._documents() if not self._is_theme(file)]

    def themes(self) -> list[Path]:
        """The Markdown files right below `themes/`."""
        return [file for file in self._documents() if self._is_theme(file)]

    def name(self, file: Path) -> str:
        """How a file is called in reports and remembered: with the folder's own name before it.

        Two folders may hold the same path; with the name they do not overwrite each other.
        """
        name = (Path(self.root.name) / file.relative_to(self.root)).as_posix()
        return name.encode(errors="replace").decode()

    def read(self, file: Path) -> bytes:
        """The bytes of a text file.

        :raises Refused: "outside_the_folder", "unreadable" or "too_long".
        """
        if not file.resolve().is_relative_to(self.root):
            raise Refused("outside_the_folder", "This is a link to a file outside the folder.")
        try:
            size = file.stat().st_size
            if size > MOST_TEXT_BYTES:
                raise Refused("too_long", f"It has {size / 1024**2:.1f} MB, more than a text has.")
            return file.read_bytes()
        except OSError as error:
            raise Refused("unreadable", f"It cannot be read: {error.strerror}.") from error

    def picture(self, reference: str, *, beside: Path) -> Path:
        """The file that `reference`, a path from the file `beside`, means.

        :raises Refused: "outside_the_folder" or "no_such_picture".
        """
        path = unquote(urlsplit(reference).path)
        if path.startswith("/"):
            raise Refused(
                "outside_the_folder",
                f"“{reference}” starts at the root of a site; write it as a path from this file.",
            )
        # A Mac writes é as two characters into a file name, and people write it as one.
        for form in ("NFC", "NFD"):
            file = (beside.parent / unicodedata.normalize(form, path)).resolve()
            if not file.is_relative_to(self.root):
                raise Refused("outside_the_folder", f"“{reference}” lies outside the folder.")
            if file.is_file():
                return file
        raise Refused("no_such_picture", f"“{reference}” is not in the folder.")

    def _is_theme(self, file: Path) -> bool:
        return file.parent == self.root / "themes"

    def _documents(self) -> list[Path]:
        found = []
        for parent, folders, files in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
            found += [
                Path(parent, name)
                for name in sorted(files)
                if Path(name).suffix.lower() in _ENDINGS
                and not name.startswith((".", "_"))
                and Path(name).stem.lower() != "readme"
            ]
        return found


def is_local(reference: str) -> bool:
    """Whether a picture reference means a file, and not an address elsewhere or stored already."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return False
    return bool(parts.path) and not (
        parts.scheme or parts.netloc or parts.path.startswith("/media/")
    )
