"""What a social card costs: `python bench/cards.py`.

Milliseconds, the least of 5, for planning, drawing and writing one, its kilobytes, and the most
memory that the process held after all of them.
"""

import resource
import sys
from itertools import pairwise
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from blog.cards import drawing, library, plan, words

TITLES = {
    "Latin, short": ("Past Lives", "en-GB"),
    "four parts, two scripts": ("Movie Review: Love Letter (情书) — A Winter in Otaru", "en-GB"),
    "Chinese, long": ("关于雪、记忆与一本图书馆借书卡的故事，写在第三次看完之后", "zh-Hans"),
    "Latin, 500 characters": ("What I learned that winter, " * 18, "en-GB"),
}


def main() -> None:
    started = perf_counter()
    fonts = library.look(library.folders(Path("instance")))
    print(f"looking for fonts: {1000 * (perf_counter() - started):.0f} ms")
    print("| title | plan | draw | write | kB |\n|---|---:|---:|---:|---:|")
    for name, (title, lang) in TITLES.items():
        runs = [measure(title, lang, fonts) for _ in range(5)]
        plan_ms, draw_ms, write_ms = (1000 * min(run[part] for run in runs) for part in range(3))
        row = f"{plan_ms:.1f} | {draw_ms:.0f} | {write_ms:.0f} | {runs[0][3] / 1000:.1f}"
        print(f"| {name} | {row} |")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measure(title: str, lang: str, fonts: library.Library) -> tuple[float, float, float, int]:
    shown = words.of_piece(
        title,
        lang=lang,
        second="",
        cloth="slate",
        theme="Snow",
        blog="Soft Pedal",
        blog_lang="en-GB",
        rating=9,
    )
    times = [perf_counter()]
    planned = plan.make(shown, fonts)
    assert planned is not None
    times.append(perf_counter())
    card = drawing.draw(planned)
    times.append(perf_counter())
    data = drawing.png(card)
    times.append(perf_counter())
    spent = [later - earlier for earlier, later in pairwise(times)]
    return spent[0], spent[1], spent[2], len(data)


if __name__ == "__main__":
    main()
