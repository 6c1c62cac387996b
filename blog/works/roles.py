"""What people do in works, in the blogger's own words: whom they name first, and what machines call
it. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from blog.slugs import fold
from blog.works.facts import Credited

# In the order in which they are named; whoever has any other role comes after them.
LEADING: Final = {
    "director": "director, directors, directed by, co-director, 导演, 導演, 監督, 감독, "
    "réalisateur, réalisatrice, regie, dirección, режиссёр, ผู้กำกับ, מנהל, مخرج",
    "author": "author, authors, writer, novelist, poet, written by, 作者, 著者, 作家, 작가, 저자, "
    "auteur, autrice, autor, autorin, autora, автор, ผู้เขียน, מחבר, مؤلف",
    "artist": "artist, artists, band, musician, singer, group, 歌手, 乐队, 樂隊, 아티스트",
    "developer": "developer, developers, studio, designer, 开发, 開發, 開発, 개발",
    "creator": "creator, creators, created by, showrunner, 主创, 主創",
}
_CAST: Final = "actor, actors, actress, cast, with, starring, 主演, 演员, 演員, 出演, 출연"
_MEANING: Final = {
    word: meaning
    for meaning, words in [*LEADING.items(), ("actor", _CAST)]
    for word in words.split(", ")
}
_RANK: Final = {meaning: rank for rank, meaning in enumerate(LEADING)}


@dataclass(frozen=True)
class Role:
    """Everybody who did one thing. `name` is "" where the blogger has not said what."""

    name: str
    people: Sequence[Credited]

    @property
    def meaning(self) -> str:
        """ "director", "author", "artist", "developer", "creator", "actor"; "" for any other."""
        return meaning_of(self.name)

    @property
    def is_leading(self) -> bool:
        return self.meaning in LEADING


def meaning_of(role: str) -> str:
    return _MEANING.get(fold(role).rstrip(":"), "")


def by_role(people: Iterable[Credited]) -> list[Role]:
    """Those who lead first, then in the order they were written down."""
    grouped: dict[str, list[Credited]] = {}
    for person in people:
        grouped.setdefault(person.role, []).append(person)
    roles = [Role(name, people) for name, people in grouped.items()]
    return sorted(roles, key=lambda role: _RANK.get(role.meaning, len(_RANK)))
