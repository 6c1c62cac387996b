"""Commands that show no page begin without what pages need."""

import subprocess
import sys

CODE = """
import sys
from blog.cli import backup, database, doctor, exporting, importing, mail, owner
print(*sys.modules)
"""
# Each key is looked up in the table that it points to, as a row is written.
KEYS = """
from blog import bare
from blog.db import Base
tables = Base.metadata.tables.values()
print(*(key.column.table.name for table in tables for key in table.foreign_keys))
"""


def test_no_view_is_loaded() -> None:
    loaded = _printed(CODE)
    assert "blog.bare" in loaded
    assert not {"blog.app", "blog.web", "blog.web.register", "wtforms", "flask_login"} & loaded


def test_all_tables_that_others_point_to_are_loaded() -> None:
    assert "posts" in _printed(KEYS)


def _printed(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
