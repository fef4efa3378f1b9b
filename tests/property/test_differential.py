"""Random programs do the same under CPython and as WASM: a short run with fixed seeds."""

from pathlib import Path

from tests.property.comparison import compare


def test_random_expressions(tmp_path: Path) -> None:
    assert list(compare(tmp_path, range(40), 8)) == []
