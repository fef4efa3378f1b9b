"""Python in, Rust out: one file of cases for each topic in ``tests/cases/emit``.

A case is ``## title``, the Python, ``----``, the Rust of its functions. ``UPDATE_CASES=1``
writes what the compiler gives now.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from ferrotype.diagnostics import Diagnostics
from ferrotype.emit import emit_module
from ferrotype.infer import specialise_module
from ferrotype.lower import lower_module
from ferrotype.parse import parse_module, program_texts
from ferrotype.scopes import resolve_scopes

FOLDER = Path(__file__).parent.parent / "cases" / "emit"


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    source: str
    expected: str


def cases_of(path: Path) -> list[Case]:
    cases = []
    for section in path.read_text().split("## ")[1:]:
        title, _, rest = section.partition("\n")
        source, _, expected = rest.partition("----\n")
        cases.append(Case(title, source, expected.rstrip("\n")))
    return cases


def translate(source: str) -> str:
    diagnostics = Diagnostics()
    parsed = parse_module("case", "case.py", False, source.encode(), diagnostics)
    assert parsed is not None
    scopes = resolve_scopes(parsed.tree, parsed.future_annotations)
    module = lower_module(parsed, scopes, diagnostics, texts=program_texts(parsed))
    text = emit_module(module, specialise_module(module)).text
    functions = text.partition("static GLOBALS")[2].partition("\n\n")[2]
    kept = []
    for part in functions.split("\n\n"):
        stripped = part.strip()
        if "fn " in stripped.partition("{")[0]:
            kept.append(stripped)
    return "\n\n".join(kept)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.test")), ids=lambda path: path.stem)
def test_emission_is_as_recorded(path: Path) -> None:
    cases = cases_of(path)
    assert cases
    results = [translate(case.source) for case in cases]
    if os.environ.get("UPDATE_CASES"):
        path.write_text(
            "\n\n".join(
                f"## {case.title}\n{case.source}----\n{result}"
                for case, result in zip(cases, results, strict=True)
            )
            + "\n"
        )
        return
    for case, result in zip(cases, results, strict=True):
        assert result == case.expected, case.title
