"""Themes on the desk: the shelf, and each theme with its cloth, its essay and its order."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.db import session, transaction
from blog.errors import NotFound
from blog.markdown import SafeHtml
from blog.posts import gallery
from blog.posts import on_desk as pieces
from blog.posts.on_desk import Line
from blog.topics import on_desk, themes
from blog.topics.models import CLOTHS, Theme
from blog.topics.themes import Place
from blog.web.context import at, blog, installation
from blog.web.editor import blueprint, theme_form
from blog.web.editor.cover import MOST_TO_CHOOSE_FROM
from blog.web.editor.stepping import moved, under_the_hand
from blog.web.editor.theme_form import ThemeForm
from blog.web.forms import refusals_beside


@blueprint.get("/themes/")
def theme_shelf() -> ResponseReturnValue:
    return render_template("editor/themes.html", rows=on_desk.themes())


@blueprint.post("/themes/")
def arrange_shelf() -> ResponseReturnValue:
    step = request.form.get("move", "")
    with transaction():
        rows = moved(on_desk.themes(), step, key=lambda row: row.id)
        themes.shelve([row.id for row in rows])
    return redirect(url_for("editor.theme_shelf", moved=step), HTTPStatus.SEE_OTHER)


@blueprint.get("/themes/new")
def new_theme() -> ResponseReturnValue:
    return _page(ThemeForm(), None, [])


@blueprint.post("/themes/new")
def make_theme() -> ResponseReturnValue:
    form = ThemeForm()
    if request.form.get("action") == "preview":
        return _page(form, None, [], preview=_preview(form, ""))
    if form.validate():
        with refusals_beside(form), transaction():
            theme = themes.make(
                form.fields(), site_url=installation().url, lang=blog().language, at=at()
            )
            flash(f"Made the theme “{theme.title}”. Put its first pieces under it below.")
            return redirect(url_for("editor.edit_theme", theme_id=theme.id), HTTPStatus.SEE_OTHER)
    return _page(form, None, [])


@blueprint.get("/themes/<int:theme_id>/")
def edit_theme(theme_id: int) -> ResponseReturnValue:
    theme = _find(theme_id)
    form = ThemeForm(data=theme_form.values(theme) | {"version": str(theme.version)})
    return _page(form, theme, pieces.under_theme(theme.id), preview=theme.essay_html)


@blueprint.post("/themes/<int:theme_id>/")
def save_theme(theme_id: int) -> ResponseReturnValue:
    theme = _find(theme_id)
    form = ThemeForm(data=theme_form.values(theme))
    lines = _sent_lines(theme)
    if request.form.get("action") == "preview":
        return _page(form, theme, lines, preview=_preview(form, theme.slug))
    if form.validate():
        with refusals_beside(form), transaction():
            theme = _find(theme_id)
            themes.change(
                theme,
                form.fields(),
                based_on=form.based_on(),
                site_url=installation().url,
                lang=blog().language,
                at=at(),
            )
            lines = _sent_lines(theme)
            themes.arrange(theme, [_place(line) for line in lines], at=at())
            flash("Kept. Readers see it now.")
            return _to(theme)
    return _page(form, theme, lines)


@blueprint.get("/themes/<int:theme_id>/remove/")
def confirm_theme_removal(theme_id: int) -> ResponseReturnValue:
    theme = _find(theme_id)
    count = len(pieces.under_theme(theme.id))
    return render_template("editor/theme_remove.html", theme=theme, piece_count=count)


@blueprint.post("/themes/<int:theme_id>/remove/")
def remove_theme(theme_id: int) -> ResponseReturnValue:
    with transaction():
        theme = _find(theme_id)
        title = theme.title
        themes.remove(theme, at=at())
    flash(f"“{title}” is gone. The pieces that stood under it stay.")
    return redirect(url_for("editor.theme_shelf"), HTTPStatus.SEE_OTHER)


def _find(theme_id: int) -> Theme:
    theme = session().get(Theme, theme_id)
    if theme is None:
        raise NotFound("no_such_theme", "There is no such theme any more.")
    return theme


def _sent_lines(theme: Theme) -> list[Line]:
    stored, others = pieces.under_theme(theme.id), pieces.not_under_theme(theme.id)
    return theme_form.arranged(stored, others)


def _place(line: Line) -> Place:
    return Place(post_id=line.piece.id, note=line.note, is_start=line.is_start)


def _to(theme: Theme) -> ResponseReturnValue:
    """Back to the theme; after a step, with a button for the next one under the hand.

    Without an anchor: browsers ignore `autofocus` on a page that opens at one.
    """
    step = under_the_hand(request.form.getlist("piece"), request.form.get("move", ""))
    return redirect(
        url_for("editor.edit_theme", theme_id=theme.id, moved=step or None), HTTPStatus.SEE_OTHER
    )


def _preview(form: ThemeForm, slug: str) -> SafeHtml | None:
    with refusals_beside(form):
        return themes.preview(
            form.source.data or "", slug=slug, site_url=installation().url, lang=blog().language
        )
    return None


def _page(
    form: ThemeForm, theme: Theme | None, lines: list[Line], *, preview: SafeHtml | None = None
) -> ResponseReturnValue:
    theirs = None
    if form.conflict is not None and theme is not None:
        session().refresh(theme)
        theirs = ThemeForm(formdata=None, data=theme_form.values(theme))
        form.version.data = str(theme.version)
    in_lines = {line.piece.id for line in lines}
    others = pieces.not_under_theme(theme.id) if theme else []
    page = render_template(
        "editor/theme.html",
        form=form,
        theme=theme,
        theirs=theirs,
        lines=lines,
        others=[piece for piece in others if piece.id not in in_lines],
        rows=on_desk.themes(),
        cloths=CLOTHS,
        pictures=gallery.to_choose_from(form.cover_id(), limit=MOST_TO_CHOOSE_FROM),
        preview=preview,
    )
    return page, form.status
