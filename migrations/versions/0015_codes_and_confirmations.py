"""One-time codes, recovery codes, the browsers that are known, and when a sign-in was confirmed.

Revision 0015, after 0014. Who is signed in now will be asked before the account changes.
"""

import sqlalchemy as sa
from alembic import op

from blog.db import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_ins", sa.Column("confirmed_at", UtcDateTime(), nullable=True))
    op.create_table(
        "code_secrets",
        sa.Column("owner_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.String(400), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("proved_at", UtcDateTime(), nullable=True),
        _of_owner("code_secrets"),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_code_secrets")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        _of_owner("recovery_codes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
    )
    op.create_index(op.f("ix_recovery_codes_owner_id"), "recovery_codes", ["owner_id"])
    op.create_table(
        "known_browsers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        _of_owner("known_browsers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_browsers")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_known_browsers_token_hash")),
    )
    op.create_index(op.f("ix_known_browsers_owner_id"), "known_browsers", ["owner_id"])


def downgrade() -> None:
    op.drop_table("known_browsers")
    op.drop_table("recovery_codes")
    op.drop_table("code_secrets")
    with op.batch_alter_table("sign_ins") as batch_op:
        batch_op.drop_column("confirmed_at")


def _of_owner(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_owner_id_owners")
    return sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=name, ondelete="CASCADE")
