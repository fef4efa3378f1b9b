"""Parsing with CPython's own parser: what it refuses, Ferrotype refuses with its words."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Mapping

from ferrotype.diagnostics import Diagnostics, Span, codes
from ferrotype.parse.code_facts import code_facts
from ferrotype.syntax import ParsedModule


def parse_module(
    name: str,
    display_path: str,
    is_package: bool,
    source: bytes,
    diagnostics: Diagnostics,
) -> ParsedModule | None:
    """Parse a module; on bad input report a diagnostic and return None."""
    text = _decode(source, display_path, diagnostics)
    if text is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, display_path)
            # The symbol table and the code generator refuse what the grammar lets pass.
            code = compile(text, display_path, "exec", dont_inherit=True)
    except SyntaxError as error:
        span = Span(display_path, error.lineno or 1, error.offset or 1)
        diagnostics.report(codes.SYNTAX_ERROR, span, message=error.msg)
        return None
    except ValueError as error:
        diagnostics.report(codes.SYNTAX_ERROR, Span(display_path, 1, 1), message=str(error))
        return None
    return ParsedModule(
        name=name,
        display_path=display_path,
        is_package=is_package,
        source=text,
        tree=tree,
        comments=_comments(text),
        future_annotations=_future_annotations(tree),
        facts=code_facts(code),
    )


def _decode(source: bytes, display_path: str, diagnostics: Diagnostics) -> str | None:
    span = Span(display_path, 1, 1)
    if b"\0" in source:
        line = source[: source.index(b"\0")].count(b"\n") + 1
        diagnostics.report(codes.NULL_BYTE, Span(display_path, line, 1))
        return None
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding)
    except (SyntaxError, LookupError, UnicodeDecodeError) as error:
        diagnostics.report(codes.ENCODING, span, message=str(error))
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _comments(text: str) -> Mapping[int, str]:
    """Comments that stand alone on their line, by line number."""
    comments: dict[int, str] = {}
    lines = text.split("\n")
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            line, column = token.start
            if token.type == tokenize.COMMENT and not lines[line - 1][:column].strip():
                comments[line] = token.string[1:]
    except (tokenize.TokenError, IndentationError, IndexError):
        return {}
    return comments


def _future_annotations(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "annotations" for alias in node.names)
        for node in tree.body
    )
