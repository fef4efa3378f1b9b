"""Rows of the texts that a module may run: what becomes of each in each mode."""

from __future__ import annotations

from ferrotype.emit.literals import has_surrogates, text_literal
from ferrotype.ir.program import Module, TextBody
from ferrotype.syntax.texts import Failure, TextMode

TEXTS_HEAD = """    use ferrotype_runtime::prelude::*;
    use ferrotype_runtime::texts::TEXT_MODULE as MODULE;
    use ferrotype_runtime::texts::{SyntaxFailure, TextBody, TextGlobals, TextMode, TextRow, TextWarning};
"""


def text_bodies(module: Module) -> list[TextBody]:
    """The texts that run, each once, in order."""
    found = {
        outcome.number: outcome
        for text in module.texts
        for outcome in text.outcomes.values()
        if isinstance(outcome, TextBody)
    }
    return [found[number] for number in sorted(found)]


def text_rows(module: Module, started: dict[int, str]) -> str:
    """The statics that the runtime searches; ``started`` are the Rust functions of the bodies."""
    lines: list[str] = []
    failures: dict[Failure, int] = {}
    for body in text_bodies(module):
        lines += _body(body, started[body.number])
    rows = []
    for text in module.texts:
        modes = []
        for mode in TextMode:
            outcome = text.outcomes.get(mode)
            if isinstance(outcome, TextBody):
                modes.append(f"TextMode::Runs(&BODY_{outcome.number})")
            elif outcome is None or _cannot_be_written(outcome):
                modes.append("TextMode::Unknown")
            else:
                number = failures.setdefault(outcome, len(failures))
                modes.append(f"TextMode::Fails(&FAILURES[{number}])")
        rows.append(f"TextRow {{ text: {text_literal(text.content)}, modes: [{', '.join(modes)}] }},")
    lines.append(f"static FAILURES: [SyntaxFailure; {len(failures)}] = [")
    lines += [_failure(failure) for failure in failures]
    lines += ["];", "", "pub static TEXTS: &[TextRow] = &[", *rows, "];"]
    return "\n".join(f"    {line}" for line in lines)


def _cannot_be_written(failure: Failure) -> bool:
    return has_surrogates(failure.message) or has_surrogates(failure.place[2] or "")


def _body(body: TextBody, rust_name: str) -> list[str]:
    warnings = ", ".join(
        f"TextWarning {{ class: {text_literal(own.class_name)}, "
        f"message: {text_literal(own.message)}, line: {own.line} }}"
        for own in body.warnings
    )
    quoted = {
        "understood": ", ".join(text_literal(name) for name in body.understood),
        "imports": ", ".join(text_literal(name) for name in body.imports),
    }
    plain = rust_name.removeprefix("r#")
    return [
        f"static BODY_{body.number}: TextBody = TextBody {{",
        f"    code: &CODE_{plain},",
        f"    is_expression: {_boolean(body.is_expression)},",
        f"    names_nothing: {_boolean(body.names_nothing)},",
        f"    annotates: {_boolean(body.annotates)},",
        f"    understood: &[{quoted['understood']}],",
        f"    imports: &[{quoted['imports']}],",
        f"    warnings: &[{warnings}],",
        "};",
    ]


def _failure(failure: Failure) -> str:
    line, offset, text, end_line, end_offset = failure.place
    return (
        "    SyntaxFailure { "
        f"class: {text_literal(failure.class_name)}, message: {text_literal(failure.message)}, "
        f"line: {_option(line)}, offset: {_option(offset)}, "
        f"text: {'None' if text is None else f'Some({text_literal(text)})'}, "
        f"end_line: {_option(end_line)}, end_offset: {_option(end_offset)}, "
        f"in_arguments: {_boolean(failure.in_arguments)}, "
        f"names_file: {_boolean(failure.names_file)} }},"
    )


def _option(number: int | None) -> str:
    return "None" if number is None else f"Some({number})"


def _boolean(value: bool) -> str:
    return "true" if value else "false"
