"""The tick that tells followers, as it comes in with a piece. It is never ticked by itself."""

from flask import url_for

from blog.deliveries import commands, queries
from blog.posts.models import Post, Status
from blog.web.context import at, blog
from blog.web.editor.post_form import PostForm

_ACTIONS = {"publish", "schedule"}


def tell_if_asked(post: Post, form: PostForm, action: str) -> str:
    """Where the letters can be seen and stopped; "" when nobody is told.

    A tick from a page that was opened before somebody else told followers changes nothing.
    """
    is_out_or_coming = post.status(at()) in {Status.LIVE, Status.SCHEDULED}
    if not (form.tell.data and action in _ACTIONS and is_out_or_coming and post.kind == "post"):
        return ""
    if queries.open_delivery(post.id) is None:
        commands.announce(post, at=at(), minutes=blog().countdown_minutes)
    return url_for("editor.letters", post_id=post.id)
