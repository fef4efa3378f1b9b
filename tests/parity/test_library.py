"""Library mode: what agrees is found to agree, what differs is found, shrunk and stored."""

import importlib.util
import json
import sys
import types
from pathlib import Path

import pytest

from ferrotype.parity.certificate import certificate
from ferrotype.parity.describe import describe
from ferrotype.parity.library import compare_calls
from ferrotype.parity.outcome import Check
from ferrotype.parity.own_tests import put_in
from ferrotype.parity.pair import Pair
from ferrotype.parity.proxy import install, write_proxy
from ferrotype.parity.report import junit, page
from ferrotype.parity.vectors import Vector, read_vector, read_vectors, write_vector
from tests.parity.loopback import LoopbackLibrary

SOURCE = '''
"""A library.

>>> halve(5)
2.5
>>> halve("x")
Traceback (most recent call last):
TypeError: unsupported operand type(s) for /: 'str' and 'int'
"""


class Odd(ValueError):
    """Not even."""


def halve(number: float) -> float:
    """
    >>> import small
    >>> small.halve(3)
    1.5
    """
    return number / 2


def double_all(numbers: list[int]) -> list[int]:
    for at, number in enumerate(numbers):
        numbers[at] = number * 2
    return numbers


def check(number: int, text: str = "") -> int:
    if number % 2:
        raise Odd(number, text)
    return number // 2


def _private(x: int) -> int:
    return x
'''


