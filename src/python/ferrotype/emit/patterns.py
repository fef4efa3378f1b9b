"""Regular expressions, compiled at build time by CPython's own compiler."""

from __future__ import annotations

from re import _compiler, _parser

from ferrotype.emit.literals import bytes_literal, constant, text_literal


def pattern_literal(source: str | bytes, flags: int) -> str:
    """A ``Value`` of the compiled pattern: opcodes as ``_sre`` reads them.

    Raises ``re.error`` where CPython would at run time.
    """
    parsed = _parser.parse(source, flags)
    code = _compiler._code(parsed, flags)
    groups = ", ".join(
        f"({text_literal(name)}, {number})"
        for name, number in sorted(parsed.state.groupdict.items(), key=lambda item: item[1])
    )
    text = source if isinstance(source, str) else None
    shown = constant(source) if text is not None else f"bytes!({bytes_literal(bytes(source))})"
    words = ", ".join(str(word) for word in code)
    final_flags = flags | parsed.state.flags
    return (
        f"pattern!({shown}, {final_flags}, {parsed.state.groups - 1}, "
        f"&[{groups}], &[{words}])"
    )
