"""`python -m tests.smoke`: the installed commands from the outside, on a data folder of their own.

Starts `blog serve` as a person would, asks for a few pages over HTTP, and stops it again.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests import ports

BLOG = Path(sys.executable).parent / "blog"
ROOT = Path(__file__).parents[1]
PAGES = (
    "/",
    "/tags/",
    "/themes/",
    "/archive/",
    "/feed.atom",
    "/feed.rss",
    "/feed.json",
    "/sitemap.xml",
)
PATIENCE_SECONDS = 60


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        bind = f"127.0.0.1:{ports.free()}"
        environment = os.environ | {"BLOG_DATA": folder, "BLOG_BIND": bind}
        for arguments in (["init"], ["import", "markdown", str(ROOT / "blog" / "demo")]):
            subprocess.run(
                [BLOG, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL
            )
        server = subprocess.Popen([BLOG, "serve"], env=environment, stdout=subprocess.DEVNULL)
        try:
            for page in PAGES:
                sys.stdout.write(f"{ask(f'http://{bind}{page}')} {page}\n")
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)
    return 0


def ask(url: str) -> int:
    """The status of a page, once the server answers at all."""
    last = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
                return int(answer.status)
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
