"""The closing line of `.ci/run` says what the reports say."""

import subprocess
import sys
from pathlib import Path

import pytest

COUNT = Path(__file__).parents[2] / ".ci" / "count.py"

JUNIT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"/>
<testcase name="c"><failure/></testcase><testcase name="d"><skipped/></testcase>
<testcase name="e"><error/></testcase>
</testsuite></testsuites>"""


def count(folder: Path, *steps: str) -> tuple[str, int]:
    finished = subprocess.run(
        [sys.executable, COUNT, folder, *steps], capture_output=True, text=True, check=False
    )
    return finished.stdout.strip(), finished.returncode


def test_junit_and_cargo_are_added(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "x.xml").write_text(JUNIT)
    (tmp_path / "cargo.txt").write_text(
        "test result: ok. 7 passed; 0 failed; 1 ignored\n"
        "test result: FAILED. 3 passed; 2 failed; 0 ignored\n"
    )
    assert count(tmp_path) == ("12 passed, 4 failed", 1)


@pytest.mark.parametrize("steps, failed", [((), 0), (("lint",), 1), (("lint", "package"), 2)])
def test_a_failed_step_is_a_failure(tmp_path: Path, steps: tuple[str, ...], failed: int) -> None:
    (tmp_path / "x.xml").write_text("<testsuite><testcase name='a'/></testsuite>")
    assert count(tmp_path, *steps) == (f"1 passed, {failed} failed", int(failed > 0))


def test_nothing_counted_is_no_success(tmp_path: Path) -> None:
    assert count(tmp_path) == ("0 passed, 0 failed", 1)
