"""The runtime's table of CPython's names is what its generator writes under this CPython."""

import subprocess
import sys
from pathlib import Path

RUNTIME = Path(__file__).parents[2] / "src" / "rust" / "runtime"


def test_known_names_are_those_of_this_cpython() -> None:
    generated = subprocess.run(
        [sys.executable, RUNTIME / "tools" / "generate_known_names.py", "--print"],
        env={},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (
        generated.stdout == (RUNTIME / "src" / "classes" / "known_names.rs").read_text()
    )
