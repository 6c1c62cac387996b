"""The index of live posts tells the last change among them, for the sitemap.

Revision 0012, after 0011.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NAME = "ix_posts_live"
_COLUMNS = ["kind", "published_at", "id", "withdrawn_at", "trashed_at"]


def upgrade() -> None:
    op.drop_index(_NAME, "posts")
    op.create_index(_NAME, "posts", [*_COLUMNS, "updated_at"])


def downgrade() -> None:
    op.drop_index(_NAME, "posts")
    op.create_index(_NAME, "posts", _COLUMNS)
