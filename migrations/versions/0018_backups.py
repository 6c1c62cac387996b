"""What is known of each backup: when it was made, and whether it could be restored.

Revision 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("proven_at", sa.DateTime(), nullable=True),
        sa.Column("fault", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
        sa.UniqueConstraint("name", name=op.f("uq_backups_name")),
    )


def downgrade() -> None:
    op.drop_table("backups")
