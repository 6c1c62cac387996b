"""What a picture costs: `python bench/pictures.py` for 12 and 60 megapixels.

Each step runs in a process of its own, as uploads and jobs do: seconds by the clock and of the
processor, and the most memory that the process held, the interpreter and the application included.
"""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image

from blog import schema
from blog.app import create_app
from blog.config import from_env
from blog.db import session, transaction
from blog.media import commands, jobs
from blog.media.models import Picture

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
KINDS = {
    "12 MP JPEG": ((4000, 3000), "JPEG", "RGB", {"quality": 90}),
    "12 MP JPEG, progressive": ((4000, 3000), "JPEG", "RGB", {"quality": 90, "progressive": True}),
    "12 MP JPEG, another profile": ((4000, 3000), "JPEG", "CMYK", {"quality": 90}),
    "12 MP PNG, transparent": ((4000, 3000), "PNG", "RGBA", {"compress_level": 1}),
    "12 MP WebP": ((4000, 3000), "WEBP", "RGB", {"quality": 85, "method": 0}),
    "12 MP, a tall screenshot": ((1200, 10_000), "PNG", "RGB", {"compress_level": 1}),
    "60 MP JPEG": ((9000, 6600), "JPEG", "RGB", {"quality": 85}),
    "60 MP JPEG, progressive": ((9000, 6600), "JPEG", "RGB", {"quality": 85, "progressive": True}),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        schema.upgrade(from_env({"BLOG_DATA": place}).database)
        print(f"{'':30}{'upload':>24}{'sizes':>24}")
        print(f"{'(nothing)':30}{measured('empty', place, place):>24}")
        for name in KINDS:
            file = Path(place, "given")
            file.write_bytes(photograph(name))
            steps = [measured(step, place, str(file)) for step in ("upload", "sizes")]
            print(
                f"{name + f', {file.stat().st_size / 1e6:.1f} MB':30}"
                + "".join(f"{step:>24}" for step in steps)
            )


def measured(step: str, place: str, file: str) -> str:
    command = [sys.executable, __file__, step, place, file]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def run(step: str, place: str, file: str) -> None:
    """One step, in the process that was started for it."""
    installation = from_env({"BLOG_DATA": place})
    folder = installation.media
    with create_app(installation).app_context():
        clock, processor = perf_counter(), process_time()
        if step == "upload":
            picture = commands.prepare(Path(file).read_bytes(), name="still", at=NOW, folder=folder)
            with transaction():
                commands.enter(picture)
        elif step == "sizes":
            newest = session().query(Picture.id).order_by(Picture.id.desc()).first()
            assert newest
            jobs.make_sizes(newest[0], folder=folder, at=NOW)
        clock, processor = perf_counter() - clock, process_time() - processor
    print(f"{clock:.1f} s ({processor:.1f}) {most_memory():.0f} MB")


def most_memory() -> float:
    """Of this process alone: getrusage() begins with what the parent had when it forked."""
    status = Path("/proc/self/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes.split()[1]) / 1024


def photograph(name: str) -> bytes:
    """Slopes with some noise, so that its size is that of a photograph."""
    size, form, mode, options = KINDS[name]
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), Random(name).uniform(20, 60))
    slope = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (noise.resize(size), slope, slope.rotate(180)))
    if mode == "RGBA":
        image.putalpha(slope)
    target = BytesIO()
    image.convert(mode).save(target, form, **options)
    return target.getvalue()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(*sys.argv[1:])
    else:
        main()
