"""Which of two texts from one page was typed later, whichever of them arrives first.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Before the long columns: SQLite reads through them to get at a column behind them (0002).
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    recreate = "always" if is_sqlite else "never"
    with op.batch_alter_table("revisions", recreate=recreate) as batch_op:
        batch_op.add_column(
            sa.Column("turn", sa.Integer(), nullable=False, server_default="0"),
            **({"insert_before": "device"} if is_sqlite else {}),
        )
    with op.batch_alter_table("revisions") as batch_op:
        batch_op.alter_column("turn", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("revisions") as batch_op:
        batch_op.drop_column("turn")
