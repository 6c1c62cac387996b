"""The things reviewed: works, their titles and people, and what posts say of them.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("other_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("key", name=op.f("uq_people_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_people_slug")),
    )
    op.create_table(
        "works",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("filed_as", sa.String(length=600), nullable=False),
        sa.Column("lang", sa.String(length=35), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("length", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.Column("watch", sa.String(length=500), nullable=False),
        sa.Column("wikidata", sa.String(length=40), nullable=False),
        sa.Column("imdb", sa.String(length=40), nullable=False),
        sa.Column("tmdb", sa.String(length=40), nullable=False),
        sa.Column("isbn", sa.String(length=40), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('film','series','book','album','game','place','other')",
            name=op.f("ck_works_kind"),
        ),
        sa.CheckConstraint("year BETWEEN -9999 AND 9999", name=op.f("ck_works_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_works")),
        sa.UniqueConstraint("slug", name=op.f("uq_works_slug")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_works_filed", "works", ["kind", "filed_as"])
    op.create_index("ix_works_year", "works", ["year", "filed_as"])
    op.create_table(
        "credits",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_credits_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["works.id"], name=op.f("fk_credits_work_id_works"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("work_id", "person_id", "role", name=op.f("pk_credits")),
    )
    op.create_index("ix_credits_person", "credits", ["person_id", "work_id"])
    op.create_table(
        "person_addresses",
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_person_addresses_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_person_addresses")),
    )
    op.create_index(op.f("ix_person_addresses_person_id"), "person_addresses", ["person_id"])
    op.create_table(
        "work_addresses",
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["works.id"],
            name=op.f("fk_work_addresses_work_id_works"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_work_addresses")),
    )
    op.create_index(op.f("ix_work_addresses_work_id"), "work_addresses", ["work_id"])
    op.create_table(
        "work_countries",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["works.id"],
            name=op.f("fk_work_countries_work_id_works"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("work_id", "slug", name=op.f("pk_work_countries")),
    )
    op.create_index("ix_work_countries_slug", "work_countries", ["slug"])
    op.create_table(
        "work_titles",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=600), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("lang", sa.String(length=35), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_former", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"], ["works.id"], name=op.f("fk_work_titles_work_id_works"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("work_id", "key", name=op.f("pk_work_titles")),
    )
    op.create_index("ix_work_titles_key", "work_titles", ["key"])
    op.create_table(
        "reviews",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("seen_on", sa.String(length=10), nullable=False),
        sa.Column("seen_where", sa.String(length=200), nullable=False),
        sa.Column("is_again", sa.Boolean(), nullable=False),
        sa.Column("spoiler_count", sa.Integer(), nullable=False),
        sa.Column("verdict_source", sa.Text(), nullable=False),
        sa.Column("verdict_html", sa.Text(), nullable=True),
        sa.Column("verdict_feed_html", sa.Text(), nullable=True),
        sa.Column("verdict_text", sa.Text(), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 10", name=op.f("ck_reviews_rating")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_reviews_post_id_posts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["works.id"], name=op.f("fk_reviews_work_id_works"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "work_id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_work", "reviews", ["work_id", "post_id"])


def downgrade() -> None:
    op.drop_table("reviews")
    op.drop_table("work_titles")
    op.drop_table("work_countries")
    op.drop_table("work_addresses")
    op.drop_table("person_addresses")
    op.drop_table("credits")
    op.drop_table("works")
    op.drop_table("people")
