"""What an autosave of a long piece costs the server: `python bench/autosave.py`.

A piece of 10,000 words in four scripts is saved while it is typed on: each request carries the
whole text with another word, as the editor's script sends it. First through the application alone,
with half a minute between two saves, so that there are autosaves to thin out as on a long day; then
as fast as they come, over HTTP, to a `blog serve` of its own. Milliseconds.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time, sleep
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask

from bench.render import piece
from blog import clock, schema
from blog.app import create_app
from blog.config import from_env
from tests import makers

ADDRESS = "/desk/posts/1/autosave"
JSON = {"Accept": "application/json"}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--words", type=int, default=10_000)
    options.add_argument("--saves", type=int, default=200)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as data, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
        probe.close()
        os.environ |= {"BLOG_DATA": data, "BLOG_BIND": bind, "BLOG_URL": f"http://{bind}"}
        installation = from_env()
        schema.upgrade(installation.database)
        app = create_app(installation)
        makers.set_up(app)
        source = piece(given.words)
        made = makers.make_post(app, source=source)
        form = {"key": made.entry_id, "editor": "bench", "version": str(made.version)}
        bodies = [
            urlencode(form | {"turn": number, "source": source + " word" * number})
            for number in range(1, 2 * given.saves + 1)
        ]
        print(f"{len(source):,} characters; {'median':>20}{'95 %':>8}{'max':>8}")
        worked = process_time()
        tell("through the application", in_process(app, bodies[: given.saves]))
        worked = (process_time() - worked) * 1000 / given.saves
        print(f"  of it processor time, with the client’s{worked:6.1f}")
        tell("over HTTP", over_http(app, bind, bodies[given.saves :]))


def in_process(app: Flask, bodies: list[str]) -> list[float]:
    browser, started, real_now = makers.sign_in(app), clock.now(), clock.now
    kind = "application/x-www-form-urlencoded"
    times = []
    for number, body in enumerate(bodies):
        now = started + timedelta(seconds=30 * number)
        clock.now = lambda now=now: now
        times.append(
            timed(
                lambda body=body: (
                    browser.post(ADDRESS, data=body, headers=JSON, content_type=kind).status_code
                )
            )
        )
    clock.now = real_now
    return times


def over_http(app: Flask, bind: str, bodies: list[str]) -> list[float]:
    browser = makers.sign_in(app)
    cookie = browser.get_cookie("blog")
    assert cookie is not None
    headers = JSON | {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"blog={cookie.value}",
        "X-CSRFToken": browser.token,
    }
    blog = Path(sys.executable).parent / "blog"
    server = subprocess.Popen([blog, "serve", "--no-jobs"], stdout=subprocess.DEVNULL)
    try:
        connection = connected(bind)

        def send(body: str) -> int:
            connection.request("POST", ADDRESS, body, headers)
            answer = connection.getresponse()
            json.loads(answer.read())
            return answer.status

        return [timed(lambda body=body: send(body)) for body in bodies]
    finally:
        server.terminate()
        server.wait()


def connected(bind: str) -> http.client.HTTPConnection:
    while True:
        connection = http.client.HTTPConnection(bind)
        try:
            connection.connect()
        except ConnectionRefusedError:
            sleep(0.1)
        else:
            return connection


def timed(send: Callable[[], int]) -> float:
    started = perf_counter()
    status = send()
    taken = (perf_counter() - started) * 1000
    assert status == 200, status
    return taken


def tell(name: str, times: list[float]) -> None:
    print(f"{name:24}{median(times):12.1f}{quantiles(times, n=20)[-1]:8.1f}{max(times):8.1f}")


if __name__ == "__main__":
    main()
