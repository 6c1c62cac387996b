"""What a letter says, written from the three files of its folder in templates/email/."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from blog.mail import dress

# The name of a template, and by name what it is about. Reads the database: never in a transaction.
Render: TypeAlias = Callable[..., str]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """`html` is whole, its style sheet written into it; `text` says the same."""

    subject: str
    text: str
    html: str

    @property
    def byte_count(self) -> int:
        """On the wire, without headers: each part in the encoding that takes less."""
        return sum(_byte_count(part.encode()) for part in (self.text, self.html))


def write(render: Render, name: str, /, **about: Any) -> Letter:
    """The letter of templates/email/<name>/: subject.txt, letter.txt, letter.html."""
    subject, text, html = (
        render(f"email/{name}/{file}", **about)
        for file in ("subject.txt", "letter.txt", "letter.html")
    )
    return Letter(
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        html=dress.in_style(html, css=render("email/letter.css")),
    )


def _byte_count(part: bytes) -> int:
    """In base64, with its line ends, or where almost all of it is ASCII, in quoted-printable."""
    strange = len(part) - len(part.decode().encode("ascii", "ignore"))
    return min(len(part) * 78 // 57 + 78, len(part) * 79 // 75 + strange * 2)
