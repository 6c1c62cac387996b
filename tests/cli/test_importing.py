"""`blog import markdown` as it is typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from blog.cli import blog
from blog.config import Settings
from tests.media import samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "writing"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: A\nrating: 4\n---\n![Gone](gone.png)\n")
    (folder / "b.md").write_text("---\ntitle: B\n---\nText.\n")
    return folder


@pytest.fixture
def run(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> "Run":
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    monkeypatch.setenv("BLOG_URL", installation.url)
    return Run()


class Run:
    def __call__(self, *arguments: object) -> Result:
        return CliRunner().invoke(blog, ["import", "markdown", *map(str, arguments)])


def test_the_report_has_a_line_for_what_happened(run: Run, folder: Path) -> None:
    done = run(folder)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "made       writing/a.md",
        "           “gone.png” is not in the folder.",
        "made       writing/b.md",
        "Kept with their pieces, and shown nowhere yet: rating (1).",
        "The blog has no time zone yet: times were read in UTC.",
        "2 made, 0 changed, 0 unchanged, 0 skipped.",
    ]
    again = run(folder)
    assert again.output.endswith("0 made, 0 changed, 2 unchanged, 0 skipped.\n")


def test_a_file_that_failed_makes_the_status_1(run: Run, folder: Path) -> None:
    (folder / "c.md").write_text("---\ntitle: [C\n---\n")
    done = run(folder)
    assert done.exit_code == 1
    assert (
        "skipped    writing/c.md\n           The front matter cannot be read in line" in done.output
    )
    assert "2 made, 0 changed, 0 unchanged, 1 skipped." in done.output


def test_a_dry_run_says_that_it_was_one(run: Run, folder: Path) -> None:
    assert run(folder, "--dry-run").output.endswith("This was a dry run: nothing was changed.\n")
    assert run(folder).output.endswith("2 made, 0 changed, 0 unchanged, 0 skipped.\n")


def test_it_says_what_is_still_to_be_done_for_pictures(run: Run, folder: Path) -> None:
    (folder / "gone.png").write_bytes(samples.png())
    waits = "Sizes of 1 picture will be made while the blog is served, or now with: blog jobs run"
    assert waits not in run(folder, "--dry-run").output
    assert waits in run(folder).output


def test_json_for_programs(run: Run, folder: Path) -> None:
    report = json.loads(run(folder, "--json").output)
    assert (report["made"], report["failed"], report["dry_run"]) == (2, 0, False)
    assert report["kept_keys"] == {"rating": 1}
    assert report["files"][0] == {
        "path": "writing/a.md",
        "result": "made",
        "code": "",
        "reason": "",
        "notes": ["“gone.png” is not in the folder."],
    }


@pytest.mark.parametrize("arguments", [[], ["no-such-folder"], ["--nonsense"]])
def test_wrong_usage_is_status_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
