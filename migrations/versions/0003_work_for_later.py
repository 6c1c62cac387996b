"""Jobs, and of pictures: words to offer, a colour, which recipe made their sizes in which formats.

Revision 0003, after 0002.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_PICTURES = sa.table("pictures", sa.column("id", sa.Integer), sa.column("sizes", sa.JSON))


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("leased_until", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("given_up_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
    )
    op.create_index(op.f("ix_jobs_due_at"), "jobs", ["due_at"])

    with op.batch_alter_table("pictures") as batch_op:
        batch_op.add_column(
            sa.Column("alt", sa.String(length=1000), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("tint", sa.String(length=8), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("sized_by", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("pictures") as batch_op:
        batch_op.alter_column("alt", existing_type=sa.String(1000), server_default=None)
        batch_op.alter_column("tint", existing_type=sa.String(8), server_default=None)
        batch_op.alter_column("sized_by", existing_type=sa.Integer(), server_default=None)
        batch_op.create_index(op.f("ix_pictures_sized_by"), ["sized_by"])
    # Until now every size was WebP.
    _rewrite_sizes(lambda size: size | {"type": "image/webp"})


def downgrade() -> None:
    op.drop_table("jobs")
    _rewrite_sizes(
        lambda size: (
            {"width": size["width"], "path": size["path"]} if size["type"] == "image/webp" else None
        )
    )
    with op.batch_alter_table("pictures") as batch_op:
        batch_op.drop_index(op.f("ix_pictures_sized_by"))
        batch_op.drop_column("sized_by")
        batch_op.drop_column("tint")
        batch_op.drop_column("alt")


def _rewrite_sizes(rewrite: Any) -> None:
    connection = op.get_bind()
    for picture_id, sizes in connection.execute(sa.select(_PICTURES)).all():
        kept = [size for size in map(rewrite, sizes) if size]
        connection.execute(
            sa.update(_PICTURES).where(_PICTURES.c.id == picture_id).values(sizes=kept)
        )
