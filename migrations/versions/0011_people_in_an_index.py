"""People from A to Z: what sorts their names is kept beside them, as it is for works.

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

from blog import alphabet

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    filed_as = sa.Column("filed_as", sa.String(600, collation), nullable=False, server_default="")
    with op.batch_alter_table("people") as batch_op:
        batch_op.add_column(filed_as)
    with op.batch_alter_table("people") as batch_op:
        batch_op.alter_column("filed_as", existing_type=filed_as.type, server_default=None)
        batch_op.create_index("ix_people_filed", ["filed_as"])
    _file_everybody()


def downgrade() -> None:
    with op.batch_alter_table("people") as batch_op:
        batch_op.drop_index("ix_people_filed")
        batch_op.drop_column("filed_as")


def _file_everybody() -> None:
    people = sa.table("people", sa.column("id"), sa.column("name"), sa.column("filed_as"))
    connection = op.get_bind()
    for id_, name in connection.execute(sa.select(people.c.id, people.c.name)).all():
        filed_as = alphabet.filed_name(name)
        connection.execute(people.update().where(people.c.id == id_).values(filed_as=filed_as))
