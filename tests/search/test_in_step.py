"""Whatever happens to posts, tags, themes and works, the index says what a fresh one would say."""

import sqlite3
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from blog.db import session, transaction
from blog.posts import autosave, commands, trash, work_changes
from blog.posts.fields import Fields, fields_of
from blog.posts.models import Post
from blog.posts.revisions import Window
from blog.search import checking, index
from blog.search.engine import engine
from blog.search.models import SearchRow
from blog.topics import tags, themes
from blog.topics.models import Tag, Theme
from blog.works import commands as works
from blog.works.fields import ReviewText, TitleText, WorkFields
from blog.works.models import Work
from tests import makers
from tests.conftest import URL, FrozenClock

WORDS = "snow 慢车 lamp ferry 銀河 Étude 기차 รถไฟ القطار station".split()


class Blogger:
    """Does anything at all, in any order."""

    def __init__(self, app: Flask, clock: FrozenClock, seed: int) -> None:
        self.app, self.clock, self.random = app, clock, Random(seed)

    def act(self) -> str:
        acts = (
            [self.write] * 4
            + [self.publish, self.withdraw, self.throw_away, self.bring_back, self.purge]
            + [self.rename_tag, self.merge_tags, self.remove_tag]
            + [self.make_theme, self.rename_theme, self.arrange_theme, self.remove_theme]
            + [self.retitle_work, self.merge_works]
        )
        act = self.random.choice(acts)
        self.clock.move(minutes=1)
        with transaction():
            act()
        return act.__name__

    def some(self, kind: type, count: int = 1) -> list:
        found = list(session().scalars(select(kind).order_by(kind.id)))
        return self.random.sample(found, min(count, len(found)))

    def words(self, most: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, most)))

    def write(self) -> None:
        fields = {
            "title": self.words(3),
            "source": f"{self.words(9)} ||{self.words(1)}||",
            "summary": self.words(3),
            "tags": tuple(self.random.sample(WORDS, 2)),
            "themes": tuple(theme.id for theme in self.some(Theme)),
            "reviews": tuple(
                ReviewText(work=title, verdict=self.words(4))
                for title in self.random.sample(WORDS, self.random.randint(0, 1))
            ),
        }
        if self.random.random() < 0.4:
            commands.create(Fields(**fields), site_url=URL, at=self.clock.now)
        for post in self.some(Post):
            changed = Fields(**{**vars(fields_of(post)), **fields, "slug": ""})
            commands.save(
                post,
                changed,
                based_on=post.version,
                site_url=URL,
                at=self.clock.now,
                window=Window(editor=""),
            )

    def publish(self) -> None:
        for post in self.some(Post):
            commands.publish(post, at=self.clock.now)

    def withdraw(self) -> None:
        for post in self.some(Post):
            commands.withdraw(post, at=self.clock.now)

    def throw_away(self) -> None:
        for post in self.some(Post):
            commands.trash(post, at=self.clock.now)

    def bring_back(self) -> None:
        for post in self.some(Post):
            commands.restore(post, at=self.clock.now)

    def purge(self) -> None:
        self.clock.move(days=20)
        trash.purge(at=self.clock.now)

    def rename_tag(self) -> None:
        for tag in self.some(Tag):
            tags.rename(tag, f"{tag.name} {self.random.randint(1, 10**9)}", at=self.clock.now)

    def merge_tags(self) -> None:
        if len(both := self.some(Tag, 2)) == 2:
            tags.merge(both[0], into=both[1], at=self.clock.now)

    def remove_tag(self) -> None:
        for tag in self.some(Tag):
            tags.remove(tag, at=self.clock.now)

    def make_theme(self) -> None:
        fields = themes.ThemeFields(title=self.words(3))
        themes.make(fields, site_url=URL, lang="en-GB", at=self.clock.now)

    def rename_theme(self) -> None:
        for theme in self.some(Theme):
            themes.change(
                theme,
                themes.ThemeFields(title=f"{theme.title} {self.random.choice(WORDS)}"[:200]),
                based_on=theme.version,
                site_url=URL,
                lang="en-GB",
                at=self.clock.now,
            )

    def arrange_theme(self) -> None:
        for theme in self.some(Theme):
            places = [themes.Place(post_id=post.id) for post in self.some(Post, 3)]
            themes.arrange(theme, places, at=self.clock.now)

    def remove_theme(self) -> None:
        for theme in self.some(Theme):
            themes.remove(theme, at=self.clock.now)

    def retitle_work(self) -> None:
        for work in self.some(Work):
            fields = WorkFields(
                title=f"{work.title} {self.random.randint(1, 10**9)}"[:200],
                titles=(TitleText(title=self.words(2)),),
                year=str(self.random.randint(1950, 2026)),
            )
            works.save(work, fields, based_on=work.version, at=self.clock.now)

    def merge_works(self) -> None:
        if len(both := self.some(Work, 2)) == 2:
            work_changes.merge(both[0], into=both[1], site_url=URL, at=self.clock.now)


@pytest.mark.parametrize("seed", range(4))
def test_the_index_keeps_step_with_everything(app: Flask, clock: FrozenClock, seed: int) -> None:
    with app.app_context():
        blogger = Blogger(app, clock, seed)
        for _ in range(60):
            act = blogger.act()
            assert checking.faults() == [], act
        assert session().scalars(select(SearchRow.post_id)).all()


def test_a_piece_that_was_only_autosaved_is_in_it(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        with transaction():
            autosave.begin(
                Fields(title="Only begun"),
                kind="post",
                entry_id=commands.mint_entry_id(URL, at=clock.now),
                lang="en-GB",
                site_url=URL,
                window=Window(editor=""),
                at=clock.now,
            )
        assert checking.faults() == []


def test_faults_are_found_and_mended(app: Flask) -> None:
    first, second, third = (makers.make_post(app, source=f"Words {n}.").id for n in range(3))
    with app.app_context():
        assert checking.faults() == []
        with transaction():
            session().execute(update(Post).where(Post.id == first).values(text="Other words."))
            session().execute(
                update(SearchRow).where(SearchRow.post_id == second).values(made_by=index.MAKER - 1)
            )
            session().delete(session().get_one(SearchRow, third))
        assert checking.faults() == [
            "2 pieces are not in the search index.",
            "One piece is in the search index with another text.",
        ]
        assert list(checking.fill()) == [2]
        assert checking.faults() == ["One piece is in the search index with another text."]
        checking.rebuild()
        assert checking.faults() == []


def test_a_damaged_index_is_found_and_mended(app: Flask) -> None:
    makers.make_post(app, source="Words.")
    with app.app_context():
        with transaction() as current:
            current.connection().exec_driver_sql("DELETE FROM search_index_data WHERE id > 10")
        assert checking.faults() == ["The search index is damaged."]
        checking.rebuild()
        assert checking.faults() == []


def test_a_look_that_was_broken_off_has_found_no_damage(app: Flask) -> None:
    makers.make_post(app, source="Words.")
    with app.app_context(), transaction() as current:
        connection = current.connection().connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.set_progress_handler(lambda: 1, 1)
        with pytest.raises(OperationalError, match="interrupted"):
            engine().is_whole()
        connection.set_progress_handler(None, 1)
        assert engine().is_whole()


def test_a_deleted_post_leaves_the_index(app: Flask) -> None:
    post_id = makers.make_post(app, source="Zither.").id
    with app.app_context():
        with transaction():
            session().delete(session().get_one(Post, post_id))
        found = "SELECT count(*) FROM search_index WHERE search_index MATCH 'zither'"
        assert session().connection().exec_driver_sql(found).scalar() == 0
        assert checking.faults() == []
