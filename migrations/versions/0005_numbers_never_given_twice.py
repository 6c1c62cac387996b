"""Ids that stand in links and kept texts too: what is deleted leaves its number unused.

Revision 0005, after 0004.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("pictures", "themes", "preview_links", "jobs")


def upgrade() -> None:
    _rebuild(is_autoincrement=True)


def downgrade() -> None:
    _rebuild(is_autoincrement=False)


def _rebuild(*, is_autoincrement: bool) -> None:
    """SQLite alone needs it, and takes it only while a table is made."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in _TABLES:
        with op.batch_alter_table(
            name, recreate="always", table_kwargs={"sqlite_autoincrement": is_autoincrement}
        ):
            pass
