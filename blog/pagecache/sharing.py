"""How long caches between here and the readers may keep a public page without asking.

Ten seconds take a rush off the machine: whatever comes, each place of a CDN asks six times a
minute. For twenty more it may hand out what it has while it asks. So half a minute after a piece
was taken back no cache shows it; and in the half minute before one comes out none may keep a page.
Browsers ask each time: `must-revalidate` keeps them from the twenty seconds, too.
"""

from datetime import timedelta
from typing import Final

LONGEST: Final = timedelta(seconds=30)
SHARED: Final = "public, max-age=0, s-maxage=10, stale-while-revalidate=20, must-revalidate"
ASKED_EACH_TIME: Final = "public, max-age=0, must-revalidate"
