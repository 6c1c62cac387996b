"""What the blogger decides of an address, as a form or as pasted lines, held against what stands.

Whatever is asked of the site is asked before the transaction: the answers come from its own views.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wtforms import BooleanField, StringField

from blog.db import transaction
from blog.errors import Refused
from blog.redirects import commands, spelling
from blog.redirects.commands import GONE
from blog.redirects.models import Redirect
from blog.redirects.pasted import Pair, pairs
from blog.web.context import at, installation
from blog.web.editor.standing import standing_at
from blog.web.forms import Form

MOST_LINES: Final = 500


class AddressForm(Form):
    path = StringField("The old address")
    target = StringField("Leads to")
    is_gone = BooleanField("Nothing stands there any more")

    def decided(self) -> tuple[str, str]:
        """Path and target as they are to be kept.

        :raises Refused: beside the field that it is about.
        """
        target = GONE if self.is_gone.data else (self.target.data or "").strip() or None
        return _decided(self.path.data or "", target)


@dataclass
class Pasted:
    """How many lines were kept, and why the others were not."""

    kept_count: int = 0
    refused: list[tuple[Pair, str]] = field(default_factory=list)

    @property
    def rest(self) -> str:
        """The lines to look at once more."""
        return "\n".join(pair.line for pair, _ in self.refused)


def values(redirect: Redirect) -> dict[str, object]:
    return {"path": redirect.path, "target": redirect.target, "is_gone": not redirect.target}


def keep_pasted(text: str) -> Pasted:
    """Each line by itself: one that cannot be kept does not keep the others out.

    :raises Refused: when there are more than can be looked at in one go.
    """
    lines: Sequence[Pair] = list(pairs(text))
    if len(lines) > MOST_LINES:
        raise Refused(
            "too_many", f"These are {len(lines)} lines. Paste at most {MOST_LINES} at a time."
        )
    told = Pasted()
    for pair in lines:
        try:
            path, target = _decided(pair.old, pair.new)
            with transaction():
                commands.keep(path, target, at=at())
        except Refused as refused:
            told.refused.append((pair, refused.message))
        else:
            told.kept_count += 1
    return told


def _decided(path: str, target: str | None) -> tuple[str, str]:
    kept = spelling.path_of(path)
    _refuse_taken(kept)
    if target is None:
        raise Refused(
            "no_target",
            "Where does it lead? Write an address, or say that it is gone.",
            {"field": "target"},
        )
    if target == GONE:
        return kept, GONE
    return kept, _standing(spelling.target_of(target, site_url=installation().url))


def _refuse_taken(path: str) -> None:
    standing = standing_at(path)
    sentence = ""
    if standing.is_ours:
        sentence = f"The blog keeps “{path}” for itself. Choose another address."
    elif "?" not in path and standing.is_page:
        sentence = (
            f"A page stands at “{path}”, and a page always comes first. "
            "Rename it or take it back before its address can lead elsewhere."
        )
    elif "?" not in path and standing.moved_to not in ("", spelling.outward(f"{path}/")):
        sentence = f"“{path}” leads to “{standing.moved_to}” by itself, since that was renamed."
    if sentence:
        raise Refused("taken", sentence, {"field": "path"})


def _standing(target: str) -> str:
    """The target, a step further where it leads on by itself."""
    if not spelling.is_here(target):
        return target
    head, mark, fragment = target.partition("#")
    standing = standing_at(head)
    if standing.moved_to:
        return f"{standing.moved_to}{mark}{fragment}"
    if not (standing.is_page or standing.is_ours):
        raise Refused(
            "nothing_there",
            f"Nothing stands at “{target}” for readers. Choose an address that opens.",
            {"field": "target"},
        )
    return target
