"""What all forms share: a refusal lands by the field it is about, and what was typed stays typed.

Forms read what the browser sent; the rules about it are the commands'. A view looks like this:

    if form.validate():
        with refusals_beside(form), transaction():
            commands.save(…)
            return redirect(…)
    return render_template(…, form=form), form.status
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from flask import Response, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field

from blog.characters import legal
from blog.errors import Conflict, Refused
from blog.markdown import RenderRefused
from blog.web.csrf import is_unsafe
from blog.web.errors import answer


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that can be answered with what is wrong with it."""

    conflict: Conflict | None = None

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Reads what a browser's form sends, without what no page could show again."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> MultiDict[str, str] | None:
            if formdata is None or not is_unsafe():
                return None
            sent = ((name, legal(text)) for name, text in request.form.items(multi=True))
            return MultiDict(list(sent)) or None

    @property
    def status(self) -> int:
        """The HTTP status of showing this form."""
        if self.conflict is not None:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK


@contextmanager
def refusals_beside(form: Form, *, field: str | None = None) -> Iterator[None]:
    """Put a refusal raised inside by the field it names, else by `field`, else above the form.

    A text that cannot be rendered names none: it is the form's `source`.

    A conflict is kept in `form.conflict`. The block is left: what follows it shows the form again.
    """
    try:
        yield
    except Refused as refused:
        named = "source" if isinstance(refused, RenderRefused) else refused.details.get("field")
        put(form, refused.message, field=named if named in form else field)
    except Conflict as conflict:
        form.conflict = conflict


def put(form: Form, sentence: str, *, field: str | None) -> None:
    """Put a sentence by a field, or above the form when it has no such field."""
    if field is not None and field in form:
        beside: Field = form[field]
        beside.errors = [*beside.errors, sentence]
    else:
        form.form_errors.append(sentence)


def refused(form: Form) -> Response:
    """What is wrong, for a script: every sentence by the name of its field.

    What stands above the form has the name "".
    """
    if form.conflict is not None:
        return answer(form.status, form.conflict.code, form.conflict.message, {})
    fields = {name or "": list(sentences) for name, sentences in form.errors.items()}
    first = next(iter(fields.values()))[0]
    message = first if len(fields) == 1 else f"{len(fields)} fields need another look."
    return answer(form.status, "refused", message, {"fields": fields})


def with_plain_newlines(text: str | None) -> str | None:
    """Browsers send CRLF whatever was typed; texts are stored with LF."""
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")
