"""Whole outputs, compared: a case is a `.md` file; `--accept` writes what stands beside it."""

from pathlib import Path

import pytest

from blog.markdown import Picture, Rendered
from tests.conftest import Golden
from tests.markdown.pieces import made

CASES = sorted((Path(__file__).parents[1] / "golden" / "markdown").glob("*.md"))
PICTURES = {
    "platform.jpg": Picture(
        url="/media/7/platform.jpg",
        width=1200,
        height=675,
        srcset="/media/7/640.jpg 640w, /media/7/platform.jpg 1200w",
        sources=(
            ("image/avif", "/media/7/640.avif 640w, /media/7/1200.avif 1200w"),
            ("image/webp", "/media/7/640.webp 640w, /media/7/1200.webp 1200w"),
        ),
        tint="013",
    ),
    "other picture.jpg": Picture(url="/media/8/other.jpg", width=864, height=1037, tint="322"),
}


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_golden(case: Path, golden: Golden) -> None:
    rendered = made(case.read_text(encoding="utf-8"), pictures=PICTURES)
    golden.check(case.with_suffix(".page.html"), rendered.page_html)
    golden.check(case.with_suffix(".feed.html"), rendered.feed_html)
    golden.check(case.with_suffix(".txt"), described(rendered))


def described(rendered: Rendered) -> str:
    """All that is not HTML, in the order of the fields."""
    parts = {
        "excerpt": [rendered.excerpt],
        "text": [rendered.text],
        "headings": [f"{each.level} #{each.anchor} {each.text}" for each in rendered.headings],
        "links": rendered.links,
        "pictures": rendered.picture_references,
        "without text": rendered.pictures_without_text,
        "counts": [
            f"{rendered.spoiler_count} spoilers, {rendered.word_count} words, "
            f"{rendered.character_count} characters, {rendered.reading_minutes} minutes"
        ],
    }
    return "".join(
        f"== {name}\n" + "".join(f"{line}\n" for line in lines) for name, lines in parts.items()
    )
