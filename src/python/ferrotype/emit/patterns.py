"""Regular expressions, compiled at build time by CPython's own compiler."""

from __future__ import annotations

import importlib

from ferrotype.emit.literals import constant, text_literal


def pattern_literal(source: str | bytes, flags: int) -> str:
    """A ``Value`` of the compiled pattern: opcodes as ``_sre`` reads them.

    Raises ``re.error`` where CPython would at run time.
    """
    # Private to CPython, and the same in every 3.11: the opcodes are versioned by ``re.MAGIC``.
    parsed = importlib.import_module("re._parser").parse(source, flags)
    code = importlib.import_module("re._compiler")._code(parsed, flags)
    groups = ", ".join(
        f"({text_literal(name)}, {number})"
        for name, number in sorted(parsed.state.groupdict.items(), key=lambda item: item[1])
    )
    shown = constant(source)
    words = ", ".join(str(int(word)) for word in code)
    final_flags = flags | parsed.state.flags
    return f"pattern!({shown}, {final_flags}, {parsed.state.groups - 1}, &[{groups}], &[{words}])"
