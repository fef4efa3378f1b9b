"""Counts tests from the JUnit files and cargo's output under a folder; prints `N passed, N failed`.

    python3 .ci/count.py FOLDER [FAILED-STEP…]

A step that failed without a failing test in a report counts as one failure, so that the line can
not say that nothing failed. Exit status 1 if anything failed or nothing was counted.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

CARGO_RESULT = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed", re.MULTILINE)


def count_junit(path: Path) -> tuple[int, int]:
    """Passed and failed cases of one file; skipped ones and expected failures are neither."""
    passed = failed = 0
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
        elif "skipped" not in kinds:
            passed += 1
    return passed, failed


def main(folder: Path, failed_steps: list[str]) -> int:
    counts = [count_junit(path) for path in sorted(folder.rglob("*.xml"))]
    for path in sorted(folder.rglob("cargo.txt")):
        counts += [(int(a), int(b)) for a, b in CARGO_RESULT.findall(path.read_text())]
    passed = sum(count[0] for count in counts)
    failed = sum(count[1] for count in counts)
    if failed < len(failed_steps):
        failed = len(failed_steps)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
