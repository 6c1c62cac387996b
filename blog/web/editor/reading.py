"""How the text in a form will read: through the pipeline that stores it, and nothing is stored."""

from blog.db import session
from blog.markdown import Picture
from blog.media import models
from blog.media.shown import shown
from blog.posts import addresses, previews
from blog.posts.models import Post
from blog.posts.previews import Preview
from blog.web.context import at, installation
from blog.web.editor.post_form import PostForm


def reading(form: PostForm, post: Post | None) -> Preview | None:
    """None when there is nothing to read.

    :raises RenderRefused: when the text is too large or too deep
    """
    fields = form.fields()
    if not (fields.source or fields.title or fields.reviews):
        return None
    return previews.preview(
        post or _unsaved(form), fields, lang=form.language(), site_url=installation().url
    )


def cover(form: PostForm) -> Picture | None:
    """The picture that is chosen; None when there is none, or it is gone."""
    picture_id = form.cover_id()
    stored = session().get(models.Picture, picture_id) if picture_id else None
    return shown(stored) if stored else None


def _unsaved(form: PostForm) -> Post:
    slug = addresses.derive(form.fields().title, created_at=at())
    return Post(kind=form.kind.data, slug=slug)
