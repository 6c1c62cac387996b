"""A choice in words and addresses, for the pages and letters that show one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from blog import site
from blog.following import queries
from blog.subjects.choice import Choice, Subject, terms_of
from blog.subjects.names import Named, named
from blog.subjects.terms import MOST_TERMS

_ORDER: Final = ("theme", "tag", "kind")


@dataclass(frozen=True, kw_only=True)
class Said:
    """`names` are those of everything that was chosen or left out. `feed` is the place whose feeds
    bring the same, "" where no address can say it. `pace` counts the pieces of the last year.
    """

    choice: Choice
    names: Mapping[Subject, Named]
    feed: str
    pace: int

    @property
    def chosen(self) -> list[Named]:
        return self._named(self.choice.subjects)

    @property
    def left_out(self) -> list[Named]:
        return self._named(self.choice.excluded)

    @property
    def is_nothing(self) -> bool:
        return not (self.choice.is_everything or self.chosen)

    def _named(self, subjects: Collection[Subject]) -> list[Named]:
        """Themes first, as they stand first on the page."""
        named = [name for subject, name in self.names.items() if subject in subjects]
        return sorted(named, key=lambda name: _ORDER.index(name.kind))


def say(choice: Choice, *, at: datetime) -> Said:
    return Said(
        choice=choice,
        names=named(choice.subjects | choice.excluded),
        feed=_feed(choice),
        pace=queries.yearly_count(choice, at=at),
    )


def builder_path(choice: Choice, *, often: str) -> str:
    """The form with this choice made."""
    return site.follow_path([*terms_of(choice).query, ("often", often)])


def _feed(choice: Choice) -> str:
    count = len(choice.subjects) + len(choice.excluded)
    if count > MOST_TERMS or not (choice.is_everything or choice.subjects):
        return ""
    return site.combination_path(str(terms_of(choice)))
