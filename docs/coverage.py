"""Writes `coverage.md`: what is translated, what the runtime has, and what is refused.

    PYTHONPATH=src/python:. python3.11 docs/coverage.py

All of it comes from where it is declared: the tables of operations, library modules and diagnostics,
and the runtime's own tables, which a small program compiled for the purpose reads from inside. Needs
the Rust toolchain. Run it after a change of a table; a test compares.
"""

from __future__ import annotations

import builtins
import importlib
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ferrotype.building.program import BuildRequest, build_program, lacking_modules
from ferrotype.builtins.operations import OPERATIONS
from ferrotype.diagnostics.table import TABLE
from ferrotype.host import compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS
from ferrotype.library.modules import LIBRARY, LibraryModule, ModuleKind
from tests.conformance.summary import KINDS, read_summary

PAGE = Path(__file__).resolve().parent / "coverage.md"
MODULES = PAGE.parents[1] / "tests" / "conformance" / "modules.txt"
CONFORMANCE = PAGE.parents[1] / "tests" / "conformance" / "results.json"

_NOT_MEANT = frozenset(
    """__doc__ __file__ __loader__ __name__ __package__ __spec__ __cached__ __builtins__ __path__
    __all__ __author__ __version__ __getattr__ __dir__ __debug__ copyright credits exit help license
    quit False None True __dict__""".split()
)
"""Names that a module has by being a file, or that `site` adds; and constants of the language."""

_PROGRAM = """
import builtins
{imports}
for name in sorted(vars(builtins)):
    value = vars(builtins)[name]
    if isinstance(value, type):
        print("class", name, *sorted(vars(value)))
{lines}
"""


