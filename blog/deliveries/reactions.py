"""A delivery keeps to its post, in the transaction in which that changes."""

from blog.db import session
from blog.deliveries import commands
from blog.posts.events import PostWritten
from blog.posts.models import Post


def post_written(fact: PostWritten) -> None:
    commands.follow(session().get_one(Post, fact.post_id), at=fact.at)
