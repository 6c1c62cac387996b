"""The letters about one piece: who would hear, the countdown, Stop, and how far they are."""

from http import HTTPStatus
from typing import Final

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from blog.db import session, transaction
from blog.deliveries import commands, on_desk, queries
from blog.deliveries.audience import audience
from blog.deliveries.letters import preview
from blog.deliveries.models import Delivery, DeliveryState, Telling
from blog.errors import NotFound, Refused
from blog.following.models import RHYTHMS
from blog.mail.letters import Letter
from blog.posts.models import Post, Status
from blog.settings.sender import sender
from blog.subjects.choice import Subject
from blog.subjects.names import named
from blog.topics.on_desk import themes
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint
from blog.web.editor.posts import find
from blog.web.forms import Form, refusals_beside
from blog.web.headers import CONTENT_SECURITY_POLICY
from blog.web.numbers import whole_number

_MOST_REFUSED: Final = 50
# Where nobody has begun by then, nobody is there to do it.
_LATE_SECONDS: Final = 120


class TellForm(Form):
    minutes = StringField("Minutes until they go")

    def countdown(self) -> int:
        """:raises Refused: when it is none; at once would leave no time to see it coming."""
        minutes = whole_number((self.minutes.data or "").strip()) or 0
        if not 1 <= minutes <= commands.MOST_MINUTES:
            raise Refused(
                "no_such_countdown",
                f"Choose from 1 to {commands.MOST_MINUTES:,} minutes.",
                {"field": "minutes"},
            )
        return minutes


@blueprint.get("/posts/<int:post_id>/letters/")
def letters(post_id: int) -> ResponseReturnValue:
    return _page(find(post_id), TellForm(formdata=None, data={"minutes": blog().countdown_minutes}))


@blueprint.post("/posts/<int:post_id>/letters/")
def tell_followers(post_id: int) -> ResponseReturnValue:
    form = TellForm()
    if form.validate():
        with refusals_beside(form), transaction():
            commands.announce(find(post_id), at=at(), minutes=form.countdown())
            return _here(post_id, "The countdown runs. Until it ends you can stop the letters.")
    return _page(find(post_id), form)


@blueprint.post("/posts/<int:post_id>/letters/<int:delivery_id>/stop")
def stop_letters(post_id: int, delivery_id: int) -> ResponseReturnValue:
    with transaction():
        delivery = session().get(Delivery, delivery_id)
        if delivery is None or delivery.post_id != post_id:
            raise NotFound("no_such_delivery", "These letters are not known here any more.")
        was_counting = delivery.state == DeliveryState.COUNTING
        was_open = delivery.state in queries.OPEN
        commands.stop(delivery, at=at())
    if not was_open:
        return _here(post_id, "These letters had come to an end already.")
    if was_counting:
        return _here(post_id, "Stopped. Nobody gets a letter.")
    return _here(post_id, "Stopped. Letters that were out are out; no other goes.")


@blueprint.post("/posts/<int:post_id>/letters/again/<int:telling_id>")
def send_letter_again(post_id: int, telling_id: int) -> ResponseReturnValue:
    with transaction():
        telling = session().get(Telling, telling_id)
        if telling is None or telling.post_id != post_id:
            raise NotFound("no_such_letter", "This letter is not known here any more.")
        commands.send_again(telling, at=at())
    return _here(post_id, "The letter goes out once more.")


@blueprint.get("/posts/<int:post_id>/letters/preview")
def preview_letter(post_id: int) -> ResponseReturnValue:
    """The letter itself, for a frame of ours that runs nothing."""
    letter = _letter(find(post_id))
    if letter is None:
        raise NotFound("no_letter", "There is no letter of a piece that nobody can read yet.")
    answer = Response(letter.html)
    # Its style sheet stands in its elements, as mail programs want it.
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"img-src 'self' {installation().url}; base-uri 'none'; frame-ancestors 'self'"
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _here(post_id: int, sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("editor.letters", post_id=post_id), HTTPStatus.SEE_OTHER)


def _letter(post: Post) -> Letter | None:
    """As it would go: at once, or when the piece has come out."""
    goes_at = max(at(), post.published_at or at())
    return preview(post.id, render=render_template, site_url=installation().url, at=goes_at)


def _page(post: Post, form: TellForm) -> ResponseReturnValue:
    known = queries.deliveries_of(post.id, at=at())
    going = next((each for each in known if each.delivery.state in queries.OPEN), None)
    heard = audience(post.id, at=at())
    status = post.status(at())
    html = render_template(
        "editor/letters.html",
        form=form,
        post=post,
        can_go=post.kind == "post" and status in {Status.LIVE, Status.SCHEDULED},
        status=status,
        going=going,
        is_late=going is not None
        and going.delivery.state == DeliveryState.COUNTING
        and (at() - going.delivery.due_at).total_seconds() > _LATE_SECONDS,
        past=[each for each in known if each is not going],
        lost=[each for one in known for each in queries.lost(one.delivery.id, at=at())],
        refused=[
            each for one in known for each in on_desk.refused(one.delivery.id, limit=_MOST_REFUSED)
        ],
        heard=heard,
        rhythms=RHYTHMS,
        names=named(heard.by_subject),
        cloths={Subject("theme", theme.id): theme.cloth for theme in themes()},
        letter=_letter(post),
        sender=sender(blog(), site_url=installation().url),
        has_smtp=installation().smtp is not None,
        now=at(),
    )
    answer = make_response(html, HTTPStatus.CONFLICT if form.conflict else form.status)
    answer.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return answer
