"""Pictures that come along with their pieces, and those that may not."""

import errno
import os

import pytest
from sqlalchemy import func, select

from blog.config import Settings
from blog.db import session
from blog.errors import Full
from blog.media.models import Picture
from blog.posts.models import PostPicture
from blog.transfer.report import Result
from tests.media import samples
from tests.media.conftest import kept_in
from tests.transfer.conftest import Run, Source, only, the_post


def references() -> list[str]:
    return sorted(session().scalars(select(PostPicture.reference)))


def picture_count() -> int:
    return session().scalar(select(func.count()).select_from(Picture)) or 0


def test_pictures_come_along_by_the_names_they_have(run: Run, source: Source) -> None:
    source.write("pictures/harbour.jpg", samples.jpeg(600, 400))
    source.write("posts/夜.png", samples.png())
    source.write("posts/two words.png", samples.png(80, 60))
    text = "![Harbour](../pictures/harbour.jpg)\n\n![Night](夜.png)\n\n![Two](<two words.png>)"
    source.piece("posts/a.md", "title: A", text)
    assert only(run()).notes == ()
    assert references() == ["../pictures/harbour.jpg", "two words.png", "夜.png"]
    html = str(the_post("a").page_html)
    assert html.count('src="/media/') == 3
    assert 'width="600"' in html


def test_a_cover_is_a_path_or_more(run: Run, source: Source) -> None:
    source.write("lamp.png", samples.png())
    source.piece("a.md", "title: A\ncover: lamp.png")
    source.piece("b.md", "title: B\ncover: {picture: lamp.png, alt: A lamp, caption: Lit}")
    run()
    one, other = the_post("a"), the_post("b")
    assert one.cover_id == other.cover_id
    assert (other.cover_alt, other.cover_caption) == ("A lamp", "Lit")
    assert picture_count() == 1


def test_a_missing_picture_is_reported_and_its_reference_stays(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\ncover: gone.png", "![Gone](gone.png)")
    outcome = only(run())
    assert outcome.result is Result.MADE
    assert outcome.notes == ("“gone.png” is not in the folder.",) * 2
    post = the_post("a")
    assert post.source == "![Gone](gone.png)"
    assert post.cover_id is None


def test_a_full_disk_ends_it_and_the_next_run_brings_all(
    run: Run, source: Source, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    source.write("lamp.png", samples.png())
    for name in "ab":
        source.piece(f"{name}.md", f"title: {name}", "![Lamp](lamp.png)")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Full, match="The disk here is full"):
        run()
    assert (picture_count(), kept_in(installation.media)) == (0, [])
    monkeypatch.undo()
    assert [outcome.result for outcome in run().outcomes] == [Result.MADE] * 2


def test_a_picture_that_came_later_is_taken_by_the_next_run(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A", "![Later](later.png)")
    run()
    assert only(run()).result is Result.UNCHANGED
    source.write("later.png", samples.png())
    assert only(run()).result is Result.CHANGED
    assert references() == ["later.png"]


def test_another_picture_under_the_same_name(run: Run, source: Source) -> None:
    source.write("still.png", samples.png())
    source.piece("a.md", "title: A", "![Still](still.png)")
    run()
    first = str(the_post("a").page_html)
    source.write("still.png", samples.png(80, 60))
    assert only(run()).result is Result.CHANGED
    assert str(the_post("a").page_html) != first
    assert picture_count() == 2


def test_what_is_no_picture_is_said(run: Run, source: Source) -> None:
    source.write("drawing.jpg", "<svg onload='alert(1)'></svg>")
    source.piece("a.md", "title: A", "![A drawing](drawing.jpg)")
    assert "“drawing.jpg” is an SVG drawing" in only(run()).notes[0]
    assert only(run()).result is Result.UNCHANGED


@pytest.mark.parametrize(
    "reference",
    [
        "../outside.png",
        "%2e%2e/outside.png",
        "a/../../outside.png",
        "link.png",
        "linked/outside.png",
    ],
)
def test_nothing_outside_the_folder_is_taken(run: Run, source: Source, reference: str) -> None:
    outside = source.root.parent / "outside.png"
    outside.write_bytes(samples.png())
    os.symlink(outside, source.root / "link.png")
    os.symlink(source.root.parent, source.root / "linked")
    source.piece("a.md", f"title: A\ncover: '{reference}'", f"![Outside]({reference})")
    report = run()
    assert only(report).notes == (f"“{reference}” lies outside the folder.",) * 2
    assert picture_count() == 0


@pytest.mark.parametrize("reference", ["/etc/passwd.png", "/media/x.png"])
def test_an_absolute_path_is_not_taken(run: Run, source: Source, reference: str) -> None:
    source.piece("a.md", "title: A", f"![Outside]({reference})")
    run()
    assert references() == []


@pytest.mark.parametrize(
    "reference", ["https://old.example/a.png", "//old.example/a.png", "data:image/png;base64,AA=="]
)
def test_pictures_elsewhere_are_not_looked_for(run: Run, source: Source, reference: str) -> None:
    source.piece("a.md", "title: A", f"![Elsewhere]({reference})")
    assert only(run()).notes == ()
    assert picture_count() == 0


def test_a_name_that_a_mac_wrote_in_two_characters(run: Run, source: Source) -> None:
    source.write("cafe\u0301.png", samples.png())
    source.piece("a.md", "title: A", "![Café](caf\u00e9.png)")
    assert only(run()).notes == ()
    assert picture_count() == 1


def test_a_refused_file_leaves_no_picture(run: Run, source: Source, installation: Settings) -> None:
    source.write("kept.png", samples.png(500, 300))
    source.write("lost.png", samples.png(1000, 600))
    source.piece("a.md", "title: A\nslug: snow", "![Kept](kept.png)")
    source.piece("b.md", "title: B\nslug: snow", "![Kept](kept.png) ![Lost](lost.png)")
    report = run()
    assert report.outcomes[1].code == "slug_taken"
    assert picture_count() == 1
    assert len(kept_in(installation.media)) == 1
