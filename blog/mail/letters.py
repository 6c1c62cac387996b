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
        """On the wire, without headers."""
        return sum(min(_encoded_sizes(part)) for part in (self.text, self.html))


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


def is_mostly_ascii(text: str) -> bool:
    """Whether quoted-printable makes it shorter than base64 does: in most European languages."""
    quoted, in_base64 = _encoded_sizes(text)
    return quoted < in_base64


def _encoded_sizes(text: str) -> tuple[int, int]:
    """In quoted-printable, and in base64, about, with the line ends that each of them puts in."""
    size = len(text.encode())
    strange = size - len(text.encode("ascii", "ignore"))
    return (size + strange * 2) * 78 // 75, size * 78 // 57 + 78
