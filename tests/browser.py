"""Finds Chromium, or installs it through the system's package manager where that is allowed.

`python -m tests.browser` does so before the tests run, and says plainly what to do where it cannot.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # It can reach nobody else. Passkeys belong to a name: of this machine, to “localhost”.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def find() -> str | None:
    """The browser named by CHROMIUM, or the first one on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> None:
    """Ask the package manager for Chromium; needs root and apt, else it is left to a person."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    sys.stderr.write("Installing Chromium with apt-get; this happens once.\n")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-qq", "-y", "chromium", "fonts-noto-cjk"]):
        subprocess.run(
            ["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False
        )


def main() -> int:
    if find() is None:
        install()
    if find() is not None:
        return 0
    sys.stderr.write(
        "The browser tests need Chromium, and there is none. Install it with the package manager\n"
        "(Debian, Ubuntu: sudo apt-get install chromium fonts-noto-cjk; Fedora: sudo dnf install\n"
        "chromium; macOS: brew install --cask chromium), or name one in CHROMIUM=/path.\n"
        "`make fast` runs every test that needs no browser.\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
