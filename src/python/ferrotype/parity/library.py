"""All checks of a library module."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ferrotype.host import Library, Limits, compile_module
from ferrotype.parity.doctests import compare_doctests
from ferrotype.parity.outcome import Check, Unusable
from ferrotype.parity.own_tests import OwnTests, compare_own_tests
from ferrotype.parity.pair import Pair
from ferrotype.parity.properties import check_function, public_functions
from ferrotype.parity.vectors import read_vectors


@dataclass(frozen=True, slots=True)
class LibraryRequest:
    """What to compare."""

    wasm: Path
    source: Path
    """The folder that has the packages."""
    packages: Sequence[str]
    vectors: Path | None
    """Stored vectors, to be compared first."""
    counterexamples: Path
    """Where inputs that show a disagreement are written, shrunk, as vectors."""
    tests: Path | None
    """A source distribution, unpacked or not, whose tests are to be run."""
    examples: int
    python: str
    seconds: float


def compare_library(request: LibraryRequest) -> list[Check]:
    """Vectors, doctests, boundary values and properties, then the library's own tests."""
    compiled = compile_module(request.wasm, Limits(seconds=request.seconds))
    pair = Pair(lambda: Library(compiled), request.source, request.packages)
    if not pair.modules:
        raise Unusable(
            f"the module has none of {', '.join(request.packages)}; it has"
            f" {', '.join(sorted(pair.library.modules))}"
        )
    checks = compare_calls(pair, request.vectors, request.counterexamples, request.examples)
    if request.tests is not None:
        checks += compare_own_tests(
            OwnTests(request.tests, request.source, request.packages, list(pair.modules)),
            request.wasm,
            request.python,
        )
    return checks


def compare_calls(
    pair: Pair, vectors: Path | None, counterexamples: Path, examples: int
) -> list[Check]:
    """All that is compared call by call."""
    checks, samples = [], []
    if vectors is not None and vectors.is_dir():
        for name, vector in read_vectors(vectors):
            checks.append(
                pair.compare("vector", vector.call, name, vector.arguments, vector.keywords)
            )
            samples += [a for a in vector.arguments if isinstance(a, str)]
    checks += compare_doctests(pair)
    for name, function in public_functions(pair).items():
        checks += check_function(pair, name, function, samples, examples, counterexamples)
    return checks
