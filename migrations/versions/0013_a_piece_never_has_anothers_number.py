"""Numbers of pieces are never given twice: a text kept on a device belongs to one of them.

Revision 0013, after 0012.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild(is_autoincrement=True)


def downgrade() -> None:
    _rebuild(is_autoincrement=False)


def _rebuild(*, is_autoincrement: bool) -> None:
    """SQLite alone needs it, and takes it only while a table is made."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(
            "posts", recreate="always", table_kwargs={"sqlite_autoincrement": is_autoincrement}
        ):
            pass
