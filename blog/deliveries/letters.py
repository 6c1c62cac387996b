"""The letters that tell followers of pieces: one for each piece, or a digest of several."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
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
# A digest of more pieces shows these, and says how many there are beside them.
MOST_IN_DIGEST: Final = 30

# Stands for each follower's own page, where they change what they hear or stop it: the same words
# serve many, so that a letter is written once for all who chose the same.
_OWN_PAGE: Final = "/follow/this-follower/"


def compose(
    shown: Sequence[Piece], *, render: Render, site_url: str, rhythm: str, followed: str
) -> Letter:
    """The letter, under 100 kB. `followed` says what its reader chose: "film or Love".

    With each piece comes the whole of it; a digest has a few words of each.
    """
    about = {
        "rhythm": rhythm,
        "followed": followed,
        "own_url": site.absolute(site_url, _OWN_PAGE),
    }
    if rhythm != "at_once":
        listed, rest = shown[:MOST_IN_DIGEST], len(shown[MOST_IN_DIGEST:])
        return letters.write(render, "digest", pieces=listed, rest_count=rest, **about)
    (piece,) = shown
    letter = letters.write(render, "piece", piece=piece, **about)
    for most in _CUTS:
        if letter.byte_count <= MOST_BYTES - _SPARED_BYTES:
            break
        letter = letters.write(render, "piece", piece=cut(piece, most=most), **about)
    return letter


def made_out_to(letter: Letter, own_page: str) -> Letter:
    """The letter with the path of its reader's own page."""
    return replace(
        letter,
        text=letter.text.replace(_OWN_PAGE, own_page),
        html=letter.html.replace(_OWN_PAGE, own_page),
    )


def preview(post_id: int, *, render: Render, site_url: str, at: datetime) -> Letter | None:
    """What somebody gets who follows everything and hears of each piece; None for a post that
    nobody could read by then. `at` is when it would go.
    """
    found = pieces([post_id], site_url=site_url, at=at).get(post_id)
    if found is None:
        return None
    return compose(
        [found], render=render, site_url=site_url, rhythm="at_once", followed="everything"
    )
