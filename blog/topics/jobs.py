"""What a worker does with themes. Each may be run twice."""

from datetime import datetime

from blog.db import transaction
from blog.settings import queries as settings
from blog.topics import themes


def show_picture(picture_id: int, *, site_url: str, at: datetime) -> None:
    """Show the picture with the sizes that it has by now, in every essay."""
    with transaction():
        themes.show_picture(picture_id, site_url=site_url, lang=settings.current().language)
