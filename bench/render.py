"""How long a piece of 10,000 words takes to render, stage by stage: `python bench/render.py`.

The piece holds every element of the dialect about every 60 words, in four scripts. Each figure is
the least of several runs, in milliseconds.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from blog.markdown import Picture, render
from blog.markdown.dialect import PARSER
from blog.markdown.policy import FEED, PAGE
from blog.markdown.sanitize import clean

PERMALINK = "https://ninth-row.example/posts/slow-train/"
PICTURES = {
    f"still-{number}.jpg": Picture(
        url=f"/media/{number}/still.jpg",
        width=1200,
        height=675,
        srcset=f"/media/{number}/480.jpg 480w, /media/{number}/1200.jpg 1200w",
        sources=tuple(
            (
                f"image/{form}",
                f"/media/{number}/480.{form} 480w, /media/{number}/1200.{form} 1200w",
            )
            for form in ("avif", "webp")
        ),
        tint="123",
    )
    for number in range(100)
}

PROSE = (
    "The slow train stops at *Snow Ridge* (慢车到雪岭) for nine minutes, and in those nine minutes "
    "the guard steps off, walks the length of **seven carriages**, signs a book at the window and "
    "walks back.[^{n}] He has done it for [eleven years](/posts/eleven/), see "
    "https://ninth-row.example/notes/{n}. "
)
ELEMENTS = (
    "## Part {n}: 第{n}章\n",
    '![A platform at dusk](still-{n}.jpg "Snow Ridge, *16:44*.")\n',
    '![His side](still-{n}.jpg "His.") ![Her side](still-{n}.jpg "Hers.")\n',
    "> Waiting is when you don't know. We knew the time to the minute.\n> — Programme note, {n}\n",
    "::: pull\nShe is interested in whether they will be on time.\n:::\n",
    "::: dialogue\nAunt: “多吃点，不然要化了。”\nAunt: “Eat more, or it'll thaw.”\n"
    "— Kitchen {n}\n:::\n",
    "::: spoiler The ending, part {n}\nThe train goes through. She ||signs|| the book.\n:::\n",
    "| Season | Stop |\n|:--|--:|\n| Winter {n} | 9 min |\n| Spring | ||6 min|| |\n",
    "```python\ntogether = sum(m * d for m, d in stops.values())  # part {n}\n```\n",
    "- [x] the book\n- [ ] the radio, and ||the second suitcase||\n- {{漢字|かんじ}}と仮名\n",
    "雪岭站只有两个人记得**《时间》**的：一个卖票，一个查票。其余的人都只记得天气。\n",
    "역에는 두 사람만 시간을 기억한다. Остальные помнят только погоду.\n",
)


def piece(word_count: int) -> str:
    """A source of at least so many words."""
    parts: list[str] = []
    number = words = 0
    while words < word_count:
        part = (
            PROSE * 2
            + "\n\n"
            + ELEMENTS[number % len(ELEMENTS)]
            + f"\n[^{number}]: Note {{n}}.\n\n"
        )
        parts.append(part.replace("{{", "{").replace("}}", "}").replace("{n}", str(number % 100)))
        words += len(part.split())
        number += 1
    return "".join(parts)


def least(repeat: int, work: Callable[[], object]) -> float:
    """The shortest of the runs, in milliseconds."""
    best = float("inf")
    for _ in range(repeat):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--words", type=int, default=10_000)
    options.add_argument("--repeat", type=int, default=5)
    given = options.parse_args()
    source = piece(given.words)

    def whole() -> object:
        return render(source, doc_id="1", permalink=PERMALINK, pictures=PICTURES)

    made = render(source, doc_id="1", permalink=PERMALINK, pictures=PICTURES)
    parse = least(given.repeat, lambda: PARSER.parse(source, {}))
    page = least(given.repeat, lambda: clean(made.page_html, policy=PAGE, permalink=PERMALINK))
    feed = least(given.repeat, lambda: clean(made.feed_html, policy=FEED, permalink=PERMALINK))
    total = least(given.repeat, whole)
    print(f"source           {len(source):>8,} characters, {made.word_count:,} words")
    print(f"parse            {parse:8.1f} ms")
    print(f"passes and text  {total - parse - page - feed:8.1f} ms")
    print(f"clean the page   {page:8.1f} ms")
    print(f"clean the feed   {feed:8.1f} ms")
    print(f"all              {total:8.1f} ms")


if __name__ == "__main__":
    main()
