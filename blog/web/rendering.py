"""Templates outside requests: letters, which a worker writes."""

from typing import Any

from flask import Flask, render_template

from blog.mail.letters import Render


def renderer(app: Flask) -> Render:
    """Renders as a page would be, in a context of its own: a worker goes on for weeks, and what a
    template reads of the blog must be as it is now.
    """

    def render(name: str, **about: Any) -> str:
        with app.app_context():
            return render_template(name, **about)

    return render
