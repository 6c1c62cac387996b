"""Letters made out to one follower after another, with the headers that mail programs act on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from blog import site
from blog.deliveries import letters
from blog.deliveries.claims import Taken
from blog.deliveries.contents import Piece, pieces
from blog.following import choices, links
from blog.following.addresses import Address
from blog.mail import message
from blog.mail.letters import Letter
from blog.mail.message import Message
from blog.mail.outgoing import Mailroom
from blog.settings.models import BlogSettings
from blog.settings.sender import sender
from blog.subjects.choice import Choice, Subject
from blog.subjects.matching import wants
from blog.subjects.names import Named, named, said

_Names: TypeAlias = Mapping[Subject, Named]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A letter on its way; `left_out` are the posts that are not in it after all."""

    message: Message
    to: str
    envelope_from: str
    left_out: Sequence[int]


class Writer:
    """Writes the letters of one round. What is the same for several followers is written once."""

    def __init__(self, blog: BlogSettings, *, mailroom: Mailroom, secret: str) -> None:
        self.mailroom = mailroom
        self._site_url, self._secret = mailroom.site_url, secret
        self._sender = sender(blog, site_url=mailroom.site_url)
        self._return_path = blog.return_path or self._sender.addr_spec
        self._blog_name = blog.name
        self._pieces: dict[int, Piece | None] = {}
        self._choices: dict[int, Choice] = {}
        self._names: dict[Choice, _Names] = {}
        self._written: dict[tuple[tuple[int, ...], str], Letter] = {}

    def expect(self, follower_ids: Collection[int]) -> None:
        """Look up what they chose, all at once: a third of the queries of a letter."""
        self._choices |= choices.of_all(follower_ids)

    def write(self, taken: Taken, *, at: datetime) -> Made | None:
        """None when nothing of it is live and wanted any more."""
        if taken.follower_id not in self._choices:
            self.expect([taken.follower_id])
        choice = self._choices.get(taken.follower_id, Choice())
        found = self._found(taken.post_ids, at=at)
        shown = [piece for piece in found if wants(choice, piece.subjects)]
        if not shown:
            return None
        to = Address(text=taken.address, key=taken.key).wire
        token = links.follower_token(taken.follower_id, secret=self._secret)
        words = self._words(shown, rhythm=taken.rhythm)
        kept = {piece.id for piece in shown}
        return Made(
            message=message.build(
                letters.made_out_to(
                    words,
                    own_page=links.preferences_path(token),
                    followed=said(choice, self._named(choice)),
                ),
                sender=self._sender,
                to=to,
                message_id=f"{taken.name}@{site.authority(self._site_url)}",
                at=at,
                headers={
                    "List-Id": self._list_id(choice, shown),
                    "List-Unsubscribe": f"<{self._absolute(links.one_click_path(token))}>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                },
            ),
            to=to,
            envelope_from=self._return_path.replace("{}", taken.name),
            left_out=[post_id for post_id in taken.post_ids if post_id not in kept],
        )

    def _found(self, post_ids: Sequence[int], *, at: datetime) -> list[Piece]:
        missing = [post_id for post_id in post_ids if post_id not in self._pieces]
        if missing:
            found = pieces(missing, site_url=self._site_url, at=at)
            self._pieces |= {post_id: found.get(post_id) for post_id in missing}
        known = (self._pieces[post_id] for post_id in post_ids)
        return [piece for piece in known if piece is not None]

    def _words(self, shown: Sequence[Piece], *, rhythm: str) -> Letter:
        key = tuple(piece.id for piece in shown), rhythm
        if key not in self._written:
            self._written[key] = letters.compose(
                shown, render=self.mailroom.render, site_url=self._site_url, rhythm=rhythm
            )
        return self._written[key]

    def _named(self, choice: Choice) -> _Names:
        if choice not in self._names:
            self._names[choice] = named(choice.subjects | choice.excluded)
        return self._names[choice]

    def _list_id(self, choice: Choice, shown: Sequence[Piece]) -> str:
        """The subject that brought the letter, by its number, for filters (RFC 2919). There is room
        for one: of several, the first as lists show them.
        """
        host = site.authority(self._site_url)
        under = frozenset[Subject]().union(*(piece.subjects for piece in shown))
        matched = [each for each in self._named(choice) if each in choice.subjects & under]
        if choice.is_everything or not matched:
            return f'"{_quotable(self._blog_name)}" <everything.{host}>'
        first = matched[0]
        name = self._named(choice)[first].name
        return f'"{_quotable(name)}, {_quotable(self._blog_name)}" <{first.kind}-{first.id}.{host}>'

    def _absolute(self, path: str) -> str:
        return site.absolute(self._site_url, path)


def _quotable(name: str) -> str:
    """A name that ends neither a quoted string nor a line."""
    return " ".join(name.replace('"', "”").replace("\\", "").split())
