"""Wrong passwords are counted over all processes, at the same time and after a restart."""

import subprocess
import sys
from datetime import datetime

from blog.config import Settings
from tests.conftest import FrozenClock

# Without the rest of the blog, which takes longer to start than all of this.
TRIES = """
import sys
from datetime import datetime
from flask import Flask
from blog import db
from blog.accounts import throttle
from blog.errors import TooMany

database, at, count = sys.argv[1], datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])
app = Flask("counting")
app.config["SQLALCHEMY_DATABASE_URI"] = database
db.db.init_app(app)
attempt = throttle.Attempt(name="ada", address="192.0.2.7", secret="s" * 32)
let_through = 0
with app.app_context():
    db.prepare(db.db.engine)
    for _ in range(count):
        try:
            with db.transaction():
                throttle.count(attempt, at=at)
        except TooMany:
            continue
        let_through += 1
print(let_through)
"""


def start(installation: Settings, at: datetime, *, count: int) -> "subprocess.Popen[str]":
    arguments = [installation.database, at.isoformat(), str(count)]
    return subprocess.Popen(
        [sys.executable, "-c", TRIES, *arguments], stdout=subprocess.PIPE, text=True
    )


def let_through(process: "subprocess.Popen[str]") -> int:
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return int(said)


def test_processes_count_together_and_a_new_one_goes_on(
    installation: Settings, clock: FrozenClock
) -> None:
    together = [start(installation, clock.now, count=10) for _ in range(2)]
    assert sum(map(let_through, together)) == 5
    assert let_through(start(installation, clock.now, count=1)) == 0
    assert let_through(start(installation, clock.move(seconds=60), count=3)) == 1
