"""`match` statements with every kind of pattern."""

from __future__ import annotations

from collections.abc import Mapping

from tests.property.grammar.values import even
from tests.property.templates import Table

MATCHES: Table = {
    "match <subject>:\n    case <pattern>:\n        print(<n>, <variable>)\n    case <pattern>:\n        print(<n>)\n    case <last_pattern>:\n        <statement>": 4,
    "match <subject>:\n    case <pattern> if <e>:\n        <statement>\n    case <pattern>:\n        <jump>\n    case _:\n        print(<n>)": 3,
    "match <e>:\n    case <pattern>:\n        <statement>": 2,
    "match <subject>:\n    case <pattern> if p(<n>, 0):\n        pass\n    case <pattern>:\n        print(<n>, a, b, c)": 2,
    "match <e>, <e>:\n    case <pattern>, <pattern>:\n        print(<n>, a, b)\n    case a, _:\n        print(<n>)": 2,
    "for <variable> in SUBJECTS:\n    match <variable>:\n        case <pattern>:\n            print(<n>, b, c)\n        case <pattern> if p(<n>, a):\n            print(<n>, a)\n        case <pattern>:\n            print(<n>)": 3,
}

PATTERNS: Table = {
    "<literal_pattern>": 6,
    "<capture>": 3,
    "_": 1,
    "<pattern> | <pattern>": 2,
    "<literal_pattern> | <literal_pattern>": 2,
    "(<pattern>) as c": 1,
    "[<pattern>, <pattern>]": 3,
    "(<pattern>, *_)": 2,
    "[*_, <pattern>]": 1,
    "[<pattern>, *c, <pattern>]": 2,
    "[]": 1,
    "[*c]": 1,
    "(<pattern>,)": 1,
    "{'k': <pattern>}": 2,
    "{'k': <pattern>, **c}": 1,
    "{8: <pattern>, 'k': <pattern>}": 1,
    "{}": 0.5,
    "{int.real: <pattern>}": 0.2,
    "int()": 2,
    "str(<capture>)": 2,
    "int(<capture>) | float(<capture>)": 1,
    "float()": 1,
    "list()": 1,
    "tuple([<pattern>, _])": 1,
    "dict()": 0.5,
    "bool(c)": 1,
    "Point(<pattern>, <pattern>)": 2,
    "Point(x=<pattern>)": 2,
    "Point(<pattern>, y=<pattern>)": 1,
    "Point(x=<pattern>, z=<pattern>)": 0.5,
    "Point(_, _, _)": 0.3,
    "Point(<pattern>, x=_)": 0.3,
    "int(_, _)": 0.2,
    "o.x": 0.5,
    "o.nothing": 0.2,
    "o(x=1)": 0.1,
    "Point.__match_args__": 0.3,
}

MATCH_TABLES: Mapping[str, Table] = {
    "match": MATCHES,
    "pattern": PATTERNS,
    "last_pattern": even("_", "a", "[a, *b]", "str() | bytes() as a", "{**c}"),
    "literal_pattern": even("1", "2", "-1", "'q'", "'x'", "None", "True", "False", "2.5", "0", "b'ab'", "1 + 2j", "-0.0", "''", "'k'"),
    "capture": even("a", "b", "c", "_"),
    "subject": even("<e>", "xs", "d", "t", "s", "p(<n>, o)", "o", "[<e>, <e>]", "(<e>, [<e>, <e>], <e>)", "{'k': <e>, 8: <e>}", "Point(<e>, <e>)", "a", "Items(1)", "range(3)", "(xs, d)"),
}  # fmt: skip

MATCH_LEAVES = {"pattern": "literal_pattern"}
