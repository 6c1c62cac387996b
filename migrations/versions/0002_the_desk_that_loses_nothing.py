"""Autosaves and working copies, changes that readers are told of, preview links, drafts at rest.

Revision 0002, after 0001.
"""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("posts", recreate=_recreate()) as batch_op:
        batch_op.add_column(
            sa.Column("title_lang", sa.String(length=35), nullable=False, server_default=""),
            **_beside(insert_after="lang"),
        )
        batch_op.add_column(
            sa.Column("rests_until", sa.DateTime(), nullable=True),
            **_beside(insert_after="trashed_at"),
        )
        batch_op.add_column(
            sa.Column("undescribed_count", sa.Integer(), nullable=False, server_default="0"),
            **_beside(insert_after="spoiler_count"),
        )
    with op.batch_alter_table("posts") as batch_op:
        batch_op.alter_column("title_lang", existing_type=sa.String(35), server_default=None)
        batch_op.alter_column("undescribed_count", existing_type=sa.Integer(), server_default=None)

    with op.batch_alter_table(
        "revisions",
        recreate=_recreate(),
        partial_reordering=[("saved_at", "title", "fields", "source")],
    ) as batch_op:
        for column in (
            sa.Column("kind", sa.String(length=10), nullable=False, server_default="save"),
            sa.Column("version", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("name", sa.String(length=200), nullable=False, server_default=""),
            sa.Column("editor", sa.String(length=40), nullable=False, server_default=""),
            sa.Column("device", sa.String(length=80), nullable=False, server_default=""),
            sa.Column("word_count", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("character_count", sa.Integer(), nullable=False, server_default="0"),
        ):
            batch_op.add_column(column, **_beside(insert_before="title"))
        batch_op.alter_column("title", existing_type=sa.String(500), type_=sa.Text())
    with op.batch_alter_table("revisions") as batch_op:
        for name in ("kind", "version", "name", "editor", "device", "word_count"):
            batch_op.alter_column(name, server_default=None)
        batch_op.alter_column("character_count", server_default=None)
    # What was saved before is what the post's version stands for now.
    op.execute(
        "UPDATE revisions SET version = (SELECT version FROM posts WHERE posts.id = post_id)"
    )

    op.create_table(
        "working_copies",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["posts.id"],
            name=op.f("fk_working_copies_post_id_posts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name=op.f("fk_working_copies_revision_id_revisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_working_copies")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_working_copies_revision_id")),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_changes_post_id_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_post_id"), "changes", ["post_id"])
    op.create_table(
        "preview_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["posts.id"],
            name=op.f("fk_preview_links_post_id_posts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_links")),
    )
    op.create_index(op.f("ix_preview_links_post_id"), "preview_links", ["post_id"])


def downgrade() -> None:
    op.drop_table("preview_links")
    op.drop_table("changes")
    op.drop_table("working_copies")
    op.execute("DELETE FROM revisions WHERE kind <> 'save'")
    with op.batch_alter_table("revisions") as batch_op:
        batch_op.alter_column("title", existing_type=sa.Text(), type_=sa.String(500))
        for name in ("kind", "version", "name", "editor", "device", "word_count"):
            batch_op.drop_column(name)
        batch_op.drop_column("character_count")
    with op.batch_alter_table("posts") as batch_op:
        batch_op.drop_column("undescribed_count")
        batch_op.drop_column("rests_until")
        batch_op.drop_column("title_lang")


def _recreate() -> Literal["always", "never"]:
    """PostgreSQL drops no table that has children, and need not: it adds the columns."""
    return "always" if _is_sqlite() else "never"


def _beside(**place: str) -> dict[str, str]:
    """The long columns stay last: SQLite reads through them to get at a column behind them."""
    return place if _is_sqlite() else {}


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
