"""Lists that cost the same among 200 posts and 20,000: an index for what is in the trash, one for
works by title. On PostgreSQL, slugs and titles in the order of their code points.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_IS_TRASHED = sa.text("trashed_at IS NOT NULL")


def upgrade() -> None:
    _sort("C")
    op.create_index(
        "ix_posts_trashed",
        "posts",
        ["trashed_at"],
        sqlite_where=_IS_TRASHED,
        postgresql_where=_IS_TRASHED,
    )
    op.create_index("ix_works_title", "works", ["filed_as", "year"])


def downgrade() -> None:
    op.drop_index("ix_works_title", "works")
    op.drop_index("ix_posts_trashed", "posts")
    _sort("default")


def _sort(collation: str) -> None:
    """SQLite sorts so anyway."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.alter_column("posts", "slug", type_=sa.String(200, collation=collation))
    op.alter_column("works", "filed_as", type_=sa.String(600, collation=collation))
