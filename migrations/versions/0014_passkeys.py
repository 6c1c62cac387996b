"""Passkeys, the ceremonies in which they are made and used, and a handle they know the owner by.

Revision 0014, after 0013.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(2000), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("is_backed_up", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["owners.id"],
            name=op.f("fk_passkeys_owner_id_owners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_passkeys_owner_id"), "passkeys", ["owner_id"])
    op.create_table(
        "ceremonies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("challenge", sa.LargeBinary(64), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["owners.id"],
            name=op.f("fk_ceremonies_owner_id_owners"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremonies")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_ceremonies_token_hash")),
    )
    op.create_index("ix_ceremonies_subject", "ceremonies", ["subject", "id"])
    op.create_index(op.f("ix_ceremonies_owner_id"), "ceremonies", ["owner_id"])
    op.create_index(op.f("ix_ceremonies_expires_at"), "ceremonies", ["expires_at"])
    op.add_column("owners", sa.Column("handle", sa.LargeBinary(64), nullable=True))
    _give_handles()
    with op.batch_alter_table("owners") as batch_op:
        batch_op.alter_column("handle", existing_type=sa.LargeBinary(64), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("owners") as batch_op:
        batch_op.drop_column("handle")
    op.drop_table("ceremonies")
    op.drop_table("passkeys")


def _give_handles() -> None:
    owners = sa.table("owners", sa.column("id"), sa.column("handle"))
    connection = op.get_bind()
    for owner_id in connection.scalars(sa.select(owners.c.id)).all():
        handle = secrets.token_bytes(32)
        connection.execute(sa.update(owners).where(owners.c.id == owner_id).values(handle=handle))
