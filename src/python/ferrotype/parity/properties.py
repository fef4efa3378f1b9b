"""Calls with inputs that fit the parameters' types: boundary values, then Hypothesis."""

import contextlib
import inspect
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ferrotype.parity.outcome import Check
from ferrotype.parity.pair import Pair
from ferrotype.parity.strategies import (
    boundary_arguments,
    like,
    parameters_of,
    strategy_for,
)
from ferrotype.parity.vectors import Vector, write_vector
from ferrotype.wire import Refused

_BOUNDARY_LIMIT = 150
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(slots=True)
class _Search:
    """What a search over inputs has seen. Mutable: Hypothesis calls back."""

    examples: int = 0
    seconds: float = 0.0
    reference_seconds: float = 0.0
    worst: Check | None = None
    """The last disagreement: when Hypothesis has shrunk, the smallest."""
    vector: Vector | None = None
    refused: set[str] = field(default_factory=set)


class _Disagreement(Exception):
    """Tells Hypothesis that an input is interesting."""


def public_functions(pair: Pair) -> dict[str, Any]:
    """The functions that the library offers: by the name under which they are first exported."""
    found: dict[int, tuple[str, Any]] = {}
    for module_name in sorted(pair.modules, key=lambda name: (name.count("."), name)):
        module = pair.modules[module_name]
        if any(part.startswith("_") for part in module_name.split(".")):
            continue
        names = getattr(module, "__all__", None) or [n for n in vars(module) if n[0] != "_"]
        for name in sorted(names):
            function = getattr(module, name, None)
            ours = getattr(function, "__module__", None) in pair.modules
            if inspect.isfunction(function) and ours:
                found.setdefault(id(function), (f"{module_name}.{name}", function))
    return dict(sorted(found.values()))


def check_function(
    pair: Pair, name: str, function: Any, samples: Sequence[str], examples: int, store: Path
) -> list[Check]:
    """Boundary and drawn inputs for one function; a shrunk disagreement is stored as a vector.

    `store` is made when there is one.
    """
    parameters = parameters_of(function)
    if parameters is None:
        return []
    needed = [
        (parameter, hint)
        for parameter, hint in parameters
        if parameter.kind in _POSITIONAL and parameter.default is parameter.empty
    ]
    strategies = [strategy_for(hint) for _, hint in needed]
    if any(strategy is None for strategy in strategies):
        return []  # such as an open file: nothing to draw
    if any(p.kind is p.KEYWORD_ONLY and p.default is p.empty for p, _ in parameters):
        return []
    searches = []
    boundary = _Search()
    for arguments in boundary_arguments([hint for _, hint in needed], _BOUNDARY_LIMIT):
        _try(pair, name, arguments, boundary)
    searches.append(("boundary", boundary))
    if needed and examples:
        drawn = [
            strategy | like(samples) if hint is str and samples else strategy
            for strategy, (_, hint) in zip(strategies, needed, strict=True)
            if strategy is not None
        ]
        searches.append(("property", _search(pair, name, drawn, examples)))
    for _, search in searches:
        if search.vector is not None:
            try:
                write_vector(store, search.vector)
            except Refused:  # an input that has no encoding is in the report all the same
                continue
    return [_summary(kind, name, search) for kind, search in searches if search.examples]


def _search(pair: Pair, name: str, drawn: list[st.SearchStrategy[Any]], examples: int) -> _Search:
    search = _Search()

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(st.tuples(*drawn))
    def run(arguments: tuple[Any, ...]) -> None:
        if not _try(pair, name, arguments, search):
            raise _Disagreement

    with contextlib.suppress(_Disagreement):  # `search` has it
        run()
    return search


def _try(pair: Pair, name: str, arguments: tuple[Any, ...], search: _Search) -> bool:
    check = pair.compare("property", name, name, arguments, {})
    search.examples += 1
    search.seconds += check.seconds
    search.reference_seconds += check.reference_seconds
    if check.refused:
        search.refused.add(check.actual)
        return True
    if not check.agrees:
        search.worst = check
        search.vector = Vector(name, list(arguments), {})
    return check.agrees


def _summary(kind: str, name: str, search: _Search) -> Check:
    expected = actual = "agrees"
    if search.worst is not None and search.vector is not None:
        call = search.vector.reads()
        expected = f"{call}\n{search.worst.expected}"
        actual = f"{call}\n{search.worst.actual}"
    elif search.refused:
        actual = "\n".join(sorted(search.refused))
    return Check(
        kind,
        name,
        expected,
        actual,
        refused=search.worst is None and bool(search.refused),
        examples=search.examples,
        seconds=search.seconds,
        reference_seconds=search.reference_seconds,
    )
