"""Numbers of several processes, counted up together."""

import subprocess
import sys
from pathlib import Path

import pytest

from blog.counters import Counters

NAMES = ("pages", "seconds")

# Counts in a process of its own, then waits until it is killed.
COUNTING = """
import sys
from pathlib import Path
from blog.counters import Counters

counters = Counters(Path(sys.argv[1]), ("pages", "seconds"))
for _ in range(1000):
    counters.add("pages")
print("counted", flush=True)
sys.stdin.read()
"""


def test_a_killed_process_has_counted_and_the_next_counts_on(tmp_path: Path) -> None:
    for number in (1, 2):
        command = [sys.executable, "-c", COUNTING, str(tmp_path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stdout.readline() == b"counted\n"
            process.kill()
        assert Counters(tmp_path, NAMES).sums() == {"pages": number * 1000, "seconds": 0}
    assert len(list(tmp_path.iterdir())) == 1


def test_two_at_once_have_a_file_each(tmp_path: Path) -> None:
    one, other = Counters(tmp_path, NAMES), Counters(tmp_path, NAMES)
    one.add("pages")
    other.add("pages", 2)
    other.add("seconds", 0.25)
    assert one.sums() == other.sums() == {"pages": 3, "seconds": 0.25}
    assert len(list(tmp_path.iterdir())) == 2


def test_another_version_has_files_of_its_own(tmp_path: Path) -> None:
    Counters(tmp_path, NAMES).add("pages")
    later = Counters(tmp_path, (*NAMES, "letters"))
    later.add("letters")
    assert later.sums() == {"pages": 0, "seconds": 0, "letters": 1}


def test_where_no_file_can_be_made_it_counts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "counters").write_text("a file where the folder should be")
    counters = Counters(tmp_path / "counters", NAMES)
    counters.add("pages")
    assert counters.sums() == {"pages": 0, "seconds": 0}


def test_a_name_that_nobody_gave(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Counters(tmp_path, NAMES).add("page")
