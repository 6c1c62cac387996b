"""Keeps the stored HTML in step with the source: at each save, and when the renderer changes."""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import Select, delete, or_, select

from blog import site
from blog.db import session
from blog.markdown import RENDERER, Picture, Rendered, render
from blog.media.models import Picture as StoredPicture
from blog.posts import queries
from blog.posts.models import Post, PostPicture

_MEDIA_ADDRESS = re.compile(rf"{site.MEDIA}([\w./-]+\w)")


def as_rendered(picture: StoredPicture) -> Picture:
    """A stored picture as the renderer wants it."""
    sources = tuple((size["width"], site.media_path(size["path"])) for size in picture.sizes)
    if sources:
        sources += ((picture.width, picture.url),)
    return Picture(url=picture.url, width=picture.width, height=picture.height, sources=sources)


def preview(post: Post, source: str, *, lang: str, site_url: str) -> Rendered:
    """`source` as it would look in this post; nothing is stored."""
    return render(
        source,
        doc_id=str(post.id or 0),
        permalink=site.absolute(site_url, post.path),
        lang=lang,
        pictures={
            reference: as_rendered(picture)
            for reference, picture in _pictures(post.id, source).items()
        },
    )


def bring_up_to_date(post: Post, *, site_url: str) -> None:
    """Render the post's source into its stored columns.

    :raises RenderRefused: when the source is too large or too deep.
    """
    rendered = preview(post, post.source, lang=post.lang, site_url=site_url)
    post.page_html = rendered.page_html
    post.feed_html = rendered.feed_html
    post.text = rendered.text
    post.excerpt = rendered.excerpt
    post.headings = [
        {"level": heading.level, "anchor": heading.anchor, "text": heading.text}
        for heading in rendered.headings
    ]
    post.spoiler_count = rendered.spoiler_count
    post.word_count = rendered.word_count
    post.character_count = rendered.character_count
    post.reading_minutes = rendered.reading_minutes
    post.rendered_by = RENDERER
    post.rendered_for = site_url
    _note_uses(post.id, rendered.picture_references)


def illustrate(post_id: int, pictures: Mapping[str, int]) -> None:
    """From now on the text means these pictures (ids) by these paths of its own."""
    session().execute(
        delete(PostPicture).where(
            PostPicture.post_id == post_id, ~PostPicture.reference.startswith(site.MEDIA)
        )
    )
    session().add_all(
        PostPicture(post_id=post_id, reference=reference, picture_id=picture_id)
        for reference, picture_id in pictures.items()
    )
    session().flush()


def outdated(site_url: str) -> Select[int]:
    """Ids of the posts whose HTML was made by another renderer, or for another address."""
    return (
        select(Post.id)
        .where(or_(Post.rendered_by != RENDERER, Post.rendered_for != site_url))
        .order_by(Post.id)
    )


def _pictures(post_id: int | None, source: str) -> dict[str, StoredPicture]:
    """By reference: the pictures an import brought along, and those named by their address."""
    paths = set(_MEDIA_ADDRESS.findall(source))
    stored = session().scalars(select(StoredPicture).where(StoredPicture.path.in_(paths)))
    found = {picture.url: picture for picture in stored} if paths else {}
    return found | (dict(queries.pictures_of(post_id)) if post_id else {})


def _note_uses(post_id: int, references: Iterable[str]) -> None:
    """Keep in `post_pictures` which stored pictures the text names by their address."""
    paths = {
        match[1]: reference
        for reference in references
        if (match := _MEDIA_ADDRESS.fullmatch(reference))
    }
    session().execute(
        delete(PostPicture).where(
            PostPicture.post_id == post_id, PostPicture.reference.startswith(site.MEDIA)
        )
    )
    if paths:
        stored = session().execute(
            select(StoredPicture.path, StoredPicture.id).where(StoredPicture.path.in_(paths))
        )
        session().add_all(
            PostPicture(post_id=post_id, reference=paths[path], picture_id=picture_id)
            for path, picture_id in stored
        )
