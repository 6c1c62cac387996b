"""A feed reader: what it keeps between two visits, and how it finds what came in between."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask.testing import FlaskClient
from lxml import etree

from tests.conftest import URL
from tests.feeds.validity import ATOM

DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


@dataclass
class Reader:
    """Knows ids, never titles or addresses of pieces."""

    client: FlaskClient
    address: str
    keys: tuple[str, ...]
    every: int
    seen: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    archives: set[str] = field(default_factory=set)
    tag: str = ""
    body: bytes = b""

    def poll(self) -> None:
        answer = self.client.get(self.address, headers={"If-None-Match": self.tag})
        if answer.status_code == 301:
            self.address = answer.headers["Location"]
            answer = self.client.get(self.address)
        if answer.status_code == 304:
            assert self.client.get(self.address).data == self.body, "it was new after all"
            return
        self.tag, self.body = answer.headers["ETag"], answer.data
        found, dead = set[str](), set[str]()
        for document in self._documents(answer.data):
            found |= {str(each.text) for each in document.iterfind(f"{ATOM}entry/{ATOM}id")}
            dead |= {str(each.get("ref")) for each in document.iter(DELETED)}
        self.seen |= found
        self.held = (self.held | found) - dead
        self.gone = dead

    def _documents(self, body: bytes) -> Iterator[etree._Element]:
        document = etree.fromstring(body)
        yield document
        while (older := self._older(document)) and older not in self.archives:
            self.archives.add(older)
            document = etree.fromstring(self.client.get(older).data)
            yield document

    def _older(self, document: etree._Element) -> str:
        link = document.find(f"{ATOM}link[@rel='prev-archive']")
        return "" if link is None else str(link.get("href")).removeprefix(URL)
