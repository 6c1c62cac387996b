"""The letters that tell followers of pieces: one for each piece, or a digest of several."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import Final

from blog import site
from blog.deliveries.contents import Piece, cut, pieces
from blog.mail import letters
from blog.mail.letters import Letter, Render

# Large mail programs show no more of a letter than this; its own headers and links take the rest.
MOST_BYTES: Final = 100_000
_SPARED_BYTES: Final = 2_500
# How much of the text to try with, where all of it is too much.
_CUTS: Final = (46_000, 34_000, 24_000, 12_000, 0)
# How many pieces of a digest to try with; it says how many there are beside them.
MOST_IN_DIGEST: Final = 30
_DIGESTS: Final = (16, 8, 4, 2)

# Stand for each follower's own page, where they change what they hear or stop it, and for what they
# chose: a letter is written once for all. Nobody types the second, it is of no script.
_OWN_PAGE: Final = "/follow/this-follower/"
_FOLLOWED: Final = "\ue000followed\ue000"


def compose(shown: Sequence[Piece], *, render: Render, site_url: str, rhythm: str) -> Letter:
    """The letter, under 100 kB, to be made out to each follower. With each piece comes the whole of
    it; a digest has a few words of each.
    """
    own_url = site.absolute(site_url, _OWN_PAGE)
    about = {"rhythm": rhythm, "followed": _FOLLOWED, "own_url": own_url}
    if rhythm != "at_once":
        return _digest(shown, render=render, **about)
    (piece,) = shown
    letter = letters.write(render, "piece", piece=piece, **about)
    for most in _CUTS:
        if _fits(letter):
            break
        letter = letters.write(render, "piece", piece=cut(piece, most=most), **about)
    return letter


def _digest(shown: Sequence[Piece], *, render: Render, **about: str) -> Letter:
    def of(count: int) -> Letter:
        listed, rest_count = shown[:count], len(shown[count:])
        return letters.write(render, "digest", pieces=listed, rest_count=rest_count, **about)

    letter = of(MOST_IN_DIGEST)
    for count in _DIGESTS:
        if _fits(letter):
            break
        letter = of(count)
    return letter


def _fits(letter: Letter) -> bool:
    return letter.byte_count <= MOST_BYTES - _SPARED_BYTES


def made_out_to(letter: Letter, *, own_page: str, followed: str) -> Letter:
    """The letter with the path of its reader's own page, and what they chose: "film or Love"."""
    return replace(
        letter,
        text=letter.text.replace(_OWN_PAGE, own_page).replace(_FOLLOWED, followed),
        html=letter.html.replace(_OWN_PAGE, own_page).replace(_FOLLOWED, escape(followed)),
    )


def preview(post_id: int, *, render: Render, site_url: str, at: datetime) -> Letter | None:
    """What somebody gets who follows everything and hears of each piece; None for a post that
    nobody could read by then. `at` is when it would go.
    """
    found = pieces([post_id], site_url=site_url, at=at).get(post_id)
    if found is None:
        return None
    letter = compose([found], render=render, site_url=site_url, rhythm="at_once")
    return made_out_to(letter, own_page=_OWN_PAGE, followed="everything")
