"""One piece in full."""

import pytest

from blog.posts import in_full


@pytest.mark.parametrize(
    ("source", "lang", "is_large"),
    [
        ("A long sentence. " * 20, "en-GB", True),
        ("\n\nÉté. " + "Une phrase. " * 30, "fr", True),
        ("A long sentence. " * 5, "en-GB", False),
        ("## Heading\n\n" + "A long sentence. " * 20, "en-GB", False),
        ("“Quoted. " + "A long sentence. " * 20, "en-GB", False),
        ("||Hidden|| " + "A long sentence. " * 20, "en-GB", False),
        ("長い文。" * 100, "ja", False),
        ("", "en-GB", False),
    ],
)
def test_opens_large(source: str, lang: str, is_large: bool) -> None:
    assert in_full.opens_large(source, lang=lang) is is_large