def module_from(text: str, folder: Path) -> types.ModuleType:
    """A module `small` that is not in `sys.modules`."""
    folder.mkdir(exist_ok=True)
    path = folder / "small.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("small", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pair(tmp_path: Path, translated: str) -> Pair:
    """CPython runs SOURCE; the "module" is another text."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "small.py").write_text(SOURCE)
    module = module_from(translated, tmp_path / "module")
    return Pair(lambda: LoopbackLibrary({"small": module}), tmp_path / "source", ["small"])


def test_equal_libraries_agree(tmp_path: Path) -> None:
    checks = compare_calls(pair(tmp_path, SOURCE), None, tmp_path / "vectors", 30)
    assert {c.kind for c in checks} == {"doctest", "boundary", "property"}
    assert {c.name for c in checks if c.kind == "property"} == {
        "small.check",
        "small.double_all",
        "small.halve",
    }
    assert all(c.agrees for c in checks), [c for c in checks if not c.agrees]
    assert not (tmp_path / "vectors").exists()
    assert "small" not in sys.modules


@pytest.mark.parametrize(
    ("right", "wrong", "function"),
    [
        ("number / 2", "number // 2", "small.halve"),
        ("numbers[at] = number * 2", "pass", "small.double_all"),
        ("raise Odd(number, text)", "raise Odd(number)", "small.check"),
        ("raise Odd(number, text)", "raise ValueError(number, text)", "small.check"),
        ("return number // 2", "return number // 2 if number < 2**63 else 0", "small.check"),
        ("return numbers\n", "return list(numbers)\n", "small.double_all"),
        ("return number / 2", "return number / 2 + 0.0", "small.halve"),
    ],
)
def test_a_difference_is_found_and_stored(
    tmp_path: Path, right: str, wrong: str, function: str
) -> None:
    store = tmp_path / "vectors"
    both = pair(tmp_path, SOURCE.replace(right, wrong))
    checks = compare_calls(both, None, store, 50)
    assert function in {c.name for c in checks if not c.agrees and c.kind != "doctest"}
    stored = [v for _, v in read_vectors(store) if v.call == function]
    assert stored
    again = [both.compare("vector", v.call, "", v.arguments, v.keywords) for v in stored]
    assert any(not c.agrees for c in again)


def test_vectors_keep_every_value(tmp_path: Path) -> None:
    arguments = [float("nan"), -0.0, "\ud800", 2**100, b"\xff", (1, [2]), {3: {4}}, None]
    path = write_vector(tmp_path, Vector("small.f", arguments, {"key": 1j}))
    back = read_vector(path)
    assert describe([*back.arguments, back.keywords]) == describe([*arguments, {"key": 1j}])
    assert json.loads(path.read_text())["reads"].startswith("small.f(nan, -0.0, '\\ud800'")
    path.write_text("{}")
    with pytest.raises(ValueError, match="not a stored vector"):
        read_vector(path)


def test_describe_tells_apart() -> None:
    shared = [1]
    texts = [
        *([0.0], [-0.0], [0], [False], [""], [b""], [None], [1.0], [True], ["1"]),
        *([[1], [1]], [shared, shared], {1: 2}, {2: 1}, (1,), [(1,)], {1}, frozenset({1})),
        *([bytearray(b"a")], [b"a"], [range(3)], [[0, 1, 2]], [1j], [ValueError(1)], [KeyError(1)]),
    ]
    assert len({describe(value) for value in texts}) == len(texts)


def test_reports(tmp_path: Path) -> None:
    good = Check("vector", "a", "x", "x", seconds=0.1, reference_seconds=0.2)
    bad = Check("test", "b <&>", "line\nright\x00", "line\nwrong", examples=5)
    gap = Check("property", "c", "x", "error[FT0901]", refused=True)
    content = json.loads(certificate("s", {"wasm": "00"}, {"s.py": "01"}, [good, bad, gap]))
    assert content["counts"]["test"] == {
        "checks": 1,
        "examples": 5,
        "mismatches": 1,
        "refusals": 0,
    }
    assert content["mismatches"] == ["b <&>"] and content["refusals"] == ["c"]
    assert content["agrees"] is False
    xml = junit("s", [good, bad, gap]).decode()
    assert 'failures="1" errors="1"' in xml and "line 2: CPython" in xml
    text = page("s", [good, bad, gap], {"wasm": "00"}).decode()
    assert "3 checks: 1 differs, 1 refused." in text and "<svg" in text and "b &lt;&amp;&gt;" in text
    assert "http" not in text
    # Two seconds of CPython for each of the module's, and names that are too long for a label.
    assert ">2.00 (0.2 s, 0.1 s)</text>" in text
    run = Check("script", "--size 1000 --rounds 20", "x", "x", seconds=2.0, reference_seconds=1.0)
    text = page("s", [run], {"wasm": "00"}).decode()
    assert "1 check, no difference." in text and "<title>--size 1000 --rounds 20</title>" in text
    assert "Nothing was compared." in page("s", [], {"wasm": "00"}).decode()


@pytest.mark.parametrize("place", ["small/__init__.py", "src/small/__init__.py"])
def test_own_tests_run_with_the_sources_not_with_what_the_distribution_carries(
    tmp_path: Path, place: str
) -> None:
    write(tmp_path / "distribution" / place, "version = 'another'")
    write(tmp_path / "distribution" / place.replace("__init__", "gone"), "")
    write(tmp_path / "distribution" / place.replace("__init__.py", "table.txt"), "kept")
    write(tmp_path / "source/small/__init__.py", "version = 'ours'")
    put_in(tmp_path / "distribution", "small", tmp_path / "source")
    package = tmp_path / "distribution/small"
    assert (package / "__init__.py").read_text() == "version = 'ours'"
    assert {path.name for path in package.iterdir()} == {"__init__.py", "table.txt"}


def test_own_tests_of_a_single_module_run_with_the_source(tmp_path: Path) -> None:
    write(tmp_path / "distribution/small.py", "version = 'another'")
    write(tmp_path / "source/small.py", "version = 'ours'")
    put_in(tmp_path / "distribution", "small", tmp_path / "source")
    assert (tmp_path / "distribution/small.py").read_text() == "version = 'ours'"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_proxy_package(tmp_path: Path) -> None:
    write_proxy(tmp_path, ["p", "p.q", "solo"])
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.py"))
    assert names == ["p/__init__.py", "p/q.py", "solo.py"]
    library = LoopbackLibrary({"small": module_from(SOURCE, tmp_path / "module")})
    namespace: dict[str, object] = {}
    install("small", namespace, library)
    odd = namespace["Odd"]
    assert isinstance(odd, type) and issubclass(odd, ValueError) and odd.__module__ == "small"
    check = namespace["check"]
    assert callable(check) and check(4) == 2
    with pytest.raises(odd) as caught:
        check(3, text="why")
    assert caught.value.args == (3, "why")
