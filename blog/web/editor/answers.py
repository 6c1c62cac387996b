"""What the editor's scripts are told: the same as the pages say, as JSON."""

from typing import Any

from flask import Response, jsonify, url_for

from blog.errors import BlogError
from blog.posts import revisions
from blog.posts.models import Post, Revision
from blog.web.context import at
from blog.web.editor import post_form
from blog.web.editor.presentation import saved
from blog.web.errors import STATUS, answer


def kept(post: Post) -> dict[str, Any]:
    """What is the newest text now: the version that the next one is based on, and when it came."""
    last = revisions.newest(post)
    return {
        "id": post.id,
        "key": post.entry_id,
        "url": url_for("editor.edit_post", post_id=post.id),
        "status": post.status(at()),
        "version": post.version,
        "number": last.number if last else 0,
        "saved_at": post.saved_at.isoformat(),
        "saved": saved(post.saved_at),
    }


def done(post: Post, *, message: str, location: str) -> Response:
    return jsonify({**kept(post), "message": message, "location": location})


def put_aside(error: BlogError, post: Post, revision: Revision) -> Response:
    """Why a text did not become the newest, what is the newest, and where this one is kept."""
    details = error.details | {
        "saved": saved(post.saved_at),
        "aside": revision.number,
        "form": post_form.as_sent(post_form.stored(post)),
    }
    return answer(STATUS[type(error)], error.code, error.message, details)
