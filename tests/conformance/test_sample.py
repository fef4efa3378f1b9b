"""A few modules of CPython's own tests end as they are known to end, method by method.

`UPDATE_CASES=1` writes `sample.txt` again; a line there begins with how a method ends.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.conformance.__main__ import run_modules

SAMPLE = Path(__file__).parent / "sample.txt"
MODULES = ["test_augassign", "test_dict", "test_list", "test_property", "test_sort", "test_yield_from"]


def test_the_sample_ends_as_it_is_known_to() -> None:
    lines = [
        f"{result.kind} {result.method.identifier}\n"
        for rows in run_modules(MODULES).values()
        for result, counts in rows
        if counts
    ]
    found = "".join(lines)
    if os.environ.get("UPDATE_CASES"):
        SAMPLE.write_text(found, encoding="utf-8")
    assert found == SAMPLE.read_text(encoding="utf-8")
    assert "crashed" not in {line.partition(" ")[0] for line in lines}
