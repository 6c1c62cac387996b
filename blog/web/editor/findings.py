"""The look over what stands in a form, before it goes: preflight with this installation's facts."""

from functools import cache

from flask import current_app
from werkzeug.routing import Map

from blog.posts import preflight
from blog.posts.models import Post
from blog.posts.preflight import Circumstances, Finding
from blog.posts.previews import Preview
from blog.web.context import at, blog, installation
from blog.web.editor.post_form import PostForm


def findings(form: PostForm, post: Post | None, preview: Preview | None) -> list[Finding]:
    """`preview` is of the text in the form; None when there is none, or it cannot be read."""
    circumstances = Circumstances(
        post=post,
        when="" if form.is_now() else form.published_at.data or "",
        at=at(),
        zone=blog().time_zone,
        site_url=installation().url,
        own_addresses=own_addresses(current_app.url_map),
        media=installation().media,
    )
    kind = post.kind if post is not None else form.kind.data or "post"
    rendered = preview.text if preview else None
    return preflight.check(form.fields(), rendered, kind=kind, circumstances=circumstances)


@cache
def own_addresses(url_map: Map) -> frozenset[str]:
    """The paths that have no name in them, below the desk and the doors aside."""
    return frozenset(
        rule.rule
        for rule in url_map.iter_rules()
        if not rule.arguments
        and "GET" in (rule.methods or ())
        and not rule.endpoint.startswith(("editor.", "auth."))
    )
