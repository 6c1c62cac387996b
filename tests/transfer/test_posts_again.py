"""Files that come once more: what a changed one changes, and what was edited on the desk."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from blog.db import session, transaction
from blog.posts import autosave, commands
from blog.posts.fields import Fields
from blog.posts.models import Post, PostAddress, Revision, Status
from blog.posts.revisions import Window
from blog.topics.models import PostTag
from blog.transfer.report import Result
from tests.conftest import FrozenClock
from tests.transfer.conftest import Run, Source, only, tags_of, the_post


def test_a_changed_file_changes_its_piece_and_keeps_the_old_text(
    run: Run, source: Source, clock: FrozenClock
) -> None:
    source.piece("a.md", "title: A\ndate: 2026-01-01\ntags: [one]", "Before.")
    run()
    first = the_post("a")
    clock.move(hours=1)
    source.piece("a.md", "title: A\nslug: b\ndate: 2026-01-02\ntags: [two]", "After.")
    assert only(run()).result is Result.CHANGED
    second = the_post("b")
    assert (second.id, second.entry_id) == (first.id, first.entry_id)
    assert second.source == "After."
    assert second.published_at == datetime(2026, 1, 2, tzinfo=UTC)
    assert tags_of(second) == ["two"]
    texts = session().scalars(select(Revision.source).order_by(Revision.number))
    assert list(texts) == ["Before.", "After."]
    assert session().scalars(select(PostAddress.path)).all() == ["/posts/a/"]


def test_a_date_taken_out_of_the_file_takes_nothing_back(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A\ndate: 2026-01-01")
    run()
    source.piece("a.md", "title: A", "Other words.")
    assert only(run()).result is Result.CHANGED
    assert the_post("a").published_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_file_with_an_id_may_move(run: Run, source: Source) -> None:
    file = source.piece("a.md", "title: A\nid: tag:old.example,2019:1")
    run()
    (source.root / "2019").mkdir()
    file.rename(source.root / "2019" / "b.md")
    assert only(run()).result is Result.UNCHANGED


def test_another_piece_at_the_same_path_is_another_piece(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A")
    run()
    source.piece("a.md", "title: B\nid: tag:old.example,2019:2")
    assert only(run()).result is Result.MADE
    assert sorted(session().scalars(select(Post.title))) == ["A", "B"]
    assert only(run()).result is Result.UNCHANGED


def test_a_post_cannot_become_a_page(run: Run, source: Source) -> None:
    source.piece("a.md", "title: A")
    run()
    source.piece("a.md", "title: A\nkind: page")
    assert only(run()).code == "other_kind"


class TestEditedOnTheDesk:
    """What was done there is not undone by a file."""

    @pytest.fixture(autouse=True)
    def imported(self, run: Run, source: Source) -> None:
        source.piece("a.md", "title: A\ntags: [one]\ndate: 2026-01-01", "From the file.")
        run()

    def edit(self, **changes: object) -> None:
        with transaction():
            post = the_post("a")
            for name, value in changes.items():
                setattr(post, name, value)

    def test_an_edited_piece_is_left_alone(self, run: Run, source: Source) -> None:
        self.edit(source="From the desk.")
        assert only(run()).result is Result.UNCHANGED
        source.piece("a.md", "title: A\ndate: 2026-01-01", "Newer in the file.")
        outcome = only(run())
        assert (outcome.result, outcome.code) == (Result.SKIPPED, "edited_on_the_desk")
        assert not outcome.is_failure
        assert the_post("a").source == "From the desk."

    def test_unless_it_may_be_overwritten(self, run: Run, source: Source) -> None:
        self.edit(source="From the desk.")
        assert only(run(may_overwrite=True)).result is Result.CHANGED
        assert the_post("a").source == "From the file."
        assert only(run(may_overwrite=True)).result is Result.UNCHANGED

    def test_what_was_withdrawn_stays_so(
        self, run: Run, source: Source, clock: FrozenClock
    ) -> None:
        with transaction():
            commands.withdraw(the_post("a"), at=clock.now)
        source.piece("a.md", "title: A\ndate: 2026-01-01", "Newer in the file.")
        assert only(run()).code == "edited_on_the_desk"
        assert the_post("a").status(clock.now) is Status.WITHDRAWN

    def test_other_tags_are_an_edit(self, run: Run, source: Source) -> None:
        with transaction():
            session().query(PostTag).delete()
        source.piece("a.md", "title: A\ntags: [one, two]\ndate: 2026-01-01", "Newer.")
        assert only(run()).code == "edited_on_the_desk"

    def test_what_is_being_typed_is_an_edit(
        self, run: Run, source: Source, clock: FrozenClock
    ) -> None:
        typed, window = Fields(title="A", source="Not published."), Window(editor="one")
        with transaction():
            post = the_post("a")
            autosave.autosave(post, typed, based_on=post.version, window=window, at=clock.now)
        source.piece("a.md", "title: A\ndate: 2026-01-01", "Newer in the file.")
        assert only(run()).code == "edited_on_the_desk"
        assert only(run(may_overwrite=True)).result is Result.CHANGED
        assert "Not published." in session().scalars(select(Revision.source)).all()

    def test_what_no_file_says_stays(self, run: Run, source: Source) -> None:
        self.edit(title_lang="zh-Hans")
        source.piece("a.md", "title: A\ndate: 2026-01-01", "Newer in the file.")
        assert only(run()).result is Result.CHANGED
        assert the_post("a").title_lang == "zh-Hans"

    def test_rendering_again_is_not_an_edit(self, run: Run, source: Source) -> None:
        self.edit(rendered_by=0, reading_minutes=99)
        source.piece("a.md", "title: A\ndate: 2026-01-01", "Newer in the file.")
        assert only(run()).result is Result.CHANGED


def test_a_piece_of_the_desk_is_not_overwritten_by_its_id(
    run: Run, source: Source, clock: FrozenClock
) -> None:
    with transaction():
        from_desk = commands.create(
            commands.Fields(title="Mine", source="From the desk."),
            site_url="https://blog.example",
            at=clock.now,
        )
    source.piece("a.md", f"title: A\nid: {from_desk.entry_id}")
    assert only(run()).code == "edited_on_the_desk"
    assert the_post("mine").source == "From the desk."
