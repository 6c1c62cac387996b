"""Settings from the environment: what the machine decides. For the blogger see `settings/`.

Everything is optional. A wrong value stops the start with a sentence that names the variable.
"""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Final, Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


class WrongSetting(Exception):
    """A setting that cannot be used; the message names it and says what would be right."""


Encryption: TypeAlias = Literal["from the start", "demanded", "where offered", "never"]

_SMTP_PORTS: Final = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, kw_only=True)
class SmtpServer:
    """Where letters are handed over. `encryption` is "demanded" where a password would be read on
    the way, and "never" used on this machine, where certificates are made up.
    """

    host: str
    port: int
    username: str = ""
    password: str = field(default="", repr=False)
    encryption: Encryption = "demanded"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this installation runs. `url` has no trailing slash. Without `smtp`, letters are written
    to `outbox`.
    """

    data: Path
    url: str
    database: str = field(repr=False)
    secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    proxy_hops: int = 0
    smtp: SmtpServer | None = None
    metrics_token: str = field(default="", repr=False)

    @property
    def is_https(self) -> bool:
        return self.url.startswith("https://")

    @property
    def media(self) -> Path:
        return self.data / "media"

    @property
    def outbox(self) -> Path:
        return self.data / "outbox"

    @property
    def worker_locks(self) -> Path:
        return self.data / "workers"


def from_env(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read and check the `BLOG_…` variables; makes the data folder and its secret when missing.

    :raises WrongSetting: with a sentence that names the variable.
    """
    data = _data_folder(environ.get("BLOG_DATA") or "instance")
    host, port = _bind(environ.get("BLOG_BIND") or "127.0.0.1:8000")
    return Settings(
        data=data,
        url=_url(environ.get("BLOG_URL") or f"http://{_in_url(host)}:{port}"),
        database=_database(environ.get("BLOG_DATABASE") or f"sqlite:///{data / 'blog.sqlite3'}"),
        secret=_secret(environ.get("BLOG_SECRET"), data),
        host=host,
        port=port,
        workers=_whole("BLOG_WORKERS", environ.get("BLOG_WORKERS") or "1", least=1, most=64),
        proxy_hops=_whole(
            "BLOG_PROXY_HOPS", environ.get("BLOG_PROXY_HOPS") or "0", least=0, most=9
        ),
        smtp=_smtp(environ.get("BLOG_SMTP") or ""),
        metrics_token=_metrics_token(environ.get("BLOG_METRICS_TOKEN") or ""),
    )


def parse_bind(text: str) -> tuple[str, int]:
    """`127.0.0.1:8000` or `[::1]:8000` → host and port.

    :raises ValueError: when it is neither.
    """
    host, colon, port = text.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(text)
    return host.strip("[]"), int(port)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _data_folder(text: str) -> Path:
    folder = Path(text).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise WrongSetting(
            f"BLOG_DATA is “{text}”, and that folder cannot be made: {error.strerror}."
        ) from error
    if not os.access(folder, os.W_OK):
        raise WrongSetting(f"BLOG_DATA is “{text}”, and nothing can be written there.")
    return folder


def _bind(text: str) -> tuple[str, int]:
    try:
        return parse_bind(text)
    except ValueError as error:
        raise WrongSetting(
            f"BLOG_BIND is “{text}”. Write an address and a port, like 127.0.0.1:8000."
        ) from error


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
        is_plain = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username)
        _ = parts.port
    except ValueError:
        is_address = is_plain = False
    if not (is_address and is_plain):
        raise WrongSetting(
            f"BLOG_URL is “{text}”. Write the public address of the blog, like "
            "https://blog.example.org, without a path."
        )
    return text.rstrip("/")


def _database(text: str) -> str:
    try:
        backend = make_url(text).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in {"sqlite", "postgresql"}:
        raise WrongSetting(
            "BLOG_DATABASE is not an address of an SQLite or PostgreSQL database, like "
            "sqlite:////srv/blog/blog.sqlite3 or postgresql+psycopg://user:password@host/blog."
        )
    return text


def _secret(given: str | None, data: Path) -> str:
    if given is not None:
        if len(given) < 32:
            raise WrongSetting("BLOG_SECRET is shorter than 32 characters.")
        return given
    file = data / "secret"
    try:
        if not file.exists():
            # Made beside and linked into place: two processes starting at once share one secret.
            draft = data / f"secret.{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48))
            with contextlib.suppress(FileExistsError):
                os.link(draft, file)
            draft.unlink()
        kept = file.read_text().strip()
    except OSError as error:
        raise WrongSetting(f"BLOG_DATA holds a secret that cannot be read: {error}.") from error
    if len(kept) < 32:
        raise WrongSetting(f"The secret in {file} is shorter than 32 characters; remove the file.")
    return kept


def _metrics_token(text: str) -> str:
    if text and len(text) < 16:
        raise WrongSetting("BLOG_METRICS_TOKEN is shorter than 16 characters.")
    return text


def _smtp(text: str) -> SmtpServer | None:
    """The address may hold a password, so that it is not said in the message."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    is_plain = parts.path in {"", "/"} and not (parts.query or parts.fragment)
    has_both_or_none = bool(parts.username) == bool(parts.password)
    if parts.scheme not in _SMTP_PORTS or not (host and is_plain and has_both_or_none):
        raise WrongSetting(
            "BLOG_SMTP is not the address of a mail server. Write it like "
            "smtp://user:password@mail.example.org:587, or smtps://… where it speaks TLS from the "
            "start; “@”, “:”, “/” and “%” in the password as %40, %3A, %2F and %25."
        )
    return SmtpServer(
        host=host,
        port=port or _SMTP_PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        encryption=_encryption(parts.scheme, host, has_password=bool(parts.password)),
    )


def _encryption(scheme: str, host: str, *, has_password: bool) -> Encryption:
    if scheme == "smtps":
        return "from the start"
    if _is_this_machine(host):
        return "never"
    return "demanded" if has_password else "where offered"


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _whole(name: str, text: str, *, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    raise WrongSetting(f"{name} is “{text}”. Write a whole number from {least} to {most}.")
