"""The application without its web: a database with sessions, and who reacts to what is changed.

All that most commands need. Views, forms and templates are two thirds of our modules: a command
without them begins a third earlier.
"""

from flask import Flask

from blog import events
from blog.config import Settings
from blog.db import db, prepare
from blog.wiring.reactions import REACTIONS


def bare_app(settings: Settings) -> Flask:
    app = Flask(__name__)
    connect(app, settings)
    return app


def connect(app: Flask, settings: Settings) -> None:
    """From now on the application has sessions, and reactions are those of the wiring."""
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=settings.database,
        # A statement that fails is written to the log: without drafts and hashes of passwords.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
    )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    events.connect(REACTIONS)
