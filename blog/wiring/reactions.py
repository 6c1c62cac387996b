"""Who reacts to which fact."""

from typing import Final

from blog.audit.facts import FACTS
from blog.audit.note import note
from blog.cards import reactions as cards
from blog.deliveries import reactions as tellings
from blog.events import Reactions
from blog.feeds import memory
from blog.following import reactions as following
from blog.posts import work_changes
from blog.posts.events import PostRemoved, PostWritten
from blog.search import reactions as search
from blog.settings.events import BlogChanged
from blog.topics.events import TagMerged, ThemeChanged, TopicChanged
from blog.works.events import WorkChanged

_FIRST: Final[Reactions] = {
    PostWritten: (
        search.post_written,
        cards.post_written,
        memory.post_written,
        tellings.post_written,
    ),
    PostRemoved: (cards.post_removed, memory.post_removed),
    TagMerged: (following.tag_merged, memory.tag_merged),
    TopicChanged: (search.topic_changed, cards.topic_changed, memory.topic_changed),
    ThemeChanged: (cards.theme_changed, memory.theme_changed),
    WorkChanged: (
        work_changes.follow,
        search.work_changed,
        cards.work_changed,
        memory.work_changed,
    ),
    BlogChanged: (cards.blog_changed, memory.blog_changed),
}
# The log comes last, and hears of every fact that is for it.
_NOTED: Final[Reactions] = {fact: (*_FIRST.get(fact, ()), note) for fact in FACTS}
REACTIONS: Final[Reactions] = {**_FIRST, **_NOTED}
