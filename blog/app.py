"""The composition root: settings in, a WSGI application out, in reading order."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from blog.bare import connect
from blog.config import Settings, from_env
from blog.web import context, keeping
from blog.web.hosts import OwnNameOnly
from blog.web.monitoring import counting
from blog.web.register import register

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """The application for one installation.

    :raises WrongSetting: with a sentence that names the variable.
    """
    settings = settings or from_env()
    app = Flask(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "blog/static")
    )
    app.config.from_mapping(
        SECRET_KEY=settings.secret,
        SESSION_COOKIE_NAME="__Host-blog" if settings.is_https else "blog",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
    )
    app.extensions[context.EXTENSION] = settings
    if settings.proxy_hops:
        # Only who asks. By which name and how safely is what `served` looks at.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxy_hops, x_proto=0, x_host=0
        )
    connect(app, settings)
    register(app)
    app.wsgi_app = keeping.cache(app, count=counting.of_cached(app))  # type: ignore[method-assign]
    return app


def served(settings: Settings | None = None) -> OwnNameOnly:
    """The application as a server is given it: it answers by its own name only."""
    settings = settings or from_env()
    app = create_app(settings)
    return OwnNameOnly(
        app, url=settings.url, hops=settings.proxy_hops, remembers=keeping.memory(app)
    )
