"""Finding fonts: in the blog's own folder first, and never stopped by what is none."""

import shutil
from pathlib import Path

import pytest

from blog.cards import fonts, library
from tests.cards import cards


def test_no_folder_no_fonts(tmp_path: Path) -> None:
    assert library.look([tmp_path / "nowhere"]).families == {}
    assert cards.NO_FONTS.draws("ja") is None
    assert cards.NO_FONTS.chain("ja", own=fonts.ROMAN) == fonts.ROMAN


def test_what_is_no_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    (tmp_path / "empty.otf").touch()
    (tmp_path / "gone.ttc").symlink_to(tmp_path / "nowhere")
    assert library.look([tmp_path]).families == {}


def test_a_font_in_the_data_folder_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A font of ours stands for one that is looked for: a machine may have none of those."""
    of_the_machine, data = tmp_path / "machine", tmp_path / "data"
    monkeypatch.setattr(library, "_OF_THE_MACHINE", (of_the_machine,))
    monkeypatch.setattr(library, "_ANY", "Hanken Grotesk")
    for folder in (of_the_machine, data / "fonts"):
        folder.mkdir(parents=True)
        shutil.copy(fonts.SANS[0].file, folder / "font.ttf")
    found = library.look(library.folders(data))
    assert [face.file for face in found.families.values()] == [data / "fonts" / "font.ttf"]


def test_each_language_has_its_own_shapes_first() -> None:
    face = {name: fonts.Face(Path(name), name) for name in ("Noto Serif CJK JP", "Songti SC")}
    some = library.Library(face)
    assert [one.family for one in some.chain("ja", own=())] == ["Noto Serif CJK JP", "Songti SC"]
    assert [one.family for one in some.chain("zh", own=())] == ["Songti SC", "Noto Serif CJK JP"]
    assert some.draws("zh-TW") == face["Songti SC"]


def test_joined_letters_need_an_engine_that_joins_them() -> None:
    face = {"DejaVu Sans": fonts.Face(Path("any.ttf"), "DejaVu Sans")}
    assert library.Library(face).chain("ar", own=fonts.ROMAN) == ()
    assert library.Library(face, can_shape=True).chain("ar", own=())[0] == face["DejaVu Sans"]
    assert library.Library(face).chain("ru", own=())[0] == face["DejaVu Sans"]
