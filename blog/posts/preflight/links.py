"""Links to this site that lead nowhere, or nowhere yet, and pictures of it that are gone.

What other sites answer is not asked.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import undefer

from blog import site, slugs
from blog.db import session
from blog.markdown import Rendered, addresses
from blog.media import storage
from blog.posts import archive, queries
from blog.posts.models import Post, Status
from blog.posts.preflight.findings import Circumstances, Finding, look
from blog.topics import addresses as topics
from blog.works import queries as works

# More would be a list of links, and each costs a query or two.
_MOST_LOOKED_AT: Final = 200
_ID: Final = re.compile(r'\sid="([^"]+)"')
_FRAGMENT: Final = re.compile(r'\shref="#([^"]+)"')
_TOPIC: Final = re.compile(r"/(tags|themes)/([^/]+)/(?:page/\d+/|feed(?:/|\.(?:atom|rss|json)))?")
_WORK: Final = re.compile(r"/works/(people/)?([^/]+)/(?:page/\d+/)?")
_PIECE: Final = re.compile(r"/(?:(posts)/)?([^/]+)/?")
_ALWAYS_THERE: Final = (
    re.compile(r"/feed\.(?:atom|rss|json)"),
    re.compile(r"/works/(?:kinds|years|countries)/.+"),
)
_YEAR: Final = re.compile(r"/archive/(\d{4})/(?:\d\d/)?")
_ENDS: Final = {
    Status.DRAFT: "is a draft",
    Status.SCHEDULED: "is not out before this one",
    Status.WITHDRAWN: "was taken back",
    Status.TRASHED: "is in the trash",
}


def check_links(
    rendered: Rendered, circumstances: Circumstances, *, out_at: datetime
) -> Iterator[Finding]:
    """`out_at` is when the piece will be out: what it links to must be out by then."""
    ids = set(_ID.findall(rendered.page_html))
    for fragment in dict.fromkeys(_FRAGMENT.findall(rendered.page_html)):
        if unquote(fragment) not in ids:
            yield _broken(f"#{unquote(fragment)}", "has no place of that name in this piece")
    brought = _brought_along(circumstances.post)
    for reference in rendered.picture_references[:_MOST_LOOKED_AT]:
        if _is_missing(reference, circumstances, brought):
            said = f"The picture {reference} is not here: readers see its words alone."
            yield look(said, place="source", words=reference)
    for link in rendered.links[:_MOST_LOOKED_AT]:
        address = urlsplit(link)
        if f"{address.scheme}://{address.netloc}" == circumstances.site_url:
            path, fragment = unquote(address.path) or "/", unquote(address.fragment)
            trouble = _trouble(path, fragment, ids, circumstances, out_at)
            if trouble:
                yield _broken(path, trouble)


def _broken(address: str, trouble: str) -> Finding:
    return look(f"The link to {address} {trouble}.", place="source", words=address)


def _trouble(
    path: str, fragment: str, own_ids: set[str], circumstances: Circumstances, out_at: datetime
) -> str:
    """What is wrong with a path of this site; "" when nothing is."""
    if path in circumstances.own_addresses or any(each.fullmatch(path) for each in _ALWAYS_THERE):
        return ""
    if path.startswith(("/desk", "/login", "/logout", "/preview/")):
        return "leads to where readers cannot go"
    if path.startswith(site.MEDIA):
        return "" if _is_kept(path, circumstances) else "leads to a picture that is not here"
    if match := _TOPIC.fullmatch(path):
        found = topics.tag_at(match[2]) if match[1] == "tags" else topics.theme_at(match[2])
        return "" if found else f"leads to a {match[1][:-1]} that does not exist"
    if match := _WORK.fullmatch(path):
        if match[1]:
            return "" if works.person_at(match[2]) else "leads to somebody who is in no work"
        return "" if works.work_at(match[2]) else "leads to a work that does not exist"
    if match := _YEAR.fullmatch(path):
        years = archive.years(circumstances.at, zone=circumstances.zone)
        return "" if int(match[1]) in {year.number for year in years} else "leads to an empty year"
    return _trouble_with_piece(path, fragment, own_ids, circumstances.post, out_at)


def _brought_along(post: Post | None) -> set[str]:
    """What stands in the text for pictures that came with it from elsewhere."""
    known = queries.pictures_of(post.id) if post is not None else []
    return {reference for reference, _ in known}


def _is_missing(reference: str, circumstances: Circumstances, brought: set[str]) -> bool:
    """Whether no picture is there. What a proxy hands out at an address from the root may be."""
    if reference.startswith(site.MEDIA):
        return not _is_kept(reference, circumstances)
    return not reference.startswith("/") and brought.isdisjoint(addresses.spellings(reference))


def _is_kept(path: str, circumstances: Circumstances) -> bool:
    name = path.removeprefix(site.MEDIA)
    return storage.is_path(name) and storage.is_kept(name, folder=circumstances.media)


def _trouble_with_piece(
    path: str, fragment: str, own_ids: set[str], own: Post | None, out_at: datetime
) -> str:
    found = _at_slug(path) or queries.by_former_path(path)
    if found is None:
        return "leads nowhere"
    if own is not None and found.id == own.id:
        return _trouble_with_place(fragment, own_ids)
    if not found.is_live(out_at):
        return f"leads to “{found.title or 'Untitled'}”, which {_ENDS[found.status(out_at)]}"
    return _trouble_with_place(fragment, set(_ID.findall(found.page_html or "")))


def _trouble_with_place(fragment: str, ids: set[str]) -> str:
    if fragment and fragment not in ids:
        return f"leads to the right piece, but nothing in it is called #{fragment}"
    return ""


def _at_slug(path: str) -> Post | None:
    match = _PIECE.fullmatch(path)
    if match is None:
        return None
    kind = "post" if match[1] else "page"
    return session().scalar(
        select(Post)
        .options(undefer(Post.page_html))
        .where(Post.kind == kind, Post.slug == slugs.canonical(match[2]))
    )
