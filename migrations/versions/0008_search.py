"""The words of every post, and on SQLite an FTS5 index over them.

The rows are filled by `blog init`, which knows how to fold a text, not by this migration. The index
holds no texts of its own: it reads those of `search_rows`, and triggers keep it in step, also when
a post is deleted and its row goes with it. The words are folded and parted before they are stored,
so that the tokenizer has nothing to do but look for spaces.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEX = """
CREATE VIRTUAL TABLE search_index USING fts5(
    title, works, topics, summary, body,
    content='search_rows', content_rowid='post_id', tokenize='ascii'
)
"""
PUT = """
INSERT INTO search_index (rowid, title, works, topics, summary, body)
VALUES (new.post_id, new.title, new.works, new.topics, new.summary, new.body);
"""
DROP = """
INSERT INTO search_index (search_index, rowid, title, works, topics, summary, body)
VALUES ('delete', old.post_id, old.title, old.works, old.topics, old.summary, old.body);
"""


def upgrade() -> None:
    op.create_table(
        "search_rows",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("works", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["posts.id"],
            name=op.f("fk_search_rows_post_id_posts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_search_rows")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(INDEX)
        for event, does in (("INSERT", PUT), ("DELETE", DROP), ("UPDATE", DROP + PUT)):
            op.execute(
                f"CREATE TRIGGER search_rows_{event.lower()} AFTER {event} ON search_rows"
                f" BEGIN {does} END"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_rows")
