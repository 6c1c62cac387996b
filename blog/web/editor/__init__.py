"""The desk: everything the blogger does, behind the login as a whole."""

from flask import Blueprint

from blog.web.login import owner_required

blueprint = Blueprint("editor", __name__, url_prefix="/desk")
owner_required(blueprint)

from blog.web.editor import (  # noqa: E402, F401
    account,
    addresses,
    autosave,
    card,
    codes,
    comparing,
    completion,
    confirm,
    desk,
    follower_lists,
    follower_words,
    followers,
    jobs,
    keeping,
    letters,
    log,
    moves,
    passkeys,
    password,
    people,
    picture,
    pictures,
    posts,
    presentation,
    preview,
    preview_links,
    revisions,
    settings,
    sheet,
    tags,
    themes,
    trial_letter,
    works,
)
