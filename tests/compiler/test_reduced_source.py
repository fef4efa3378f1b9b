"""What `translate --reduced` makes of a source: what cannot matter is gone, all else is as it was."""

from __future__ import annotations

import ast
import hashlib
import io
import sysconfig
import tokenize
from pathlib import Path

import pytest

from ferrotype.analysis import ModuleSource
from ferrotype.diagnostics import Diagnostics
from ferrotype.driver import (
    TranslationRequest,
    TranslationResult,
    translate,
)
from ferrotype.parse import parse_module, reduced_source

LIBRARY = Path(sysconfig.get_path("stdlib"))
MODULES = sorted(path.name for path in LIBRARY.glob("*.py"))

SOURCE = '''\
# What this is.
"""A module.

>>> half(4)  # in a docstring
2
"""
limit = 1  # may be shown
values = [
    1,
    2,  # seen by nobody
]
text = """
# no comment   
"""   # behind a text
long = (limit +   # the first half
        2)


def half(value):
    # Rounded down.
    return value // 2  # may raise
'''
REDUCED = '''\

"""A module.

>>> half(4)  # in a docstring
2
"""
limit = 1  # may be shown
values = [
    1,
    2,
]
text = """
# no comment   
"""
long = (limit +   # the first half
        2)


def half(value):

    return value // 2  # may raise
'''


def reduced(source: str | bytes) -> TranslationResult:
    content = source if isinstance(source, bytes) else source.encode()
    module = ModuleSource("case", "case.py", False, content)
    return translate(TranslationRequest(module, {}, for_readers=False))


def test_comments_go_where_no_traceback_shows_them() -> None:
    assert reduced(SOURCE).reduced == REDUCED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# What this is.", "# Another word, longer."),
        ("# seen by nobody", "#"),
        ("# seen by nobody", ""),
        ("   # behind a text", ""),
        ("    # Rounded down.\n", "        # Up?  \n"),
        ("may raise\n", "may raise\n\n\n# The end.\n"),
    ],
)
def test_an_edit_of_an_unseen_comment_changes_nothing(old: str, new: str) -> None:
    before, after = reduced(SOURCE), reduced(SOURCE.replace(old, new))
    assert (after.rust, after.reduced) == (before.rust, before.reduced)
    assert after.report.source_digest != before.report.source_digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# may raise", "# raises"),
        ("# in a docstring", "# of a docstring"),
        ("# no comment", "# no remark"),
        ("# Rounded down.", "# Rounded\n    # down."),
        ("limit = 1", "limit  = 1"),
        ("# may be shown", "# is shown"),
    ],
)
def test_what_can_be_seen_changes_both(old: str, new: str) -> None:
    before, after = reduced(SOURCE), reduced(SOURCE.replace(old, new))
    assert after.rust != before.rust
    assert after.reduced != before.reduced


def test_the_rust_names_the_digest_of_what_it_was_made_from() -> None:
    result = reduced(SOURCE)
    digest = hashlib.sha256(result.reduced.encode()).hexdigest()
    assert f"//! reduced source sha256 {digest}." in result.rust
    module = ModuleSource("case", "case.py", False, SOURCE.encode())
    readable = translate(TranslationRequest(module, {}))
    assert f"//! sha256 {hashlib.sha256(SOURCE.encode()).hexdigest()}." in readable.rust
    assert "// Rounded down." in readable.rust
    assert "Rounded" not in result.rust


def test_another_encoding_becomes_utf_8() -> None:
    source = "# coding: latin-1\nname = 'é'\n".encode("latin-1")
    assert reduced(source).reduced == "\nname = 'é'\n"


def test_a_line_is_what_cpython_counts_as_one() -> None:
    source = "a = 1\n\f\nb = '\x0b\u2028'\nraise ValueError(a)\n"
    assert "\n4 raise ValueError(a)\n" in reduced(source).rust


@pytest.mark.parametrize("name", MODULES)
def test_the_library_compiles_to_the_same_program(name: str) -> None:
    parsed = parse_module(name[:-3], name, False, (LIBRARY / name).read_bytes(), Diagnostics())
    assert parsed is not None
    text = reduced_source(parsed, ())
    assert dumped(text) == dumped(parsed.source)
    assert not any(token.type == tokenize.COMMENT for token in tokens(text))


def dumped(text: str) -> str:
    return ast.dump(ast.parse(text), include_attributes=True)


def tokens(text: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(text).readline))
