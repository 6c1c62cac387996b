"""Who is at work is known by a lock that ends with its process."""

import os
import subprocess
import sys
from pathlib import Path

from blog.jobs import holders

# Says its name when it is at work, and goes on until its input ends.
AT_WORK = """
import sys
from pathlib import Path
from blog.jobs import holders

with holders.present(Path(sys.argv[1])) as holder:
    print(holder.name, flush=True)
    sys.stdin.read()
"""


def start(folder: Path) -> "tuple[subprocess.Popen[str], str]":
    process = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, process.stdout.readline().strip()


def test_a_killed_process_is_outlived_and_others_are_not(tmp_path: Path) -> None:
    with holders.present(tmp_path / "workers") as us:
        killed, killed_name = start(us.folder)
        other, other_name = start(us.folder)
        with killed, other:
            assert holders.present_count(us.folder) == 3
            assert us.outlived() == []
            killed.kill()
            killed.wait()
            assert us.outlived() == [killed_name]
            assert holders.present_count(us.folder) == 2
            us.bury(killed_name)
            assert us.outlived() == []
            assert set(os.listdir(us.folder)) == {us.name, other_name}


def test_names_are_not_given_twice_and_files_go(tmp_path: Path) -> None:
    folder = tmp_path / "workers"
    with holders.present(folder) as one, holders.present(folder) as two:
        assert one.name != two.name
        assert len(os.listdir(folder)) == 2
    assert os.listdir(folder) == []
