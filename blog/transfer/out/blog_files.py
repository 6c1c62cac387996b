"""The files beside the pieces: `blog.yaml`, `tags.yaml`, `redirects.txt`, and a word to whoever
opens the folder. Read by `transfer/blog_files.py` and `transfer/tables.py`.
"""

from typing import Any, Final

from sqlalchemy import func, select

from blog import slugs
from blog.db import by_owner, session
from blog.posts import navigation
from blog.posts.models import Post
from blog.redirects import spelling
from blog.redirects.models import Redirect
from blog.settings.models import BlogSettings
from blog.topics.models import PostTag, Tag, TagAddress
from blog.transfer.out import themes
from blog.transfer.out.documents import present, table

README: Final = """\
# {name}

Everything that was written here, as Markdown with its pictures.

- `posts/`, `pages/`: the pieces, drafts too. Each begins with what is known of it.
- `themes/`: the essays of the themes, each with its pieces in order.
- `blog.yaml`, `tags.yaml`, `works.yaml`, `pictures.yaml`, `redirects.txt`: what stands beside the
  pieces.
- `media/`: pictures that are named by their addresses, or by no text at all. The others lie where
  the texts look for them.
- `_in_hand/`: newer texts of pieces that are out, kept while they were typed and not yet saved.

To take it all into an empty blog: `blog import markdown` and the path of this folder.

Not in here: earlier texts of the pieces, followers, and what lies in the trash ({trashed_count}). A
backup has them all.
"""


def blog_yaml(blog: BlogSettings) -> bytes:
    letters = {
        "from": blog.mail_from,
        "signature": blog.mail_signature,
        "return_path": blog.return_path,
        "a_minute": blog.letters_per_minute,
        "countdown_minutes": blog.countdown_minutes,
    }
    in_navigation = [page.slug for page in navigation.pages() if page.navigation_position]
    header = {
        "name": blog.name,
        "tagline": blog.tagline,
        "author": blog.author,
        "language": blog.language,
        "time_zone": blog.time_zone,
        "footer": blog.footer,
        "fediverse": blog.fediverse,
        "navigation": in_navigation,
        "shelf": themes.slugs(),
        "letters": present(letters),
        "hub": blog.hub,
    }
    return table(present(header))


def tags_yaml() -> bytes:
    """What each tag is about, and its address where that does not follow from its name."""
    former = by_owner(select(TagAddress.tag_id, TagAddress.slug).order_by(TagAddress.slug))
    used = (
        select(PostTag.tag_id)
        .join(Post, Post.id == PostTag.post_id)
        .where(Post.trashed_at.is_(None))
    )
    tags = session().scalars(select(Tag).where(Tag.id.in_(used)).order_by(Tag.key))
    told = {tag.name: _told(tag, former[tag.id]) for tag in tags}
    return table(present(told))


def redirects_txt() -> bytes:
    """One a line, as the desk takes them."""
    rows = session().scalars(select(Redirect).order_by(Redirect.path))
    lines = [f"{spelling.outward(row.path)} {row.target or 'gone'}\n" for row in rows]
    return "".join(lines).encode()


def readme(blog: BlogSettings) -> bytes:
    counted = select(func.count(Post.id)).where(Post.trashed_at.is_not(None))
    return README.format(name=blog.name, trashed_count=session().scalar(counted)).encode()


def _told(tag: Tag, former: list[str]) -> str | dict[str, Any]:
    follows = tag.slug == slugs.slugify(tag.name, fallback="tag")
    if follows and not former:
        return tag.description
    return present({"about": tag.description, "slug": tag.slug, "aliases": former})
