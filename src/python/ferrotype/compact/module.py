"""A module in the compact form: its functions' instructions with what they share, as one block of data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ferrotype.compact.assembly import FunctionAssembly
from ferrotype.compact.statements import block
from ferrotype.compact.steps import stepped_body
from ferrotype.compact.tables import ModuleTables, listed, number, signed
from ferrotype.emit.literals import bytes_literal, has_surrogates, text_literal
from ferrotype.emit.module import texts_module
from ferrotype.ir.program import FunctionKind, Module
from ferrotype.ir.shapes import inner_loops

_KINDS = {
    FunctionKind.GENERATOR: 1,
    FunctionKind.COROUTINE: 2,
    FunctionKind.ASYNC_GENERATOR: 3,
}
_STEPS = 4
"""A generator expression, which begins anew for each item."""


@dataclass(frozen=True, slots=True)
class CompactModule:
    """The Rust of a module that is data, below its header; ``texts`` are those that the link must see."""

    module: Module
    content: bytes
    texts: tuple[str, ...]
    shown_lines: frozenset[int]
    """The source lines that a traceback can show."""

    def with_header(self, origin: str) -> str:
        """The whole file; ``origin`` says which bytes it was translated from."""
        own = self.module
        package = "true" if own.is_package else "false"
        shown = ", ".join(text_literal(text) for text in self.texts)
        body = own.functions[-1]
        texts = ".texts(|| register_texts(texts::TEXTS), run_text)" if own.texts else ""
        slots = len(body.slots) + body.keeps_locals
        return "\n".join(
            [
                f"//! Translated from `{own.display_path}` to the compact form,",
                f"//! {origin}.",
                "",
                "use ferrotype_runtime::prelude::*;",
                "",
                "/// What the link looks for in a module's constants; nothing refers to it.",
                f"pub static TEXTS: &[&str] = &[{shown}];",
                "",
                f"static CONTENT: [u8; {len(self.content)}] = *{bytes_literal(self.content)};",
                "",
                f"static COMPACT: Compact = Compact::new(&MODULE, &CONTENT){texts};",
                "",
                f"static BODY: Code = Compact::body(&MODULE, {body.line}, {body.flags}, {slots});",
                "",
                "/// The module as the runtime imports it.",
                "pub static MODULE: Module = Module {",
                f"    name: {text_literal(own.name)},",
                f"    file: {text_literal(own.display_path)},",
                f"    package: {package},",
                "    docstring: None,",
                "    globals: &COMPACT,",
                "    body: &BODY,",
                '    source: "",',
                "};",
                "",
                *([texts_module(own)] if own.texts else []),
            ]
        )


def compact_module(module: Module) -> CompactModule:
    """The compact form of a module; equal modules give equal bytes."""
    tables = ModuleTables()
    codes = {function.identifier: place for place, function in enumerate(module.functions)}
    shown_lines: set[int] = set()
    encoded = []
    for function in module.functions:
        assembly = FunctionAssembly(module, function, tables, codes)
        _write(assembly)
        shown_lines |= assembly.shown_lines
        encoded.append(_code(assembly))
    content = tables.encoded(
        [
            listed(number(tables.text(name)) for name in module.globals),
            _optional_text(tables, module.docstring),
            listed(encoded),
            _source(module, shown_lines),
        ]
    )
    return CompactModule(module, content, tuple(_seen_by_the_link(tables.texts)), frozenset(shown_lines))


def _seen_by_the_link(texts: Iterable[str]) -> Iterable[str]:
    """Texts that say which gates a program needs open (``toolchain/gates.py``)."""
    for text in texts:
        if text.isidentifier() or not text.isascii() or "{" in text:
            yield text


def _write(assembly: FunctionAssembly) -> None:
    function = assembly.function
    for cell, parameter in function.captured:
        assembly.write("MakeCell", cell, 0 if parameter is None else parameter + 1)
    if function.is_generator_expression:
        # The cells are made once, where the generator starts; the body is run for each item.
        assembly.write("StartSteps")
        assembly.entry = sum(len(part) for part in assembly.parts if isinstance(part, bytes))
        stepped_body(assembly)
    elif block(assembly, function.body):
        assembly.write("None", pushes=1)
        assembly.write("Return", pops=1)


def _code(assembly: FunctionAssembly) -> bytes:
    function = assembly.function
    parameters = function.parameters
    slots = len(function.slots) + function.keeps_locals
    kind = _KINDS.get(function.kind, 0)
    if function.is_generator_expression:
        slots = len(function.slots) + inner_loops(function)
        kind = _STEPS
    docstring = function.docstring
    if function.kind in (FunctionKind.CLASS_BODY, FunctionKind.MODULE_BODY):
        docstring = None
    tables = assembly.tables
    instructions = assembly.assembled()
    return b"".join(
        [
            number(tables.text(function.name)),
            number(tables.text(function.qualified_name)),
            number(function.line),
            signed(function.first_line - function.line),
            number(function.flags),
            number(len(parameters.positional_only)),
            number(len(parameters.positional)),
            number(len(parameters.keyword_only)),
            number((parameters.star is not None) + 2 * (parameters.double_star is not None)),
            listed(number(tables.text(name)) for name in function.slots),
            number(slots),
            number(function.cell_count),
            number(function.free_count),
            _optional_text(tables, docstring),
            number(kind),
            number(assembly.entry),
            number(len(instructions)),
            instructions,
        ]
    )


def _optional_text(tables: ModuleTables, text: str | None) -> bytes:
    if text is None or has_surrogates(text):
        return number(0)
    return number(tables.text(text) + 1)


def _source(module: Module, shown_lines: set[int]) -> bytes:
    """The lines that tracebacks show, each with its distance from the one before, where that is not one."""
    source = module.source_lines
    shown, last = [], 0
    for line in sorted(shown_lines):
        if line <= len(source) and not has_surrogates(source[line - 1]):
            distance = "" if line == last + 1 else f"+{line - last}"
            shown.append(f"{distance} {source[line - 1].strip()}\n")
            last = line
    text = "".join(shown).encode()
    return number(len(text)) + text
