"""Two texts of a piece beside each other: what the editor shows beside a draft, and its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields as names_of

from flask import render_template
from flask.typing import ResponseReturnValue

from blog.posts import reviews, revisions
from blog.posts.fields import Fields
from blog.texts import comparing
from blog.texts.comparing import Comparison, Kind, Run
from blog.topics import on_desk
from blog.web.editor import blueprint, merging, post_form, review_words, tag_list
from blog.web.editor.post_form import PostForm
from blog.web.editor.posts import find

_BESIDE_THE_TEXT = [
    field.name for field in names_of(Fields) if field.name not in {"title", "source", "reviews"}
]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A field beside the text that differs, in the words of the form."""

    label: str
    runs: Sequence[Run]


@blueprint.post("/posts/<int:post_id>/compare")
def compare_texts(post_id: int) -> ResponseReturnValue:
    """The inside of a pane: the newest text that is stored, and what the form holds."""
    post = find(post_id)
    form = post_form.of(post)
    stored, typed = revisions.current(post), form.fields()
    return render_template(
        "editor/compare.html",
        comparison=compare(stored, typed),
        beside=beside(stored, typed),
        language=form.language(),
    )


@blueprint.post("/posts/<int:post_id>/holds")
def holds_text(post_id: int) -> ResponseReturnValue:
    """What a device asks of a text whose page has ended: the answer may have come too late."""
    post = find(post_id)
    return {"is_kept": revisions.has_been_newest(post, post_form.of(post).fields())}


@blueprint.post("/posts/<int:post_id>/merge")
def propose_merge(post_id: int) -> ResponseReturnValue:
    post = find(post_id)
    return merging.show(post, post_form.of(post))


def compare(old: Fields, new: Fields) -> Comparison:
    return comparing.compare(old.source, new.source, old_title=old.title, new_title=new.title)


def beside(old: Fields, new: Fields) -> list[Beside]:
    """What differs beside title and text."""
    names = [name for name in _BESIDE_THE_TEXT if getattr(old, name) != getattr(new, name)]
    labels = PostForm(formdata=None)
    return [
        Beside(
            label=labels[merging.in_form(name)].label.text,
            runs=_pictures(old, new)
            if name == "cover_id"
            else comparing.runs(_words(old, name), _words(new, name)),
        )
        for name in names
    ] + [
        Beside(label=label, runs=_runs(was, now))
        for label, was, now in review_words.differences(
            reviews.settled(old.reviews), reviews.settled(new.reviews)
        )
    ]


def _words(fields: Fields, name: str) -> str:
    """What is in a field, as one line."""
    match name:
        case "tags":
            return tag_list.join(fields.tags)
        case "themes":
            titles = {theme.id: theme.title for theme in on_desk.themes()}
            return tag_list.join(titles[id_] for id_ in fields.themes if id_ in titles)
        case "when":
            return fields.when.replace("T", " ")
        case _:
            return str(getattr(fields, name))


def _runs(was: str, now: str) -> Sequence[Run]:
    """Word by word; a single word, such as a rating or a date, is replaced as a whole."""
    if " " in was + now:
        return comparing.runs(was, now)
    return [run for run in (Run(Kind.TAKEN, was), Run(Kind.ADDED, now)) if run.text]


def _pictures(old: Fields, new: Fields) -> list[Run]:
    added = "another picture" if old.cover_id else "a picture"
    return [Run(Kind.ADDED, added) if new.cover_id else Run(Kind.TAKEN, "the picture")]
