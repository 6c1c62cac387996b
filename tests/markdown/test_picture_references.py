"""What a piece names is the same whether it is rendered or only looked at."""

from pathlib import Path

import pytest

from blog.markdown import RenderRefused, picture_references, render

DEMO = Path(__file__).parents[2] / "blog" / "demo" / "posts"
SOURCE = """
![One](one.jpg "A caption") and ![Two](<two words.png>)

![Three][three] <img src="four.webp" alt="Four">

> ![夜](夜.png)
> — Somebody

::: spoiler The end
![Five](../five.jpg)
:::

- [![Six](six.jpg)](/posts/six/)[^1]

`![none](none.jpg)`

[^1]: ![Seven](seven.jpg)

[three]: three.jpg
"""


@pytest.mark.parametrize("file", [None, *sorted(DEMO.glob("*.md"))], ids=lambda f: f and f.stem)
def test_the_same_as_rendered(file: Path | None) -> None:
    source = file.read_text() if file else SOURCE
    rendered = render(source, doc_id="1", permalink="https://blog.example/posts/a/", lang="en")
    assert set(picture_references(source)) == set(rendered.picture_references)
    assert file or len(rendered.picture_references) == 8


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(RenderRefused):
        picture_references("x" * 2_000_000)
