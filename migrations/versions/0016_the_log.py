"""The log of what was done to the blog.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "log_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("about", sa.String(500), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(10), nullable=False),
        sa.Column("browser", sa.String(80), nullable=False),
        sa.Column("network", sa.String(50), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entries")),
    )
    op.create_index("ix_log_entries_at", "log_entries", ["at"])
    op.create_index("ix_log_entries_area", "log_entries", ["area", "at"])
    op.create_index("ix_log_entries_kind", "log_entries", ["kind", "at"])


def downgrade() -> None:
    op.drop_table("log_entries")
