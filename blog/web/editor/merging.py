"""A text that was typed over an older one, and the newest: shown as one, and made into one.

Without scripts this is a page of its own that carries the whole form along; the editor's scripts
take only its inside, and get back what comes of the choices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.posts import history, merging_reviews, proposal, revisions, staleness
from blog.posts.fields import Fields
from blog.posts.merging_fields import Merged
from blog.posts.models import Post, RevisionKind
from blog.posts.proposal import Proposal
from blog.texts.merging import Choice
from blog.web.context import at
from blog.web.editor import post_form, review_words
from blog.web.editor.post_form import PostForm
from blog.web.errors import wants_json
from blog.web.numbers import whole_number

_PART, _FIELD = "part-", "field-"
_BASE = "base_"
_BOTH_TEXTS_STAY = "Both texts stay among the revisions."


@dataclass(frozen=True, kw_only=True)
class OpenField:
    """A field beside the text that both changed, in the words of the form."""

    name: str
    label: str
    mine: str
    theirs: str


def show(post: Post, form: PostForm, *, has_moved: bool = False) -> str:
    """The merge as it is proposed: a page, or its inside for a script.

    `has_moved`: the newest text is not the one that was shown before.
    """
    proposed = _propose(post, form)
    return render_template(
        "editor/merge_parts.html" if wants_json() else "editor/merge.html",
        post=post,
        proposed=proposed,
        open_fields=_open_fields(post, form, proposed),
        chosen={name: way for name, way in request.form.items() if _is_choice(name)},
        carried=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in {"csrf_token", "action", "version", "base"} and not _is_choice(name)
        ],
        version=post.version,
        base=_based_on(form),
        language=form.language(),
        has_moved=has_moved,
    )


def keep(post: Post, form: PostForm) -> ResponseReturnValue:
    """What comes of the choices, as the newest text; the one in the form has been set aside.

    A script gets it to go on with, and keeps it itself. Readers see nothing of it before the next
    save.
    """
    fields = _propose(post, form).settled(_sent(_PART), beside=_sent(_FIELD))
    if wants_json():
        return jsonify(form=_as_sent(post, fields), version=post.version, message=_BOTH_TEXTS_STAY)
    if staleness.is_stale(post, based_on=form.based_on(), editor=""):
        return show(post, form, has_moved=True), HTTPStatus.CONFLICT
    revisions.go_on_from(post, fields, kind=RevisionKind.SAVE, at=at(), window=form.window())
    flash(f"Both are one text now. {_BOTH_TEXTS_STAY}")
    return redirect(url_for("editor.edit_post", post_id=post.id), HTTPStatus.SEE_OTHER)


def in_form(name: str) -> str:
    """What the form calls a field of the text."""
    return {"when": "published_at", "cover_id": "cover"}.get(name, name)


def _propose(post: Post, form: PostForm) -> Proposal:
    base = history.at_version(post, _based_on(form))
    if f"{_BASE}source" in request.form:
        # The page still has the very text; the revision of it may have been thinned out.
        of_page = PostForm(prefix=_BASE, data=post_form.values(base or revisions.current(post)))
        of_page.post = post
        base = of_page.fields()
    return proposal.propose(post, form.fields(), base=base)


def _based_on(form: PostForm) -> int:
    """A page about a conflict has the newest version in its form, and the old one beside it."""
    return whole_number(request.form.get("base")) or form.based_on()


def _is_choice(name: str) -> bool:
    return name.startswith((_PART, _FIELD))


def _sent(prefix: str) -> Mapping[str, Choice]:
    """The choices that were made, by the name behind the prefix; nonsense is none."""
    ways = {way.value: way for way in Choice}
    return {
        name.removeprefix(prefix): ways[value]
        for name, value in request.form.items()
        if name.startswith(prefix) and value in ways
    }


def _as_sent(post: Post, fields: Fields) -> dict[str, list[str]]:
    when = fields.when or post_form.as_entered(post.published_at)
    return post_form.as_sent(post_form.values(fields) | {"published_at": when})


def _open_fields(post: Post, form: PostForm, proposed: Proposal) -> list[OpenField]:
    mine, theirs = (_as_sent(post, fields) for fields in (proposed.merged.fields, proposed.theirs))
    found = []
    for name in proposed.merged.undecided:
        if name.startswith(merging_reviews.PREFIX):
            found.append(_open_part(name, proposed.merged))
            continue
        field = form[in_form(name)]
        texts = mine[field.short_name][0], theirs[field.short_name][0]
        if name == "cover_id":
            texts = _picture(texts[0], "yours"), _picture(texts[1], "theirs")
        found.append(OpenField(name=name, label=field.label.text, mine=texts[0], theirs=texts[1]))
    return found


def _open_part(name: str, merged: Merged) -> OpenField:
    """A part of a review."""
    place, part = merging_reviews.place_of(name)
    review = merged.fields.reviews[place]
    mine, theirs = (
        review_words.words(part, value) for value in (getattr(review, part), merged.theirs[name])
    )
    return OpenField(name=name, label=review_words.label(review, part), mine=mine, theirs=theirs)


def _picture(cover_id: str, whose: str) -> str:
    return f"The picture of {whose}" if cover_id else ""
