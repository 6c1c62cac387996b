"""Reading feeds as a program does, and changing the blog behind its back."""

from collections.abc import Callable

import feedparser
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog import clock
from blog.db import session, transaction
from blog.posts import commands
from blog.posts.fields import Fields
from blog.posts.models import Post
from blog.topics.models import Tag
from tests import makers

FORMS = ("atom", "rss", "json")
CONTENT_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


def entries(client: FlaskClient, address: str) -> dict[str, tuple[str, str]]:
    """Title and link of each entry of a feed, by id, in the feed's order."""
    response = client.get(address)
    assert response.status_code == 200
    if address.endswith(".json"):
        items = response.get_json()["items"]
        return {item["id"]: (item.get("title", ""), item["url"]) for item in items}
    read = feedparser.parse(response.data)
    assert read.bozo is False
    return {entry.id: (entry.get("title", ""), entry.link) for entry in read.entries}


def titles(client: FlaskClient, address: str) -> list[str]:
    return [title for title, _ in entries(client, address).values()]


def change(app: Flask, post: Post, how: Callable[[Post], object]) -> None:
    """Do something to a post as one of the blog's own transactions."""
    with app.app_context(), transaction():
        how(session().get_one(Post, post.id))


def rewrite(app: Flask, post: Post, **fields: object) -> None:
    """Save the post with other fields."""
    wanted = Fields(**fields)  # type: ignore[arg-type]
    url, at = makers.installation(app).url, clock.now()
    change(
        app,
        post,
        lambda post: commands.save(post, wanted, based_on=post.version, site_url=url, at=at),
    )


def tag_named(name: str) -> Tag:
    return session().scalars(select(Tag).where(Tag.name == name)).one()
