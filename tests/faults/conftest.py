"""What the disasters looked like, told after the tests: how often, where it struck, how long it
took to be as before. `.venv/bin/pytest tests/faults` prints it.
"""

from collections.abc import Callable
from functools import partial

import pytest
from _pytest.terminal import TerminalReporter

Saw = Callable[[str], None]


@pytest.fixture
def saw(record_property: Callable[[str, object], None]) -> Saw:
    """Write down a line of what was seen."""
    return partial(record_property, "saw")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    lines = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "saw" and report.when == "call"
    ]
    if lines:
        terminalreporter.section("What was seen")
    for line in lines:
        terminalreporter.write_line(str(line))
