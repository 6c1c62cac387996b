"""Who reacts to which fact; every job: its function, what follows, when it comes by itself."""

from datetime import time
from functools import partial
from typing import Final

from blog.config import Settings
from blog.events import Reactions
from blog.jobs.worker import Work
from blog.media import commands as media
from blog.media import jobs as media_jobs
from blog.posts import jobs as post_jobs
from blog.posts import work_changes
from blog.posts.events import PostWritten
from blog.search import reactions as search
from blog.topics import jobs as topic_jobs
from blog.topics.events import TopicChanged
from blog.works.events import WorkChanged

_SHOW_IN_POSTS: Final = "posts.show_picture"
_SHOW_IN_THEMES: Final = "topics.show_picture"
_PURGE_TRASH: Final = "posts.purge_trash"
# UTC; when most of those sleep who write in Europe.
_AT_NIGHT: Final = time(3, 30)

REACTIONS: Final[Reactions] = {
    PostWritten: (search.post_written,),
    TopicChanged: (search.topic_changed,),
    WorkChanged: (work_changes.follow, search.work_changed),
}


def work(installation: Settings) -> Work:
    """All the work there is, for one installation."""
    folder, site_url = installation.media, installation.url
    return Work(
        functions={
            media.MAKE_SIZES: partial(media_jobs.make_sizes, folder=folder),
            _SHOW_IN_POSTS: partial(post_jobs.show_picture, site_url=site_url),
            _SHOW_IN_THEMES: partial(topic_jobs.show_picture, site_url=site_url),
            _PURGE_TRASH: post_jobs.purge_trash,
        },
        follows={media.MAKE_SIZES: (_SHOW_IN_POSTS, _SHOW_IN_THEMES)},
        daily={_PURGE_TRASH: _AT_NIGHT},
    )
