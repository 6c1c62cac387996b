"""Fuzzing led by what it reaches: `python -m tests.fuzz.guided TARGET [-max_total_time=60 …]`.

Needs atheris (Linux; `pip install atheris`, which has no wheels for every Python and is therefore
not among the locked requirements). TARGET is one of those below; what follows is for libFuzzer: a
folder of examples to begin with, and options (`-help=1`). To be refused in a sentence is no fault;
an input that takes longer than 10 s or 2 GB is one.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any, Final

try:
    import atheris
except ImportError:
    sys.exit("Missing: atheris. Install it: .venv/bin/pip install atheris")

# What is imported here tells where an input leads.
with atheris.instrument_imports(include=["blog", "markdown_it", "mdit_py_plugins", "bleach"]):
    from PIL import Image

    from blog.errors import BlogError
    from blog.mail import dsn
    from blog.markdown.policy import FEED, PAGE
    from blog.markdown.sanitize import clean
    from blog.media import checking, processing
    from blog.search import query
    from blog.subjects import terms
    from blog.transfer import front_matter
    from tests.markdown.pieces import PERMALINK, made
    from tests.markdown.test_attacks import complaints

LIMITS: Final = ("-timeout=10", "-rss_limit_mb=2048")


def markdown(data: bytes) -> None:
    """The page and the feed are clean for both sanitisers and for another parser."""
    rendered = made(data.decode("utf-8", "replace"), lang="zh-Hans")
    for html, policy in ((rendered.page_html, PAGE), (rendered.feed_html, FEED)):
        assert clean(html, policy=policy, permalink=PERMALINK) == html
        assert complaints(html, policy) == []


def header(data: bytes) -> None:
    front_matter.read(b"---\n" + data)


def feed(data: bytes) -> None:
    """What an address of a feed names can be written as an address again."""
    named = terms.canonical(terms.parse(data.decode("utf-8", "replace")))
    assert terms.canonical(terms.parse(str(named))) == named


def search(data: bytes) -> None:
    query.parse(data.decode("utf-8", "replace"))


def upload(data: bytes) -> None:
    """What would be stored can be opened."""
    kept = processing.clean(data, checking.check(data, name="still.jpg"))
    with Image.open(BytesIO(kept.data)) as opened:
        opened.load()


def letter(data: bytes) -> None:
    dsn.read(data)


TARGETS: Final[dict[str, Callable[[bytes], Any]]] = {
    each.__name__: each for each in (markdown, header, feed, search, upload, letter)
}


def main() -> None:
    name, *options = sys.argv[1:] or [""]
    target = TARGETS.get(name)
    if target is None:
        sys.exit(f"One of these, please: {', '.join(TARGETS)}")

    def once(data: bytes) -> None:
        with suppress(BlogError):
            target(data)

    atheris.Setup([sys.argv[0], *LIMITS, *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
