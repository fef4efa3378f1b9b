"""A source without what cannot matter to the program: comments, and white space at the ends of lines.

    # Rows of the table.              (an empty line)
    rows = load(  # from disk         rows = load(  # from disk
        FIRST,                            FIRST,
        SECOND,  # of two                 SECOND,
    )                                 )

Line and column of everything else stay. A comment stays on a line that the translation keeps for
tracebacks (where a statement begins), because CPython shows the line as it is written. So an edit
of a comment that nobody can see leaves the reduced source, and all that is made from it, as it was.
"""

from __future__ import annotations

import io
import tokenize
import types
import warnings
from collections.abc import Collection

from ferrotype.syntax import ParsedModule


def reduced_source(parsed: ParsedModule, shown_lines: Collection[int]) -> str:
    """The reduced text of a module; its text as it is, if anything would compile otherwise."""
    lines = parsed.source.split("\n")
    kept = frozenset(shown_lines)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(parsed.source).readline))
    except (tokenize.TokenError, SyntaxError):
        return parsed.source
    inside_strings: set[int] = set()
    comments: dict[int, int] = {}
    for token in tokens:
        if token.type == tokenize.COMMENT:
            comments[token.start[0]] = token.start[1]
        elif token.type == tokenize.STRING:
            inside_strings.update(range(token.start[0], token.end[0]))
    for number, line in enumerate(lines, 1):
        if number not in kept and number not in inside_strings:
            lines[number - 1] = line[: comments.get(number)].rstrip(" \t\f")
    reduced = "\n".join(lines).rstrip("\n") + "\n"
    return reduced if _same_program(parsed.source, reduced) else parsed.source


def _same_program(text: str, reduced: str) -> bool:
    try:
        return _same_code(_compiled(text), _compiled(reduced))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _compiled(text: str) -> types.CodeType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(text, "module.py", "exec", dont_inherit=True)


def _same_code(one: types.CodeType, other: types.CodeType) -> bool:
    """Equality that also looks at the places of instructions, which code's own leaves out."""
    if one != other or one.co_linetable != other.co_linetable:
        return False
    pairs = zip(one.co_consts, other.co_consts, strict=True)
    return all(
        _same_code(left, right)
        for left, right in pairs
        if isinstance(left, types.CodeType) and isinstance(right, types.CodeType)
    )
