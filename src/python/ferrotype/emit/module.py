"""Rust for a whole module: its functions in source order, its names, its body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ferrotype.emit.context import FunctionEmission
from ferrotype.emit.expressions import plain
from ferrotype.emit.literals import has_surrogates, text_literal
from ferrotype.emit.names import RUNTIME_NAMES, UniqueNames, function_name, identifier
from ferrotype.emit.resumable import resumable_body
from ferrotype.emit.specialised import (
    CannotSpecialise,
    exposed_variables,
    specialised_body,
)
from ferrotype.emit.statements import block
from ferrotype.emit.steps import stepped_body
from ferrotype.emit.texts import TEXTS_HEAD, text_bodies, text_rows
from ferrotype.infer import Specialisation
from ferrotype.ir.program import Function, FunctionKind, Module
from ferrotype.ir.shapes import inner_loops

_ALLOWED = (
    # A Python literal is written as it was, also where it is nearly π.
    "clippy::approx_constant",
    # `not a < b` is not `a >= b`.
    "clippy::neg_cmp_op_on_partial_ord",
    # A docstring's paragraphs are the author's.
    "clippy::doc_lazy_continuation",
    # Statements and expressions keep Python's shape, which is often not the shortest in Rust.
    "clippy::assign_op_pattern",
    "clippy::blocks_in_conditions",
    "clippy::collapsible_if",
    "clippy::double_parens",
    "clippy::needless_question_mark",
    "clippy::needless_return",
    "clippy::nonminimal_bool",
    "clippy::while_let_loop",
    "dead_code",
    "non_snake_case",
    "non_upper_case_globals",
    "unreachable_code",
    "unused_assignments",
    "unused_braces",
    "unused_labels",
    "unused_mut",
    "unused_parens",
    "unused_variables",
)

_SUSPENDED = {
    FunctionKind.GENERATOR: ("start_generator", "_generator"),
    FunctionKind.COROUTINE: ("start_coroutine", "_coroutine"),
    FunctionKind.ASYNC_GENERATOR: ("start_async_generator", "_async_generator"),
}
"""What makes the object, and how the name of the body's Rust function ends."""

_CODE_KINDS = {
    FunctionKind.GENERATOR: "Generator",
    FunctionKind.COROUTINE: "Coroutine",
    FunctionKind.ASYNC_GENERATOR: "AsyncGenerator",
}

_NOTED_LINE = re.compile(r"frame\.line\(([0-9]{1,9})\)")


@dataclass(frozen=True, slots=True)
class EmittedModule:
    """The Rust of a module below its header."""

    module: Module
    text: str
    shown_lines: frozenset[int]
    """The source lines that a traceback can show."""

    def with_header(self, origin: str) -> str:
        """The whole file; ``origin`` says which bytes it was translated from."""
        return f"{_header(self.module, origin)}\n{self.text}"


def emit_module(
    module: Module, specialisations: Mapping[str, Specialisation]
) -> EmittedModule:
    """The Rust of a module; equal modules give equal bytes.

    ``specialisations`` are keyed by function identifier; the other functions have their
    general version only.
    """
    names = UniqueNames(RUNTIME_NAMES)
    rust_names = {
        function.identifier: names.take(
            "module_body"
            if function.kind is FunctionKind.MODULE_BODY
            else function_name(function.identifier),
            second_suffix(function, function.identifier in specialisations),
        )
        for function in module.functions
    }
    parts = [global_names(module.globals)]
    used_lines: set[int] = set()
    for function in module.functions:
        text = function_with_versions(
            module, function, rust_names, specialisations.get(function.identifier)
        )
        parts.append(text)
        used_lines |= _lines_noted(text)
    parts.append(_module_static(module, used_lines, rust_names))
    if module.texts:
        parts.append(texts_module(module))
    return EmittedModule(module, "\n".join(parts), frozenset(used_lines))


def texts_module(module: Module) -> str:
    """The texts that the module may run, in a Rust module of their own: their names are their own."""
    bodies = text_bodies(module)
    names = UniqueNames(RUNTIME_NAMES)
    global_slots = dict.fromkeys(name for body in bodies for name in body.module.globals)
    parts = [TEXTS_HEAD, global_names(tuple(global_slots), is_text=True)]
    started: dict[int, str] = {}
    for body in bodies:
        own = body.module
        rust_names = {
            function.identifier: names.take(
                f"text_{body.number}"
                if function.identifier == body.body
                else function_name(function.identifier),
                second_suffix(function, False),
            )
            for function in own.functions
        }
        started[body.number] = rust_names[body.body]
        parts += [
            function_with_versions(own, function, rust_names, None) for function in own.functions
        ]
    parts.append(text_rows(module, started))
    indented = "\n".join(parts)
    return f"/// Texts that the program may run.\nmod texts {{\n{indented}\n}}\n"


