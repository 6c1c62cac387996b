"""The first minutes of a blog: the link that opens the set-up, and what the set-up makes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from blog import signing
from blog.accounts import commands
from blog.accounts.models import Owner
from blog.config import Settings
from blog.errors import Gone, NotFound, Refused
from blog.settings import commands as settings
from blog.settings import queries as queries_of_settings
from blog.settings.commands import BlogFields
from blog.settings.models import BlogSettings

PURPOSE: Final = "setup"
LASTS_SECONDS: Final = 24 * 60 * 60


@dataclass(frozen=True, kw_only=True)
class SetUpFields:
    """What a new blog needs to know. None leaves the blog's own value as it is."""

    name: str
    username: str
    email: str
    password: str = field(repr=False)
    blog_name: str | None = None
    language: str | None = None
    time_zone: str | None = None


def setup_link(installation: Settings) -> str:
    """Where the owner sets the blog up. It works for a day, and only while there is no owner."""
    token = signing.sign(PURPOSE, "the first owner", secret=installation.secret)
    return f"{installation.url}/setup?{urlencode({'token': token})}"


def check_token(token: str, *, installation: Settings) -> None:
    """:raises Gone: when there is an owner, or the link is a day old.
    :raises NotFound: when the link is not from here.
    """
    commands.refuse_another_owner()
    try:
        signing.read(PURPOSE, token, secret=installation.secret, max_age=LASTS_SECONDS)
    except Refused as refusal:
        kind = Gone if refusal.code == "link_expired" else NotFound
        raise kind(
            refusal.code,
            "The set-up opens with the link that “blog serve” prints when it starts. "
            "It works for 24 hours; start the blog again for a new one.",
        ) from refusal


def set_up(fields: SetUpFields, *, at: datetime) -> Owner:
    """Give the blog its owner and its settings.

    :raises Gone: "owner_exists" when somebody was faster.
    :raises Refused: when a field cannot be as it is; `details["field"]` names it.
    """
    kept = queries_of_settings.current()
    blog = BlogFields(
        name=kept.name if fields.blog_name is None else fields.blog_name.strip(),
        author=fields.name.strip(),
        tagline=kept.tagline,
        language=fields.language or kept.language,
        time_zone=fields.time_zone or kept.time_zone,
        footer=kept.footer,
        fediverse=kept.fediverse,
    )
    owner = commands.create_owner(
        username=fields.username,
        name=fields.name,
        email=fields.email,
        password=fields.password,
        blog_name=blog.name,
        at=at,
    )
    try:
        _settle(kept, blog, at=at)
    except Refused as refusal:
        named = {"name": "blog_name", "author": "name"}
        beside = refusal.details["field"]
        raise Refused(
            refusal.code, refusal.message, {"field": named.get(beside, beside)}
        ) from refusal
    return owner


def _settle(kept: BlogSettings, fields: BlogFields, *, at: datetime) -> None:
    """New settings, or a new owner for those that came with an import."""
    if kept.is_set_up:
        settings.change(kept, fields, based_on=kept.version, at=at)
    else:
        settings.begin(fields, at=at)
