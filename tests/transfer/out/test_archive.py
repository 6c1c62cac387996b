"""An archive that is sent while it is made opens like any other."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from blog.transfer.out import archive
from blog.transfer.out.export import Member

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_it_opens_and_holds_everything(tmp_path: Path) -> None:
    picture = bytes(range(256)) * 3000
    (tmp_path / "c.jpg").write_bytes(picture)
    members = (
        Member(name="posts/雪.md", data=b"Schnee" * 100),
        Member(name="c.jpg", picture="c.jpg"),
    )
    sent = list(archive.packed(members, name="blog", media=tmp_path, at=AT))
    # A large file goes out in parts.
    assert max(map(len, sent)) < 300_000
    with ZipFile(BytesIO(b"".join(sent))) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["blog/posts/雪.md", "blog/c.jpg"]
        assert opened.read("blog/posts/雪.md") == b"Schnee" * 100
        assert opened.read("blog/c.jpg") == picture
        packed = [info.compress_type for info in opened.infolist()]
        assert packed == [ZIP_DEFLATED, ZIP_STORED]


def test_nothing_is_made_before_it_is_asked_for(tmp_path: Path) -> None:
    made: list[str] = []

    def members():  # type: ignore[no-untyped-def]
        for name in ("a", "b", "c"):
            made.append(name)
            yield Member(name=name, data=b"x")

    sent = archive.packed(members(), name="blog", media=tmp_path, at=AT)
    next(sent)
    assert made == ["a"]
