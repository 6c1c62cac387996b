"""The corpus of attacks: one file for each thing that is tried, named by it."""

from pathlib import Path

from tests.markdown.pieces import CORPUS

FILES: list[Path] = sorted((CORPUS / "attacks").glob("*.md"))
NAMES = [file.stem for file in FILES]


def source(file: Path) -> str:
    """Byte for byte: some attacks are in the line ends."""
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()
