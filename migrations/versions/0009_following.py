"""Following: followers and what they chose, deliveries and who has been told, what feeds remember,
and how letters are sent. Numbers of tags are kept in choices from here on: none is given twice.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_IS_OPEN = sa.text("state IN ('counting', 'sending')")

_WORDS = {"mail_from": 320, "mail_signature": 1000, "return_path": 320, "hub": 500}
_NUMBERS = {"letters_per_minute": "60", "countdown_minutes": "15"}


def upgrade() -> None:
    op.create_table(
        "feed_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked_count", sa.Integer(), nullable=False),
        sa.Column("unchanged_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_feed_days")),
    )
    op.create_table(
        "feed_readers",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("path", sa.String(length=1000), nullable=False),
        sa.Column("subscriber_count", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", "path", name=op.f("pk_feed_readers")),
    )
    op.create_table(
        "follow_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("key", sa.String(length=320), nullable=False),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("choice", sa.JSON(), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_requests")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_follow_requests_asked_at"), "follow_requests", ["asked_at"])
    op.create_index(op.f("ix_follow_requests_key"), "follow_requests", ["key"])
    op.create_index("ix_follow_requests_network", "follow_requests", ["network", "asked_at"])
    op.create_table(
        "followers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("key", sa.String(length=320), nullable=False),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("is_everything", sa.Boolean(), nullable=False),
        sa.Column("is_all", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.Column("resumes_at", sa.DateTime(), nullable=True),
        sa.Column("bounce_count", sa.Integer(), nullable=False),
        sa.Column("bounced_at", sa.DateTime(), nullable=True),
        sa.Column("held_at", sa.DateTime(), nullable=True),
        sa.Column("last_answer", sa.String(length=500), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("key", name=op.f("uq_followers_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_followers_since"), "followers", ["since"])
    op.create_table(
        "feed_entries",
        sa.Column("entry_id", sa.String(length=300), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_feed_entries")),
    )
    op.create_index(op.f("ix_feed_entries_deleted_at"), "feed_entries", ["deleted_at"])
    op.create_table(
        "feed_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_feed_news_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_news")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_deliveries_post_id_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_deliveries_post_id"), "deliveries", ["post_id"])
    op.create_index("ix_deliveries_state", "deliveries", ["state", "due_at"])
    op.create_index(
        "uq_deliveries_open",
        "deliveries",
        ["post_id"],
        unique=True,
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )
    op.create_table(
        "follower_subjects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follower_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("work_kind", sa.String(length=10), nullable=True),
        sa.Column("is_excluded", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN tag_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN theme_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN work_kind IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_follower_subjects_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["follower_id"],
            ["followers.id"],
            name=op.f("fk_follower_subjects_follower_id_followers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"],
            ["tags.id"],
            name=op.f("fk_follower_subjects_tag_id_tags"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"],
            ["themes.id"],
            name=op.f("fk_follower_subjects_theme_id_themes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower_subjects")),
    )
    op.create_index("ix_follower_subjects_follower", "follower_subjects", ["follower_id"])
    op.create_index(op.f("ix_follower_subjects_tag_id"), "follower_subjects", ["tag_id"])
    op.create_index(op.f("ix_follower_subjects_theme_id"), "follower_subjects", ["theme_id"])
    op.create_table(
        "tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("follower_id", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("taken_until", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name=op.f("fk_tellings_delivery_id_deliveries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["follower_id"],
            ["followers.id"],
            name=op.f("fk_tellings_follower_id_followers"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_tellings_post_id_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
        sa.UniqueConstraint("post_id", "follower_id", name="uq_tellings_post_id_follower_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tellings_delivery", "tellings", ["delivery_id", "state"])
    op.create_index("ix_tellings_due", "tellings", ["state", "due_at"])
    op.create_index(op.f("ix_tellings_letter"), "tellings", ["letter"])
    op.create_index(op.f("ix_tellings_taken_until"), "tellings", ["taken_until"])
    op.create_index("ix_tellings_follower", "tellings", ["follower_id", "state"])
    with op.batch_alter_table("blog_settings") as batch_op:
        for name, length in _WORDS.items():
            batch_op.add_column(
                sa.Column(name, sa.String(length=length), nullable=False, server_default="")
            )
        for name, default in _NUMBERS.items():
            batch_op.add_column(
                sa.Column(name, sa.Integer(), nullable=False, server_default=default)
            )
    with op.batch_alter_table("blog_settings") as batch_op:
        for name, length in _WORDS.items():
            batch_op.alter_column(name, existing_type=sa.String(length), server_default=None)
        for name in _NUMBERS:
            batch_op.alter_column(name, existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("jobs", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(
            sa.Column("holder", sa.String(length=80), nullable=False, server_default="")
        )
    with op.batch_alter_table("jobs", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("holder", existing_type=sa.String(80), server_default=None)
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(
            "tags", recreate="always", table_kwargs={"sqlite_autoincrement": True}
        ):
            pass


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("tags", recreate="always"):
            pass
    with op.batch_alter_table("jobs", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("holder")
    with op.batch_alter_table("blog_settings") as batch_op:
        for name in (*_WORDS, *_NUMBERS):
            batch_op.drop_column(name)
    for name in (
        "tellings",
        "follower_subjects",
        "deliveries",
        "feed_entries",
        "feed_news",
        "followers",
        "follow_requests",
        "feed_readers",
        "feed_days",
    ):
        op.drop_table(name)
