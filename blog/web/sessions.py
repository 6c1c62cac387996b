"""Flask's session cookie, without its `Vary: Cookie`.

Public pages are the same for everybody and never touch the session. flask-login reads it on each
response, which would put `Vary: Cookie` on all of them and make them useless to every cache.
"""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class QuietSessionInterface(SecureCookieSessionInterface):
    """Saves the session only when it changed, and says `Vary: Cookie` only then."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified:
            super().save_session(app, session, response)
