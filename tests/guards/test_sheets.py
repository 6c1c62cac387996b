"""The style sheets hold no rule for what no page can have, and no name that is never used."""

import re
from collections.abc import Iterator
from pathlib import Path

from pygments.token import STANDARD_TYPES

BLOG = Path(__file__).parents[2] / "blog"
TEMPLATES = BLOG.parent / "templates"
SHEETS = {
    file.name: re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    for file in sorted((BLOG / "static/css").glob("*.css"))
}
# What a template completes: `id="v-{{ view }}"` is #v-read and others. `tint-` comes from pictures.
BEGUN = re.compile(r'(?:class|id)="([\w-]+-){{')


def sources(folder: Path, ending: str) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in folder.rglob(f"*.{ending}"))


def names_on_pages() -> Iterator[str]:
    """Every word that stands where a class or an id may: in attributes and in short literals."""
    templates, modules = sources(TEMPLATES, "html"), sources(BLOG, "py")
    scripts = re.sub(r"(?s:/\*.*?\*/)|//.*", "", sources(BLOG / "static/js", "js"))
    code = re.findall(r"{[{%].*?[%}]}", re.sub(r"{#.*?#}", "", templates, flags=re.DOTALL))
    places = [
        *re.findall(r'\b(?:class|id)="([^"]*)', templates + modules),
        *re.findall(r"block \w*class %}([^{]*)", templates),
        *re.findall(r'"([^"\n]*)"', "\n".join(code)),
        *re.findall(r'"([^"\n]*)"|`([^`\n]*)`', scripts),
        *re.findall(r'"([\w-]+(?: [\w-]+){0,2})"', modules),
    ]
    for place in places:
        yield from re.findall(r"[\w-]+", "".join(place))


def test_every_class_and_id_can_be_on_a_page() -> None:
    known = {*names_on_pages(), *STANDARD_TYPES.values()}
    begun = (*BEGUN.findall(sources(TEMPLATES, "html")), "tint-")
    unknown = [
        f"{sheet}: {name}"
        for sheet, text in SHEETS.items()
        for selector in re.findall(r"([^{};]+){", text)
        if not selector.strip().startswith("@")
        for name in re.findall(r"[.#]([A-Za-z_][\w-]*)", re.sub(r'"[^"]*"', "", selector))
        if name not in known and not name.startswith(begun)
    ]
    assert unknown == []


def test_every_property_of_ours_is_used_and_made() -> None:
    elsewhere = sources(BLOG, "py") + sources(BLOG / "static/js", "js")
    text = "".join(SHEETS.values())
    made = set(re.findall(r"(--[\w-]+)\s*:", text))
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert len(made) > 40
    assert [name for name in sorted(made ^ used) if name not in elsewhere] == []