def names_in_the_runtime(environment: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The names in each native module (`module math`) and each builtin class (`class str`)."""
    modules = [row.name for row in native_modules(environment)]
    source = _PROGRAM.format(
        imports="\n".join(f"import {name}" for name in modules),
        lines="\n".join(
            f"print('module', {name!r}, *sorted(vars({name})))" for name in modules
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "inventory.py"
        script.write_text(source, encoding="utf-8")
        wasm = build_program(BuildRequest(script, optimize="none"), environment)
        completed = run_command(compile_module(wasm, COMMAND_LIMITS), [script.name])
    if completed.status != 0:
        raise SystemExit(completed.trap or completed.stderr.decode())
    found = {}
    for line in completed.stdout.decode().splitlines():
        kind, name, *inside = line.split(" ")
        found[f"{kind} {name}"] = frozenset(inside)
    return found


def native_modules(environment: Mapping[str, str]) -> list[LibraryModule]:
    """The native modules that the runtime has."""
    lacking = lacking_modules(environment)
    return [
        row
        for row in LIBRARY.values()
        if row.kind is ModuleKind.NATIVE and row.name not in lacking and not row.internal
    ]


def missing(have: frozenset[str], reference: Iterable[str]) -> list[str]:
    """What CPython has and we have not; names with one underscore in front are nobody's."""
    return sorted(
        name
        for name in set(reference) - have - _NOT_MEANT
        if not name.startswith("_") or name.startswith("__")
    )


def code_list(names: Iterable[str]) -> str:
    """Names as inline code, separated by spaces."""
    return " ".join(f"`{name}`" for name in names) or "none"


def page(environment: Mapping[str, str]) -> str:
    """The text of `coverage.md`."""
    runtime = names_in_the_runtime(environment)
    return "\n".join(
        [
            "# Coverage",
            "",
            "Written by `docs/coverage.py`; a test keeps it current. CPython means 3.11. What is"
            " not here and CPython has is refused, when the program is built or when it gets there.",
            "",
            *_builtins(runtime),
            *_classes(runtime),
            *_native(runtime, environment),
            *_other_modules(environment),
            *_conformance(),
            *_operations(),
            *_diagnostics(),
        ]
    )


def _builtins(runtime: Mapping[str, frozenset[str]]) -> list[str]:
    reference = vars(builtins)
    have = runtime["module builtins"]
    lacking = missing(have, reference)
    count = len([name for name in reference if name not in _NOT_MEANT]) - len(lacking)
    return ["## Builtin names", "", f"{count} are there. Missing: {code_list(lacking)}.", ""]


def _classes(runtime: Mapping[str, frozenset[str]]) -> list[str]:
    whole, lines = [], []
    for key in sorted(runtime):
        kind, name = key.split(" ")
        reference = getattr(builtins, name, None)
        if kind != "class" or not isinstance(reference, type) or reference.__name__ != name:
            continue
        lacking = set(_lacking(runtime, reference))
        if reference.__base__ is not None:
            lacking.difference_update(_lacking(runtime, reference.__base__))
        if lacking:
            lines.append(f"| `{name}` | {code_list(sorted(lacking))} |")
        else:
            whole.append(name)
    return [
        "## Builtin classes",
        "",
        "What a class's base lacks is not listed again. Nothing is missing from"
        f" {code_list(whole)}.",
        "",
        "| class | missing |",
        "|---|---|",
        *lines,
        "",
    ]


def _lacking(runtime: Mapping[str, frozenset[str]], reference: type) -> list[str]:
    inherited = [runtime.get(f"class {base.__name__}", frozenset()) for base in reference.__mro__]
    return missing(frozenset().union(*inherited), dir(reference))


def _native(
    runtime: Mapping[str, frozenset[str]], environment: Mapping[str, str]
) -> list[str]:
    lines = [
        "## Library modules in the runtime",
        "",
        "| module | names | missing |",
        "|---|--:|---|",
    ]
    for row in native_modules(environment):
        if row.name == "builtins":
            continue
        have = runtime[f"module {row.name}"]
        module = importlib.import_module(row.name)
        public = getattr(module, "__all__", None) or [
            name for name in vars(module) if not _is_module(module, name)
        ]
        lines.append(f"| `{row.name}` | {len(have)} | {code_list(missing(have, public))} |")
    return [*lines, ""]


def _is_module(module: object, name: str) -> bool:
    return type(getattr(module, name)) is type(sys)


def _other_modules(environment: Mapping[str, str]) -> list[str]:
    def names(kind: ModuleKind) -> list[str]:
        return [row.name for row in LIBRARY.values() if row.kind is kind]

    refused: dict[str, list[str]] = {}
    for row in LIBRARY.values():
        if row.kind is ModuleKind.REFUSED:
            reason = row.reason or "there are no threads and sockets in WASI preview 1"
            refused.setdefault(reason, []).append(row.name)
    return [
        "## Other library modules",
        "",
        "Translated from the interpreter's own sources, as far as what they import is there: "
        f"{code_list(names(ModuleKind.TRANSLATED))}.",
        "",
        "Absent, so that their users take the Python code that CPython has for that case: "
        f"{code_list(names(ModuleKind.ABSENT))}.",
        "",
        f"On other systems only, as in CPython: {code_list(names(ModuleKind.FOREIGN))}.",
        "",
        f"Not in the runtime yet: {code_list(sorted(lacking_modules(environment)))}.",
        "",
        "Refused:",
        "",
        *(f"- {reason}: {code_list(found)}" for reason, found in sorted(refused.items())),
        "",
    ]


def _conformance() -> list[str]:
    summary = read_summary(CONFORMANCE)
    total = summary.total
    counted = sum(total.values())
    all_modules = MODULES.read_text(encoding="utf-8").split("\n")
    listed = sum(1 for line in all_modules if line and not line.startswith("#"))
    lines = [
        "## CPython's own tests",
        "",
        "Methods that pass under CPython, but for those that a mark of their own gives to CPython"
        " alone; `python -m tests.conformance` runs them as WASM. Of "
        f"{counted:,} in {len(summary.modules)} of {listed} modules, {total['passed']:,} pass"
        f" ({total['passed'] / counted:.1%}).",
        "",
        "| module | methods | " + " | ".join(KINDS) + " |",
        "|---|--:|" + "--:|" * len(KINDS),
    ]
    for name, kinds in (*summary.modules, ("all", total)):
        counts = " | ".join(str(kinds.get(kind, 0)) for kind in KINDS)
        lines.append(f"| `{name}` | {sum(kinds.values())} | {counts} |")
    lines += ["", "Causes, and where they show, those of most methods first:", ""]
    for cause in summary.causes:
        modules = sorted({method.partition(".")[0] for method in cause.methods})
        text = " ".join(cause.text.replace("`", "'").split())
        lines.append(f"- {cause.kind} {len(cause.methods)}: `{text}` ({', '.join(modules)})")
    return [*lines, ""]


def _operations() -> list[str]:
    lines = [
        "## Operations of the intermediate form",
        "",
        "| operation | operands | gives | may raise |",
        "|---|--:|---|---|",
    ]
    for row in OPERATIONS.values():
        raises = "yes" if row.may_raise else "no"
        lines.append(f"| `{row.key}` | {row.arity} | `{row.result.value}` | {raises} |")
    return [*lines, ""]


def _diagnostics() -> list[str]:
    lines = [
        "## Diagnostics and refusals",
        "",
        "`ferrotype explain CODE` shows each with an example.",
        "",
        "| code | title |",
        "|---|---|",
    ]
    lines += [f"| {row.code} | {row.title} |" for row in TABLE.values()]
    return [*lines, ""]


if __name__ == "__main__":
    PAGE.write_text(page(os.environ), encoding="utf-8")
