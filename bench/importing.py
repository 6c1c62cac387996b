"""How long an import takes: `python bench/importing.py [FILES]` (2,000 unless told otherwise).

Makes a folder of pieces with front matter, of about 700 words each, every fifth with a picture of
its own (a photograph of 1600 × 1200) and every piece with a shared cover. Imports it dry, in
earnest, once more with nothing new, and with every tenth file changed. Seconds by the clock and of
the processor, each run once; the last line is the most memory that was used.
"""

import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image

from blog import schema
from blog.app import create_app
from blog.config import from_env
from blog.transfer.folder import Folder
from blog.transfer.markdown_folder import import_folder

FIRST = datetime(2012, 1, 1, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PEOPLE = 300
WORDS = "snow lamp harbour window slow train kettle 慢车 銀河 night road river letter tide".split()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as place:
        folder, data = Path(place, "pieces"), Path(place, "data")
        fill(folder, count)
        installation = from_env({"BLOG_DATA": str(data)})
        schema.upgrade(installation.database)
        root = Folder(folder.resolve())
        with create_app(installation).app_context():

            def run(*, is_dry_run: bool = False) -> dict[str, int]:
                return import_folder(
                    root, installation=installation, at=NOW, is_dry_run=is_dry_run
                ).counts()

            timed("dry run", lambda: run(is_dry_run=True))
            timed("import", run)
            timed("again, nothing new", run)
            for number in range(0, count, 10):
                file = folder / f"piece-{number}.md"
                file.write_text(file.read_text() + "\n\nOne more line.\n")
            timed("again, every tenth changed", run)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{'memory':28}{most / 1024:8.0f} MB")


def timed(name: str, work: Callable[[], dict[str, int]]) -> None:
    clock, processor = perf_counter(), process_time()
    counts = work()
    clock, processor = perf_counter() - clock, process_time() - processor
    print(f"{name:28}{clock:8.1f} s {processor:8.1f} s   {counts}")


def fill(folder: Path, count: int, *, picture_every: int = 5) -> None:
    folder.mkdir()
    random = Random(2)
    (folder / "blog.yaml").write_text("name: The Ninth Lamp\nauthor: Ada Winter\n")
    (folder / "cover.jpg").write_bytes(photograph(random))
    for number in range(count):
        picture = ""
        if number % picture_every == 0:
            (folder / f"still-{number}.jpg").write_bytes(photograph(random))
            picture = f'![A still](still-{number}.jpg "Number {number}")\n\n'
        (folder / f"piece-{number}.md").write_text(piece(number, random, picture), "utf-8")


def piece(number: int, random: Random, picture: str) -> str:
    # Tags that a quarter of all pieces have, and one that 20 have, so that tags grow as well.
    tags = ", ".join([*random.sample(WORDS, 4), f"nook {number // 20}"])
    date = FIRST + timedelta(hours=6 * number)
    paragraphs = "\n\n".join(
        " ".join(random.choice(WORDS) for _ in range(100)) + " **and *so* on**." for _ in range(7)
    )
    # A theme is put in order by hand: it has a dozen pieces, however many there are in all.
    themes = f"theme-{number % 6}" if number < 84 else ""
    work = work_of(number)
    return (
        f"---\ntitle: 'Film: Number {number} (慢车) — A Journey'\ndate: {date:%Y-%m-%d %H:%M}\n"
        f"tags: [{tags}]\nthemes: [{themes}]\ncover: {{picture: cover.jpg, alt: Snow}}\n"
        f"work: {{title: {work_title(work)}, year: {1950 + work % 75}, kind: film, "
        f"countries: [Norway], people: [{{name: Person {work % PEOPLE}, role: director}}]}}\n"
        f"rating: 4\n---\n\n{picture}{paragraphs}\n\n> We knew the time.\n> — Programme note\n"
    )


def work_of(number: int) -> int:
    """Two pieces are on each work; on one of them, a fiftieth of all."""
    return 0 if number % 50 == 0 else number // 2


def work_title(work: int) -> str:
    """Under every letter of the alphabet."""
    return f"{chr(ord('A') + work % 26)} journey {work}"


def photograph(random: Random) -> bytes:
    """Slopes with some noise, so that its size is that of a photograph."""
    noise = Image.effect_noise((400, 300), random.uniform(20, 60)).resize((1600, 1200))
    slope = Image.linear_gradient("L").resize((1600, 1200))
    target = BytesIO()
    Image.merge("RGB", (noise, slope, noise)).save(target, "JPEG", quality=85)
    return target.getvalue()


if __name__ == "__main__":
    main()
