"""What the cache and the application tell each other of one request, in its WSGI environment."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from blog.pagecache import codings

Environ: TypeAlias = MutableMapping[str, Any]
# A request in the words of WSGI, to be read only.
Asked: TypeAlias = Mapping[str, Any]
# With the User-Agent that was answered, whether it had the answer already, and how often.
Tell: TypeAlias = Callable[[str, bool, int], None]
# Some bytes in a coding.
Pack: TypeAlias = Callable[[bytes, str], bytes]

_KEY: Final = "blog.pagecache"

# In place of a name: the answer depends on the query as a whole.
ANYTHING: Final = ""


@dataclass(slots=True, kw_only=True)
class Notes:
    """The first three are the cache's, the others the application's.

    `version` is that of the site, read before anything of it was; None where it is not known.
    `can_be_shared`: caches on the way may keep what is public for as long as sharing.py says.
    `method` is what the caller asked with: HEAD is put to the application as GET, since only the
    body tells how long its packed form is.

    `names` are the parts of the query that the answer depends on. `is_known_query`: this very query
    is one of few that the site itself links to. `tell` hears, a moment later, of each time that the
    answer is sent. `pack` makes a packed form; None for what is packed already.
    """

    version: str | None = None
    can_be_shared: bool = False
    method: str = "GET"
    names: set[str] = field(default_factory=set)
    is_known_query: bool = False
    tell: Tell | None = None
    pack: Pack | None = codings.compress


def leave(environ: Environ, notes: Notes) -> None:
    environ[_KEY] = notes


def of(environ: Environ) -> Notes:
    """Where no cache stands before the application, nobody reads what it says."""
    found = environ.get(_KEY)
    return found if isinstance(found, Notes) else Notes()
