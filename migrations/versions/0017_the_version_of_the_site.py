"""A word for the site as readers see it, which changes with it.

Revision 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_version")),
    )


def downgrade() -> None:
    op.drop_table("site_version")
