"""The ordered list of passes, for one module; ``building`` does it for a program."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ferrotype.analysis import (
    ROOM_OF_A_SCRIPT,
    ROOM_OF_STAGES,
    ModuleSource,
    parse,
    room_for,
)
from ferrotype.compact import CompactModule, compact_module
from ferrotype.diagnostics import Diagnostics, Refused
from ferrotype.diagnostics.crash import crash_report
from ferrotype.emit import EmittedModule, emit_module
from ferrotype.infer import specialise_module
from ferrotype.interfaces import Interface
from ferrotype.ir.program import Module
from ferrotype.library.imports import scan_imports
from ferrotype.lower import lower_module
from ferrotype.parse import program_texts, reduced_source
from ferrotype.reports import FunctionReport, ModuleReport
from ferrotype.scopes import resolve_scopes
from ferrotype.syntax import ParsedModule


@dataclass(frozen=True, slots=True)
class TranslationRequest:
    """A module and what it may know of its imports."""

    source: ModuleSource
    imports: Mapping[str, Interface]
    specialise: bool = True
    deferred: bool = False
    """What is refused inside the module ends the program when it is reached, not the build."""
    has_texts: bool = True
    """Whether the module may run texts that it writes out; the standard library runs only those of others."""
    is_compact: bool = False
    """In the compact form, where the module can have it: data that the runtime interprets."""
    for_readers: bool = True
    """With the source's comments and its digest. Without, the Rust is a function of the reduced
    source, so that an edit that cannot matter to the program leaves it as it was."""


@dataclass(frozen=True, slots=True)
class TranslationResult:
    """A module in Rust, and how it got there. ``reduced`` is `parse/reduced.py`'s source."""

    rust: str
    reduced: str
    report: ModuleReport


def translate(request: TranslationRequest) -> TranslationResult:
    """All passes. Raises Refused with every diagnostic that the first failing pass reported."""
    try:
        return _translate(request)
    except (Refused, KeyboardInterrupt):
        raise
    except Exception as error:
        raise crash_report(error, request.source.display_path) from error


def _translate(request: TranslationRequest) -> TranslationResult:
    diagnostics = Diagnostics()
    # Text to tree; CPython's own parser decides what is Python.
    parsed = parse(request.source, diagnostics)
    if not request.for_readers:
        parsed = replace(parsed, comments={})
    with room_for(ROOM_OF_STAGES):
        # Names to bindings.
        scopes = resolve_scopes(parsed.tree, parsed.future_annotations)
        # Tree to the structured program of the general version.
        texts = program_texts(parsed) if request.has_texts else ()
        program = lower_module(parsed, scopes, diagnostics, request.deferred, texts)
        if not request.deferred:
            diagnostics.raise_if_any()
        # Which functions get a specialised version, and what it may assume.
        is_specialised = request.specialise and not request.is_compact
        specialisations = specialise_module(program) if is_specialised else {}
        # The structured program to Rust, or to data.
        emitted: EmittedModule | CompactModule
        if request.is_compact:
            emitted = compact_module(program)
        else:
            emitted = emit_module(program, specialisations)
        # The source without what neither the program nor a traceback can show.
        with room_for(ROOM_OF_A_SCRIPT):
            reduced = reduced_source(parsed, emitted.shown_lines)
        report = _report(request.source, parsed, program, frozenset(specialisations))
        rust = emitted.with_header(_origin(request, report, reduced))
        return TranslationResult(rust, reduced, report)


def _origin(request: TranslationRequest, report: ModuleReport, reduced: str) -> str:
    if request.for_readers:
        return f"sha256 {report.source_digest}"
    return f"reduced source sha256 {hashlib.sha256(reduced.encode()).hexdigest()}"


def _report(
    source: ModuleSource,
    parsed: ParsedModule,
    program: Module,
    specialised: frozenset[str],
) -> ModuleReport:
    return ModuleReport(
        module=source.module,
        display_path=source.display_path,
        source_digest=hashlib.sha256(source.content).hexdigest(),
        is_package=source.is_package,
        imports=scan_imports(parsed.tree, parsed.package),
        functions=tuple(
            FunctionReport(
                function.qualified_name,
                function.line,
                "specialised" if function.identifier in specialised else "general",
            )
            for function in program.functions
        ),
    )
