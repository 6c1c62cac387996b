"""The owner asks for a backup on a phone, sees that it was proven, and takes it away."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Blog, Visit, sign_in
from tests.journeys.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_backup_is_made_proven_and_taken_away(study: Blog, visit: Visit, tmp_path: Path) -> None:
    page = visit(study.url, width=390)
    sign_in(page, study)
    page.goto(f"{study.url}/desk/keeping/")
    page.get_by_role("button", name="Make a backup now").click()
    page.get_by_text("A backup is on its way.").wait_for()
    assert page.get_by_role("button", name="Make a backup now").is_disabled()
    study.run("jobs", "run", "--once")
    page.reload()
    page.get_by_text("restored elsewhere, and read").wait_for()
    assert page.get_by_text("None yet").count() == 0
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the backup of").first.click()
    taken.value.save_as(tmp_path / "kept.zip")
    assert "A blog comes of it" in study.run("restore", str(tmp_path / "kept.zip"), "--try")
