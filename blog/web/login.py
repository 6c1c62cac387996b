"""The login, for the whole web: who is signed in, how a browser is, and which areas are guarded.

The session cookie carries a random token; the database holds its hash. Deleting the row signs
the browser out at once. flask-login's remember cookie is not used.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from http import HTTPStatus

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    redirect,
    request,
    session,
    url_for,
)
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from blog.accounts import codes, commands, queries, sign_ins
from blog.accounts.models import Owner
from blog.accounts.queries import SignedIn
from blog.db import transaction
from blog.errors import Refused, TooMany
from blog.web import attempts, known_browser, resume, second_step
from blog.web.context import at
from blog.web.csrf import FIELD, is_unsafe
from blog.web.errors import SENTENCES, answer, wants_json
from blog.web.faults import best_effort
from blog.web.second_step import CodeNeeded

# A row is written when the owner is seen again, but not for every click.
SEEN_EVERY = timedelta(minutes=10)

manager = LoginManager()
# It would compare a hash of X-Forwarded-For, which anybody may write.
manager.session_protection = None


class Author(SignedIn, UserMixin):  # type: ignore[misc]  # flask-login has no types
    """The owner in one browser, as `flask_login.current_user` gives it."""

    def get_id(self) -> str:
        """What the session keeps: a token that one row answers to."""
        return self.token


def register(app: Flask) -> None:
    # Its context processor would look for a user on every page; this looks when a template asks.
    manager.init_app(app, add_context_processor=False)
    app.jinja_env.globals["current_user"] = current_user
    app.register_error_handler(CSRFError, _answer_without_token)
    known_browser.register(app)


def owner_required(blueprint: Blueprint) -> None:
    """Guard a whole area: every address in it is for the owner, and kept out of caches."""
    blueprint.before_request(_admit)
    blueprint.after_request(never_store)


def never_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def recognise(username: str, password: str) -> Owner:
    """The owner, if this is the name and the password; a wrong one is counted.

    :raises TooMany: after too many wrong passwords.
    :raises Refused: "wrong_password", with the number of tries that are left.
    """
    with attempts.counted(username):
        return commands.recognise(username[: attempts.LONGEST_NAME], password)


def sign_in(username: str, password: str, *, stays: bool = True) -> None:
    """Sign this browser in with a password.

    :raises TooMany: after too many wrong passwords.
    :raises Refused: "wrong_password".
    :raises CodeNeeded: when it is right, and a code is asked for beside it.
    """
    owner = recognise(username, password)
    with transaction():
        commands.renew_hash(owner, password)
    if codes.are_on(owner.id):
        second_step.begin(owner, stays=stays)
        raise CodeNeeded
    let_in(owner, way="with a password", stays=stays)


def sign_in_with_code(typed: str) -> None:
    """Sign this browser in, after `sign_in` has asked for a code.

    :raises TooMany: after too many wrong tries.
    :raises Refused: for the reasons of `second_step.finish`.
    """
    passed = second_step.finish(typed)
    let_in(passed.owner, way=passed.way, stays=passed.stays)


def let_in(owner: Owner, *, way: str, stays: bool = True) -> None:
    """Sign this browser in: the one way in, for all ways to show who one is.

    `way` is what was shown, in words: “with a passkey”.
    """
    with transaction():
        if current_user.is_authenticated:
            sign_ins.sign_out(current_user.token, at=at())
        attempts.forgive(owner)
        signed_in = sign_ins.sign_in(
            owner,
            way=way,
            stays=stays,
            address=request.remote_addr or "",
            user_agent=request.user_agent.string,
            at=at(),
        )
        known_browser.meet(owner.id)
    _enter(signed_in, stays=stays)


def _enter(signed_in: SignedIn, *, stays: bool) -> None:
    """Let this browser carry the token, in a new session: what was in the old one may be known."""
    session.clear()
    g.pop(FIELD, None)
    session.permanent = stays
    login_user(Author(**asdict(signed_in)))


def leave() -> None:
    """Sign this browser out."""
    if current_user.is_authenticated:
        with transaction():
            sign_ins.sign_out(current_user.token, at=at())
    session.clear()


@manager.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> Author | None:
    found = queries.signed_in(token, at=at())
    return Author(**asdict(found)) if found else None


def _admit() -> AnyResponse | None:
    """Let the owner in; give everybody else a way in that loses nothing."""
    if not current_user.is_authenticated:
        return _answer_stranger()
    if at() - current_user.seen_at >= SEEN_EVERY:
        with best_effort("that the owner was seen"), transaction():
            sign_ins.note_seen(current_user.sign_in_id, at=at())
    return None


def _answer_stranger() -> AnyResponse | None:
    if wants_json():
        return _ask_script_to_sign_in()
    if not is_unsafe():
        here = request.full_path.removesuffix("?")
        return redirect(url_for("auth.login", next=here), HTTPStatus.SEE_OTHER)
    if not resume.is_resuming():
        return resume.sign_in_page()
    try:
        _sign_in_by_the_form()
    except CodeNeeded:
        return resume.code_page()
    except Refused as refusal:
        return _asking_page()(error=refusal.message)
    except TooMany as too_many:
        return resume.wait_page(_asking_page(), too_many)
    resume.strip_login()
    return None


def _sign_in_by_the_form() -> None:
    if resume.CODE in request.form:
        sign_in_with_code(request.form[resume.CODE])
    else:
        username = request.form.get(resume.USERNAME, "")
        password = request.form.get(resume.PASSWORD, "")
        sign_in(username, password, stays=resume.STAY in request.form)


def _asking_page() -> Callable[..., Response]:
    """Of the pages that carry a form, the one that asks for what is still to come."""
    return resume.code_page if second_step.is_begun() else resume.sign_in_page


def _answer_without_token(error: CSRFError) -> AnyResponse:
    """A form whose token is missing or belongs to another session. It has changed nothing."""
    is_guarded = _admit in current_app.before_request_funcs.get(request.blueprint, ())
    must_sign_in = is_guarded and not current_user.is_authenticated
    if wants_json() and must_sign_in:
        return _ask_script_to_sign_in()
    if wants_json():
        sentence = "The form’s token is missing or no longer valid."
        return answer(400, "token_missing", sentence, {FIELD: generate_csrf()})
    return resume.sign_in_page() if must_sign_in else never_store(resume.send_again_page())


def _ask_script_to_sign_in() -> Response:
    """With a token that the login takes. Only our own pages can read it: there is no CORS here."""
    return answer(401, "unauthorized", SENTENCES[401], {FIELD: generate_csrf()})
