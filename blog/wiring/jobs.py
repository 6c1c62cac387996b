"""Every job: the function that does it, what follows, when it comes by itself."""

from datetime import time
from functools import cache, partial
from typing import Final
from zoneinfo import ZoneInfo

from blog import snapshots
from blog.accounts import commands as accounts
from blog.accounts import jobs as account_jobs
from blog.accounts import known_browsers
from blog.audit import jobs as audit_jobs
from blog.backups import nightly
from blog.cards import jobs as card_jobs
from blog.cards import library
from blog.cards import reactions as cards
from blog.config import Settings
from blog.deliveries import commands as deliveries
from blog.deliveries import planning, rounds, sending
from blog.feeds import hub
from blog.feeds import jobs as feed_jobs
from blog.following import jobs as following_jobs
from blog.following import requests as following_requests
from blog.jobs.worker import Work
from blog.mail.outgoing import Mailroom
from blog.media import commands as media
from blog.media import jobs as media_jobs
from blog.posts import jobs as post_jobs
from blog.search import jobs as search_jobs
from blog.search import reactions as search
from blog.settings import queries as settings
from blog.topics import jobs as topic_jobs

_SHOW_IN_POSTS: Final = "posts.show_picture"
_SHOW_IN_THEMES: Final = "topics.show_picture"
_PURGE_TRASH: Final = "posts.purge_trash"
_PURGE_REQUESTS: Final = "following.purge_requests"
_FORGET: Final = "feeds.forget"
_FORGET_LOG: Final = "audit.forget"
# UTC; when most of those sleep who write in Europe.
_AT_NIGHT: Final = time(3, 30)


def work(installation: Settings, mailroom: Mailroom) -> Work:
    """All the work there is, for one installation."""
    folder, site_url, secret = installation.media, installation.url, installation.secret
    look = cache(partial(library.look, library.folders(installation.data)))
    return Work(
        functions={
            media.MAKE_SIZES: partial(media_jobs.make_sizes, folder=folder),
            _SHOW_IN_POSTS: partial(post_jobs.show_picture, site_url=site_url),
            _SHOW_IN_THEMES: partial(topic_jobs.show_picture, site_url=site_url),
            _PURGE_TRASH: post_jobs.purge_trash,
            following_requests.WRITE: partial(
                following_jobs.write, mailroom=mailroom, secret=secret
            ),
            known_browsers.TELL: partial(account_jobs.tell_of_new_browser, mailroom=mailroom),
            accounts.TELL_BEFORE: partial(account_jobs.tell_of_other_email, mailroom=mailroom),
            _PURGE_REQUESTS: following_jobs.purge_requests,
            deliveries.PLAN: planning.plan,
            hub.PING: partial(feed_jobs.ping, site_url=site_url),
            hub.COME_OUT: feed_jobs.come_out,
            _FORGET: feed_jobs.forget,
            _FORGET_LOG: audit_jobs.forget,
            rounds.SEND: partial(sending.send, mailroom=mailroom, secret=secret),
            search.PUT: search_jobs.put,
            cards.MAKE: partial(card_jobs.make, folder=folder, look=look),
            cards.CHECK: partial(card_jobs.check, look=look),
            nightly.BY_NIGHT: partial(nightly.by_night, installation=installation),
            nightly.MAKE: partial(nightly.now, installation=installation),
        },
        follows={media.MAKE_SIZES: (_SHOW_IN_POSTS, _SHOW_IN_THEMES)},
        daily=partial(_daily, installation),
    )


def _daily(installation: Settings) -> dict[str, time]:
    """Backups when it is night where the blog is kept. PostgreSQL has programs of its own."""
    often = dict.fromkeys((_PURGE_TRASH, _PURGE_REQUESTS, _FORGET, _FORGET_LOG), _AT_NIGHT)
    if snapshots.file_of(installation.database) is None:
        return often
    return {**often, nightly.BY_NIGHT: time(4, tzinfo=ZoneInfo(settings.current().time_zone))}
