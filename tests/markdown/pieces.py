"""How the tests of the content pipeline call it."""

from collections.abc import Mapping
from pathlib import Path

from blog.markdown import Picture, Rendered, render

PERMALINK = "https://blog.example/posts/slow-train/"
CORPUS = Path(__file__).parents[1] / "corpus"


def made(
    source: str, *, lang: str = "en", pictures: Mapping[str, Picture] | None = None
) -> Rendered:
    return render(source, doc_id="12", permalink=PERMALINK, lang=lang, pictures=pictures or {})


def page(source: str, *, lang: str = "en", pictures: Mapping[str, Picture] | None = None) -> str:
    return str(made(source, lang=lang, pictures=pictures).page_html)


def feed(source: str, *, lang: str = "en", pictures: Mapping[str, Picture] | None = None) -> str:
    return str(made(source, lang=lang, pictures=pictures).feed_html)
