"""The habits of ARCHITECTURE.md, as tests: what only one file may do, and what none may."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "blog").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def found(pattern: str, files: list[Path], *, except_in: tuple[str, ...] = ()) -> list[str]:
    """Where a pattern stands, as "file:line"."""
    return [
        f"{file.relative_to(ROOT)}:{number}"
        for file in files
        if str(file.relative_to(ROOT)) not in except_in
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        (r"\b(?:import |from |late\(.)(?:bleach|nh3)\b", ("blog/markdown/sanitize.py",)),
        (r"\bmarkupsafe\b|\bSafeHtml\(|__new__\(SafeHtml", ("blog/markdown/sanitize.py",)),
        (r"\bfrom_store\b", ("blog/markdown/sanitize.py", "blog/markdown/columns.py")),
        (r"datetime\.(?:now|utcnow|today)\(|\btime\.time\(", ("blog/clock.py",)),
        (r"\.commit\(", ("blog/db.py",)),
        (r"\.query\b(?!\w)\.|backref=", ()),
        (
            r"^\s*(?:import|from) (?:requests|urllib3|httpx|aiohttp|http\.client)\b"
            r"|urllib\.request|urlopen|http\.client|create_connection",
            ("blog/fetch.py",),
        ),
        (r"\bsmtplib\b", ("blog/mail/smtp.py",)),
    ],
)
def test_only_one_file_does_it(pattern: str, allowed: tuple[str, ...]) -> None:
    assert found(pattern, MODULES, except_in=allowed) == []


def test_templates_mark_nothing_safe() -> None:
    assert found(r"\|\s*safe\b|Markup|autoescape\s+false", TEMPLATES) == []


def test_templates_hold_nothing_inline() -> None:
    """The Content-Security-Policy refuses it, and the page would be broken in silence."""
    inline = (
        r"<style|\sstyle=|\son[a-z]+="
        r"|<script(?![^>]*(?:src=|application/ld\+json)|>\{\{ paper_script \}\}</script>)"
    )
    assert found(inline, TEMPLATES) == []


def test_templates_ask_no_other_host() -> None:
    assert found(r"(?:src|href|action)=\"(?:https?:)?//", TEMPLATES) == []


def test_every_icon_and_every_macro_is_used() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES)
    icons = re.findall(r'^  "(\w+)": "M', sources, re.MULTILINE)
    assert len(icons) > 5
    assert [name for name in icons if not re.search(rf'[( ]"{name}"\)', sources)] == []
    macros = re.findall(r"{% macro (\w+)\(", sources)
    used = {name: re.findall(rf"\b{name}\(|standing\({name}\b", sources) for name in macros}
    assert [name for name, places in used.items() if len(places) < 2] == []


def test_no_drawer_for_odds_and_ends() -> None:
    names = {"utils", "helpers", "common", "misc", "util", "helper"}
    assert [str(file) for file in MODULES + TESTS if file.stem in names] == []


def test_files_are_short() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in MODULES + TESTS
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}
    longest = sorted(lengths.values())[int(len(lengths) * 0.95) :]
    assert longest[0] <= 250


def test_every_module_says_what_it_is() -> None:
    files = [file for file in MODULES if file.read_text(encoding="utf-8").strip()]
    silent = [file for file in files if not file.read_text(encoding="utf-8").startswith('"""')]
    assert [str(file.relative_to(ROOT)) for file in silent] == []


def test_no_work_is_left_undone_and_no_test_is_off() -> None:
    here = Path(__file__)
    unfinished = r"\b(?:TODO|FIXME|XXX|NotImplemented)\b|mark\.(?:skip|xfail)|pytest\.skip"
    files = [file for file in MODULES + TESTS if file != here]
    assert found(unfinished, files) == []


def test_the_project_stands_alone() -> None:
    """No address of a package registry, in the lock files least of all."""
    files = [*ROOT.glob("requirements*.txt"), ROOT / "pyproject.toml", ROOT / "Makefile"]
    assert found(r"https?://(?!127\.0\.0\.1)|--index-url", files) == []
