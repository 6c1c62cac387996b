"""One small database for each version that was ever released; `tests/migrations/keep.py` makes it.

They are never changed: an installation of that version has just such a one.
"""

import gzip
import tomllib
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
URL: Final = "https://blog.example"
SECRET: Final = "a secret for tests, long enough to be taken"
_SUFFIX: Final = ".sqlite3.gz"


def this_version() -> str:
    project = tomllib.loads((FOLDER.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def released() -> list[str]:
    return sorted(file.name.removesuffix(_SUFFIX) for file in FOLDER.glob(f"*{_SUFFIX}"))


def file_of(version: str) -> Path:
    return FOLDER / f"{version}{_SUFFIX}"


def unpack(version: str, file: Path) -> None:
    """The database of this version, as its installation has it."""
    file.write_bytes(gzip.decompress(file_of(version).read_bytes()))
    file.chmod(0o600)