def second_suffix(function: Function, specialised: bool) -> str:
    """How the name of the function's second Rust function ends, if it has one."""
    if function.is_generator_expression:
        return "_step"
    if function.is_suspended:
        return _SUSPENDED[function.kind][1]
    return "_general" if specialised else ""


def _header(module: Module, origin: str) -> str:
    documentation = _documentation("//!", module.docstring)
    return "\n".join(
        [
            *documentation,
            *(["//!"] if documentation else []),
            f"//! Translated from `{module.display_path}`,",
            f"//! {origin}.",
            f"#![allow({', '.join(_ALLOWED)})]",
            "",
            "use ferrotype_runtime::prelude::*;",
            "",
        ]
    )


def _documentation(mark: str, docstring: str | None) -> list[str]:
    if not docstring or has_surrogates(docstring):
        return []
    lines = docstring.strip().splitlines()
    return [f"{mark} {line.strip()}".rstrip() for line in lines]


def global_names(names: Sequence[str], *, is_text: bool = False) -> str:
    """The slots of names, and the static that holds their values."""
    lines = ["/// Slots of the module's names.", "#[allow(non_upper_case_globals)]", "mod names {"]
    lines.append("    use ferrotype_runtime::prelude::GlobalSlot;")
    for slot, name in enumerate(names):
        lines.append(f"    pub const {identifier(name)}: GlobalSlot = GlobalSlot({slot});")
    lines.append("}")
    lines.append("")
    quoted = ", ".join(text_literal(name) for name in names)
    if is_text:
        lines.append(f"static GLOBALS: TextGlobals = TextGlobals::new(&[{quoted}]);")
    else:
        lines.append(f"static GLOBALS: Globals = globals![{quoted}];")
    lines.append("")
    return "\n".join(lines)


def function_with_versions(
    module: Module,
    function: Function,
    rust_names: dict[str, str],
    specialisation: Specialisation | None,
) -> str:
    """A function's Rust, its code with it."""
    if specialisation is not None:
        try:
            return _specialised_function(module, function, rust_names, specialisation)
        except CannotSpecialise:
            pass
    return _general_function(FunctionEmission(module, function, rust_names))


def _specialised_function(
    module: Module,
    function: Function,
    rust_names: dict[str, str],
    specialisation: Specialisation,
) -> str:
    rust_name = rust_names[function.identifier]
    general_name = f"{plain(rust_name)}_general"
    draft = FunctionEmission(module, function, rust_names)
    handed_over = exposed_variables(draft, specialisation)
    entry = FunctionEmission(module, function, rust_names)
    specialised_body(entry, specialisation, handed_over, general_name)
    general = FunctionEmission(module, function, rust_names)
    resumable_body(general, specialisation)
    slots = len(function.slots) + 2 * len(specialisation.loops)
    return "\n".join(
        [
            *_documentation("///", function.docstring),
            f"fn {rust_name}(frame: &mut Frame) -> Outcome {{",
            *_constants(entry),
            *entry.lines,
            "}",
            "",
            f"/// The general version of `{function.name}`, from a point of it on.",
            f"fn {general_name}(frame: &mut Frame, mut resume: u32) -> Outcome {{",
            *_constants(general),
            *general.lines,
            "}",
            "",
            _code(entry, rust_name, slots),
            "",
        ]
    )


def _constants(emission: FunctionEmission) -> list[str]:
    return [
        f"    const {emission.slot_names[slot]}: Slot = Slot({slot});"
        for slot in sorted(emission.used_slots)
    ]


