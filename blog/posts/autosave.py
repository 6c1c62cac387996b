"""What is typed is kept while it is typed: never rendered, never refused for what it says.

A text that cannot become the newest one (it was typed over an older one, or the piece is in the
trash) is kept all the same, set aside; `refusal` says why.
"""

from datetime import datetime

from blog.errors import BlogError, Gone
from blog.posts import commands, revisions, staleness, thinning
from blog.posts.fields import Fields, kept_in
from blog.posts.models import Post, Revision, RevisionKind
from blog.posts.revisions import Window


def begin(
    fields: Fields,
    *,
    kind: str,
    entry_id: str,
    lang: str,
    site_url: str,
    window: Window,
    at: datetime,
) -> tuple[Post, Revision]:
    """A new draft whose first text was not saved by hand: until that is done its own is empty."""
    post = commands.create_empty(kind=kind, lang=lang, entry_id=entry_id, site_url=site_url, at=at)
    return post, autosave(post, fields, based_on=post.version, window=window, at=at)


def autosave(
    post: Post,
    fields: Fields,
    *,
    based_on: int,
    window: Window,
    at: datetime,
) -> Revision:
    """Keep what was typed; of the kind ASIDE where it could not become the newest text.

    That goes for one, too, that a later text of the same page has overtaken on its way; and since
    numbers can be wrong, no later one ever stands for it. A text that is the newest already, since
    it was sent twice, is not kept twice.
    """
    last = revisions.newest(post)
    if last is not None and revisions.is_newest(post, fields):
        return last
    if staleness.is_late(post, window):
        return revisions.set_aside(post, fields, window=window, at=at)
    if post.trashed_at or staleness.is_stale(post, based_on=based_on, editor=window.editor):
        kept = _aside(post, fields, window=window, at=at)
    else:
        kept = revisions.go_on_from(
            post,
            fields,
            kind=RevisionKind.AUTOSAVE,
            window=window,
            at=at,
        )
    thinning.thin(post, at=at)
    return kept


def refusal(post: Post) -> BlogError:
    """Why what was typed was set aside."""
    if post.trashed_at:
        return Gone(
            "in_the_trash",
            "This piece is in the trash. What you typed is kept with it; "
            "restore the piece to go on writing.",
            {"version": post.version},
        )
    return staleness.stale(post)


def _aside(post: Post, fields: Fields, *, window: Window, at: datetime) -> Revision:
    last = revisions.last_aside(post, editor=window.editor)
    if last is not None and kept_in(last) == fields:
        return last
    kind = RevisionKind.ASIDE
    return revisions.keep(post, fields, kind=kind, window=window, at=at)
