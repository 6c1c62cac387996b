"""The desk itself: what is being written, what waits, what is out; and the search within it."""

from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from blog import snapshots
from blog.accounts.queries import owner
from blog.backups.keeping import Worry, standing
from blog.characters import legal
from blog.deliveries.queries import counting
from blog.following.on_desk import growth
from blog.jobs.on_desk import given_up_count
from blog.posts import gallery, idle, on_desk, within
from blog.posts.models import Status
from blog.posts.on_desk import Row
from blog.web.context import at, installation
from blog.web.editor import blueprint
from blog.web.editor.paging import page_of

MOST_PUBLISHED = 8
A_PAGE = 50
_A_WEEK, _A_SECOND = timedelta(days=7), timedelta(seconds=1)


@blueprint.get("/")
def desk() -> ResponseReturnValue:
    asked = legal(request.args.get("q", "")).strip()
    if asked:
        return render_template(
            "editor/desk_search.html",
            asked=asked,
            hits=within.pieces(asked, at=at()),
            most=within.MOST_FOUND,
        )
    in_hand = on_desk.in_hand(at())
    followers_before, followers_now = growth([at() - _A_WEEK, at() + _A_SECOND])

    def posts(status: Status) -> list[Row]:
        return [row for row in in_hand if row.kind == "post" and row.status is status]

    return render_template(
        "editor/desk.html",
        waiting=idle.waiting_longest(at()),
        drafts=posts(Status.DRAFT),
        scheduled=sorted(posts(Status.SCHEDULED), key=lambda row: row.published_at or row.saved_at),
        published=on_desk.published(at(), limit=MOST_PUBLISHED),
        published_count=on_desk.published_count(at()),
        withdrawn=posts(Status.WITHDRAWN),
        pages=[row for row in in_hand if row.kind == "page" and row.status is not Status.TRASHED],
        trashed=[row for row in in_hand if row.status is Status.TRASHED],
        wordless_count=gallery.undescribed_count(),
        counting=counting(),
        follower_count=followers_now,
        new_count=followers_now - followers_before,
        given_up_count=given_up_count(),
        backup_worry=_backup_worry(),
    )


@blueprint.get("/published/")
def published() -> ResponseReturnValue:
    title = legal(request.args.get("q", "")).strip()
    count = on_desk.published_count(at(), title=title)
    page = page_of(count, size=A_PAGE)
    return render_template(
        "editor/published.html",
        rows=on_desk.published(at(), limit=page.size, offset=page.offset, title=title),
        count=count,
        page=page,
        title=title,
    )


def _backup_worry() -> Worry | None:
    known = owner()
    if known is None or snapshots.file_of(installation().database) is None:
        return None
    return standing().worry(since=known.created_at, at=at())
