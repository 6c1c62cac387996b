"""Finding stored pictures."""

from sqlalchemy import or_, select

from blog.db import session
from blog.media.models import Picture


def by_digest(digest: str) -> Picture | None:
    """The picture whose stored file, or whose upload, had this SHA-256."""
    return session().scalar(
        select(Picture)
        .where(or_(Picture.digest == digest, Picture.upload_digest == digest))
        .order_by(Picture.id)
        .limit(1)
    )
