"""Keeps the stored HTML in step with the source: at each save, and when the renderer changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, delete, or_, select, update

from blog import site
from blog.db import session
from blog.markdown import RENDERER, Rendered, reading_minutes, render
from blog.media import queries as media
from blog.media import words
from blog.media.models import Picture
from blog.media.shown import shown
from blog.posts import queries, verdicts
from blog.posts.models import Post, PostPicture


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of a text and its verdicts together."""

    spoiler_count: int
    word_count: int
    character_count: int
    reading_minutes: int


def preview(post: Post, source: str, *, lang: str, site_url: str) -> Rendered:
    """`source` as it would look in this post, but for its feed; nothing is stored."""
    return _rendered(post, source, lang=lang, site_url=site_url, for_feed=False)


def preview_verdict(post: Post, source: str, *, number: int, lang: str, site_url: str) -> Rendered:
    """The same for a verdict, the `number`th of the post."""
    return _rendered(
        post, source, lang=lang, site_url=site_url, for_feed=False, part=f"preview{number}"
    )


def counted(parts: Sequence[Rendered]) -> Counts:
    word_count = sum(part.word_count for part in parts)
    character_count = sum(part.character_count for part in parts)
    return Counts(
        spoiler_count=sum(part.spoiler_count for part in parts),
        word_count=word_count,
        character_count=character_count,
        reading_minutes=reading_minutes(word_count=word_count, character_count=character_count),
    )


def bring_up_to_date(post: Post, *, site_url: str) -> None:
    """Render the post's source, and its verdicts, into their stored columns.

    :raises RenderRefused: when one of them is too large or too deep.
    """
    for name, value in _render_all(post, site_url=site_url).items():
        setattr(post, name, value)


def render_again(post: Post, *, site_url: str) -> None:
    """The same for a text that stays as it is: the version stays too, and nobody who has the piece
    open has missed anything. A post that was saved in between has been rendered by that.

    Written past the object, which keeps what it had until it is read again.
    """
    session().execute(
        update(Post)
        .where(Post.id == post.id, Post.version == post.version)
        .values(_render_all(post, site_url=site_url)),
        execution_options={"synchronize_session": False},
    )


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


def _render_all(post: Post, *, site_url: str) -> dict[str, Any]:
    """Store what is beside the post, and give what is to be stored with it."""
    text = _rendered(post, post.source, lang=post.lang, site_url=site_url)
    parts, feed_lines = [text], []
    for review, work in verdicts.of(post.id):
        feed_lines.append(verdicts.feed_line(work, review.rating))
        rendered = _rendered(
            post,
            review.verdict_source,
            lang=post.lang,
            site_url=site_url,
            part=f"w{work.id}",
            feed_line=feed_lines[-1],
        )
        verdicts.keep(review, rendered)
        parts.append(rendered)
    _note_uses(post.id, parts)
    _teach(
        post, {name: said for part in reversed(parts) for name, said in part.picture_words.items()}
    )
    # A piece that is nothing but a rating begins with whose rating it is.
    beginnings = (*(part.excerpt for part in parts), *feed_lines)
    return _columns(post, parts, excerpt=next(filter(None, beginnings), ""), site_url=site_url)


def _columns(
    post: Post, parts: Sequence[Rendered], *, excerpt: str, site_url: str
) -> dict[str, Any]:
    """What of a rendered piece is stored with its post. The text is the first of its parts."""
    text = parts[0]
    is_cover_undescribed = post.cover_id is not None and not post.cover_alt
    return {
        "page_html": text.page_html,
        "feed_html": text.feed_html,
        "text": text.text,
        "excerpt": excerpt,
        "headings": [
            {"level": heading.level, "anchor": heading.anchor, "text": heading.text}
            for heading in text.headings
        ],
        "undescribed_count": sum(len(part.pictures_without_text) for part in parts)
        + is_cover_undescribed,
        **asdict(counted(parts)),
        "rendered_by": RENDERER,
        "rendered_for": site_url,
    }


def _rendered(
    post: Post,
    source: str,
    *,
    lang: str,
    site_url: str,
    for_feed: bool = True,
    part: str = "",
    feed_line: str = "",
) -> Rendered:
    return render(
        source,
        doc_id=f"{post.id or 0}{part}",
        permalink=site.absolute(site_url, post.path),
        lang=lang,
        pictures={
            reference: shown(picture) for reference, picture in _pictures(post.id, source).items()
        },
        for_feed=for_feed,
        is_part=bool(part),
        feed_line=feed_line,
    )


def _pictures(post_id: int | None, source: str) -> dict[str, Picture]:
    """By reference: the pictures an import brought along, and those named by their address."""
    found = media.named_in(source)
    return found | (dict(queries.pictures_of(post_id)) if post_id else {})


def _note_uses(post_id: int, parts: Sequence[Rendered]) -> None:
    """Keep in `post_pictures` which stored pictures the text names by their address, and which of
    all it shows are covered wherever they stand.
    """
    shown_somewhere = {each for part in parts for each in part.picture_references}
    open_somewhere = {
        each
        for part in parts
        for each in part.picture_references
        if each not in part.covered_pictures
    }
    paths = {path: each for each in shown_somewhere if (path := media.path_in(each))}
    session().execute(
        delete(PostPicture).where(
            PostPicture.post_id == post_id, PostPicture.reference.startswith(site.MEDIA)
        )
    )
    if paths:
        stored = session().execute(select(Picture.path, Picture.id).where(Picture.path.in_(paths)))
        session().add_all(
            PostPicture(post_id=post_id, reference=paths[path], picture_id=picture_id)
            for path, picture_id in stored
        )
        session().flush()
    session().execute(
        update(PostPicture)
        .where(PostPicture.post_id == post_id)
        .values(is_covered=PostPicture.reference.in_(shown_somewhere - open_somewhere))
    )


def _teach(post: Post, said: Mapping[str, str]) -> None:
    """Let the library learn words for pictures that have none there yet, to offer them again."""
    for reference, picture in queries.pictures_of(post.id):
        words.learn(picture, said.get(reference, ""))
    if post.cover_id and post.cover_alt:
        words.learn(session().get_one(Picture, post.cover_id), post.cover_alt)
