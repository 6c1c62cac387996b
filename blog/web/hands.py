"""Tells the log from which browser and network a request changes something."""

from flask import Flask, g, request

from blog.accounts.places import describe
from blog.audit import hands
from blog.audit.hands import Hand, Way
from blog.networks import network_of
from blog.web.csrf import is_unsafe


def register(app: Flask) -> None:
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    """Readers change nothing, and nothing is asked of their browsers."""
    if is_unsafe() or request.path.startswith("/desk/"):
        browser = describe(request.user_agent.string)
        network = network_of(request.remote_addr or "")
        g.hand = hands.begin(Hand(way=Way.BROWSER, browser=browser, network=network))


def _end(error: BaseException | None) -> None:
    if "hand" in g:
        hands.end(g.pop("hand"))