def _general_function(emission: FunctionEmission) -> str:
    function = emission.function
    rust_name = emission.rust_names[function.identifier]
    slots = len(function.slots) + function.keeps_locals
    if function.kind is FunctionKind.MODULE_BODY and emission.module.texts:
        emission.write("register_texts(texts::TEXTS);")
    for cell, parameter in function.captured:
        moved = "None" if parameter is None else f"Some({emission.slot(parameter)})"
        emission.write(f"frame.make_cell({emission.slot(cell)}, {moved});")
    if function.is_generator_expression:
        return _generator_expression(emission)
    if block(emission, function.body):
        emission.write("Ok(NONE())")
    body = emission.lines
    constants = _constants(emission)
    documentation = _documentation("///", function.docstring)
    if function.kind is FunctionKind.MODULE_BODY:
        documentation = []
    if not function.is_suspended:
        signature = f"fn {rust_name}(frame: &mut Frame) -> Outcome {{"
        lines = [*documentation, signature, *constants, *body, "}"]
        return "\n".join([*lines, "", _code(emission, rust_name, slots), ""])
    start_function, suffix = _SUSPENDED[function.kind]
    body_name = f"{plain(rust_name)}{suffix}"
    start = [
        *documentation,
        f"fn {rust_name}(frame: &mut Frame) -> Outcome {{",
        f"    {start_function}(frame, |frame| Box::pin({body_name}(frame)))",
        "}",
        "",
        f"async fn {body_name}(mut frame: OwnedFrame) -> Outcome {{",
        *constants,
        "    frame.begins();",
        *body,
        "}",
        "",
    ]
    return "\n".join([*start, _code(emission, rust_name, slots), ""])


def _generator_expression(emission: FunctionEmission) -> str:
    rust_name = emission.rust_names[emission.function.identifier]
    step = f"{plain(rust_name)}_step"
    emission.write(f"start_steps(frame, {step})")
    entry, entry_constants = emission.lines, _constants(emission)
    emission.lines, emission.used_slots = [], set()
    stepped_body(emission)
    slots = len(emission.function.slots) + inner_loops(emission.function)
    return "\n".join(
        [
            f"fn {rust_name}(frame: &mut Frame) -> Outcome {{",
            *entry_constants,
            *entry,
            "}",
            "",
            f"fn {step}(frame: &Frame) -> Outcome {{",
            *_constants(emission),
            *emission.lines,
            "}",
            "",
            _code(emission, rust_name, slots),
            "",
        ]
    )


def _code(emission: FunctionEmission, rust_name: str, slots: int) -> str:
    function = emission.function
    parameters = function.parameters
    names = ", ".join(text_literal(name) for name in function.slots)
    counts = (
        f"positional_only: {len(parameters.positional_only)}, "
        f"positional: {len(parameters.positional)}, "
        f"keyword_only: {len(parameters.keyword_only)}, "
        f"star: {_boolean(parameters.star is not None)}, "
        f"double_star: {_boolean(parameters.double_star is not None)}"
    )
    documented = function.docstring is not None and function.kind not in (
        FunctionKind.CLASS_BODY,
        FunctionKind.MODULE_BODY,
    )
    docstring = "None"
    if documented and function.docstring is not None and not has_surrogates(function.docstring):
        docstring = f"Some({text_literal(function.docstring)})"
    return "\n".join(
        [
            f"static CODE_{plain(rust_name)}: Code = Code {{",
            f"    name: {text_literal(function.name)},",
            f"    qualified_name: {text_literal(function.qualified_name)},",
            f"    first_line: {function.line},",
            f"    definition_line: {function.first_line},",
            f"    flags: {function.flags},",
            f"    parameters: Parameters {{ {counts} }},",
            f"    names: &[{names}],",
            f"    slots: {slots},",
            f"    cells: {function.cell_count},",
            f"    free: {function.free_count},",
            f"    docstring: {docstring},",
            f"    kind: CodeKind::{_CODE_KINDS.get(function.kind, 'Plain')},",
            "    module: &MODULE,",
            f"    body: {rust_name},",
            "};",
        ]
    )


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _lines_noted(text: str) -> set[int]:
    """The source lines that a traceback of this function can show.

    A constant of the program that looks the same shows one line more, which does no harm.
    """
    return {int(line) for line in _NOTED_LINE.findall(text)}


def _module_static(module: Module, used_lines: set[int], rust_names: dict[str, str]) -> str:
    source = module.source_lines
    shown = [
        f"{line} {text_literal(source[line - 1].strip())[1:-1]}"
        for line in sorted(used_lines)
        if line <= len(source) and not has_surrogates(source[line - 1])
    ]
    docstring = "None"
    if module.docstring is not None and not has_surrogates(module.docstring):
        docstring = f"Some({text_literal(module.docstring)})"
    return "\n".join(
        [
            "/// The source lines that tracebacks show.",
            'static SOURCE: &str = "\\',
            *shown,
            '";',
            "",
            "/// The module as the runtime imports it.",
            "pub static MODULE: Module = Module {",
            f"    name: {text_literal(module.name)},",
            f"    file: {text_literal(module.display_path)},",
            f"    package: {_boolean(module.is_package)},",
            f"    docstring: {docstring},",
            "    globals: &GLOBALS,",
            "    body: &CODE_module_body,",
            "    source: SOURCE,",
            "};",
            "",
        ]
    )
