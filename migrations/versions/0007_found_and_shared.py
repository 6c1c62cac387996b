"""What others show of a piece and where lost addresses lead: cards, redirects, misses, a handle,
and which pictures a spoiler covers.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cards",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("made_with", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", name=op.f("pk_cards")),
    )
    op.create_index(op.f("ix_cards_path"), "cards", ["path"])
    op.create_table(
        "redirects",
        sa.Column("path", sa.String(length=1000), nullable=False),
        sa.Column("target", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_redirects")),
    )
    op.create_table(
        "misses",
        sa.Column("path", sa.String(length=1000), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("is_dismissed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_misses")),
    )
    op.create_index("ix_misses_count", "misses", ["count", "last_at"])
    with op.batch_alter_table("blog_settings") as batch_op:
        batch_op.add_column(
            sa.Column("fediverse", sa.String(length=200), nullable=False, server_default="")
        )
    with op.batch_alter_table("blog_settings") as batch_op:
        batch_op.alter_column("fediverse", existing_type=sa.String(200), server_default=None)
    with op.batch_alter_table("post_pictures") as batch_op:
        batch_op.add_column(
            sa.Column("is_covered", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("post_pictures") as batch_op:
        batch_op.alter_column("is_covered", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("post_pictures") as batch_op:
        batch_op.drop_column("is_covered")
    with op.batch_alter_table("blog_settings") as batch_op:
        batch_op.drop_column("fediverse")
    op.drop_table("misses")
    op.drop_table("redirects")
    op.drop_table("cards")
