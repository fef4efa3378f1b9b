"""Random programs do the same under CPython and as WASM: a short run with fixed seeds."""

from pathlib import Path

from tests.property.comparison import compare
from tests.property.functions import FUNCTIONS
from tests.property.programs import EXPRESSIONS
from tests.property.whole import WHOLE


def test_random_expressions(tmp_path: Path) -> None:
    assert compare(tmp_path, EXPRESSIONS, range(40)).differences == []


def test_random_functions(tmp_path: Path) -> None:
    assert compare(tmp_path, FUNCTIONS, range(40)).differences == []


def test_random_whole_programs(tmp_path: Path) -> None:
    assert compare(tmp_path, WHOLE, range(40)).differences == []
