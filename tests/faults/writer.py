"""Somebody who publishes one piece after the other, as fast as the blog takes them."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.faults.looking_over import until
from tests.journeys.conftest import PASSWORD, USERNAME

_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
_GONE = (OSError, http.client.HTTPException)


class Writer:
    """`confirmed` are the titles of those that the blog has said are out."""

    def __init__(self, url: str) -> None:
        self.url, self._place = url, urlsplit(url).netloc
        self.confirmed: list[str] = []
        self._cookie = ""
        self._number = 0

    def sign_in(self) -> None:
        page = self._ask("GET", "/login")
        form = {"username": USERNAME, "password": PASSWORD, "csrf_token": self._token(page)}
        assert self._ask("POST", "/login", form)[0] == 303

    def wait_until_it_answers(self) -> None:
        """A port is open before there is a worker behind it."""
        until(self._answers)

    @contextmanager
    def publishing(self) -> Iterator[int]:
        """Publishes until the blog is gone; gives how many were out before."""
        thread = Thread(target=self._publish_until_it_is_gone)
        count = len(self.confirmed)
        thread.start()
        yield count
        thread.join()

    def wait_for(self, count: int) -> None:
        until(lambda: len(self.confirmed) >= count)

    def wait(self, seconds: float) -> None:
        """A moment that nothing else decides."""
        Event().wait(seconds)

    def text_of(self, title: str) -> str:
        return f"All of “{title}”. " * 300 + "The end."

    def last_is_shown(self) -> bool:
        """What was confirmed last stands on the page of a reader."""
        if not self.confirmed:
            return True
        slug = self.confirmed[-1].lower().replace(" ", "-")
        try:
            status, body = self._ask("GET", f"/posts/{slug}/")
        except _GONE:
            return False  # a connection that the last server had taken
        return status == 200 and "The end." in body

    def _answers(self) -> bool:
        try:
            return self._ask("GET", "/-/health")[0] == 200
        except _GONE:
            return False

    def _publish_until_it_is_gone(self) -> None:
        with suppress(*_GONE):
            while True:
                status, body = self.publish()
                assert status == 303, body

    def publish(self) -> tuple[int, str]:
        """How the blog answers to another piece; confirmed if it has said that it is out."""
        page = self._ask("GET", "/desk/posts/new")
        self._number += 1
        title = f"Number {self._number}"
        form = {
            "title": title,
            "source": self.text_of(title),
            "version": "0",
            "action": "publish",
            "csrf_token": self._token(page),
        }
        answer = self._ask("POST", "/desk/posts/new", form)
        if answer[0] == 303:
            self.confirmed.append(title)
        return answer

    def upload(self, picture: bytes) -> tuple[int, str]:
        page = self._ask("GET", "/desk/pictures/")
        fields = {
            "csrf_token": self._token(page),
            "pictures": FileStorage(BytesIO(picture), "still.jpg"),
        }
        boundary, body = encode_multipart(fields)
        kind = f"multipart/form-data; boundary={boundary}"
        return self._send("POST", "/desk/pictures/", body, kind)

    def read(self, path: str) -> int:
        return self._ask("GET", path)[0]

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        body = urlencode(form).encode() if form else b""
        return self._send(method, path, body, "application/x-www-form-urlencoded")

    def _send(self, method: str, path: str, body: bytes, kind: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self._place, timeout=30)
        headers = {"Cookie": self._cookie, "Origin": self.url, "Content-Type": kind}
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self._cookie = cookie.partition(";")[0]
        return answer.status, text

    @staticmethod
    def _token(page: tuple[int, str]) -> str:
        found = _TOKEN.search(page[1])
        assert found, page
        return found[1]
