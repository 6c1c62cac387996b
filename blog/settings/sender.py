"""Whom letters are from."""

from email.headerregistry import Address

from blog import site
from blog.settings.models import BlogSettings


def sender(blog: BlogSettings, *, site_url: str) -> Address:
    """The author, at the address that was chosen for letters, or else at one of the site's."""
    spec = blog.mail_from or f"letters@{site.authority(site_url)}"
    return Address(display_name=" ".join((blog.author or blog.name).split()), addr_spec=spec)
