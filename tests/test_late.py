"""What a worker loads: all that readers' pages take, and nothing that only the desk needs."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from blog.config import Settings

BLOG = Path(__file__).parents[1] / "blog"
NAMES = sorted(
    {
        name
        for file in BLOG.rglob("*.py")
        for name in re.findall(r'^ .*?\blate\("([\w.]+)"\)', file.read_text(), re.MULTILINE)
    }
)
PAGES = ("/", "/feed.atom", "/archive/", "/works/", "/search/?q=snow", "/follow/")
# What brings much along, and what it is for.
FOR_THE_DESK = {
    *("PIL", "webauthn", "cryptography", "css_inline", "bleach", "nh3", "yaml", "urllib3"),
    *("alembic", "mako", "sqlalchemy.dialects.postgresql"),
    *("blog.wiring.jobs", "blog.backups.making", "blog.transfer.out.export"),
}
SERVE = """
import sys
from blog.app import create_app
pages, unwanted = sys.argv[1].split(), sys.argv[2].split()
client = create_app().test_client()
print([page for page in pages if client.get(page, follow_redirects=True).status_code != 200])
print(sorted(set(unwanted) & set(sys.modules)))
"""


def test_a_worker_loads_what_readers_need(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLOG_DATA", str(installation.data))
    command = [sys.executable, "-c", SERVE, " ".join(PAGES), " ".join(sorted(FOR_THE_DESK))]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=60, check=True).stdout
    assert told == "[]\n[]\n"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_loaded_late_is_there(name: str) -> None:
    assert import_module(name)
