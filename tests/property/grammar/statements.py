"""Simple statements, targets, loops, `try`, `with` and scopes."""

from __future__ import annotations

from collections.abc import Mapping

from tests.property.grammar.values import even
from tests.property.templates import Table

STATEMENTS: Table = {
    "<assignment>": 22,
    "print(<n>, <e>)": 8,
    "show(lambda: <e>)": 10,
    "<e>": 2,
    "try:\n    <assignment>\nexcept Exception as e:\n    report(e)": 8,
    "<jump>": 6,
    "<compound>": 24,
    "<inner_function>": 6,
    "<raising>": 3,
}

ASSIGNMENTS: Table = {
    "<variable> = <e>": 8,
    "<target> = <e>": 4,
    "<target> = <target> = <e>": 2,
    "<target>, <target> = <e>, <e>": 3,
    "<target>, <target> = <iterable>": 2,
    "<target>, *<target> = <iterable>": 2,
    "*<variable>, <target> = <iterable>": 1,
    "[<target>, (<target>, *<target>)] = <e>, <iterable>": 2,
    "<variable>, <variable> = <variable>, <variable>": 1,
    "for <target> in <plain_iterable>: pass": 1,
    "<variable> <augmented> <e>": 5,
    "<place> <augmented> <e>": 5,
    "<variable> <augmented> <sound>": 1,
    "<place>: p(<n>, int) = <e>": 1,
    "<variable>: <e> = <e>": 1,
    "(<variable>): <e>": 0.5,
    "xs[<slice>] = <iterable>": 3,
    "xs[<slice>] += <iterable>": 1,
    "del xs[<index>]": 2,
    "del <place>": 2,
    "del <place>, <place>": 1,
    "del <variable>": 0.7,
    "del (<place>, [<place>])": 0.5,
    "xs.append(<e>)": 2,
    "<method>": 4,
    "assert <e>, <e>": 1,
    "s = <text>": 1,
    "pass": 1,
}

COMPOUND: Table = {
    "if <e>:\n    <statement>": 3,
    "if <e>:\n    <statement>\nelse:\n    <statement>": 3,
    "if <e>:\n    <statement>\nelif <e>:\n    <statement>\nelse:\n    <statement>": 1,
    "<loop>": 8,
    "<try>": 14,
    "<with>": 6,
    "<match>": 4,
    "<scope>": 2,
}

LOOPS: Table = {
    "for <item_target> in <iterable>:\n    if not tick(): break\n    <statement>": 5,
    "for i in <iterable>:\n    if not tick(): break\n    <statement>\nelse:\n    <statement>": 3,
    "while tick() and <e>:\n    <statement>": 2,
    "while tick():\n    <statement>\n    if <e>: break\n    <statement>\nelse:\n    <statement>": 2,
    "while tick():\n    <try>\n    <statement>\n    break": 2,
    "for i in range(3):\n    <try>\n    print(<n>, i)": 3,
    "async for i in Counting(3):\n    if not tick(): break\n    <statement>": 6,
    "async for <target> in Counting(2):\n    <statement>\nelse:\n    <statement>": 3,
}

TRIES: Table = {
    "try:\n    <statement>\n    <raising>\nexcept <handled>:\n    <statement>": 3,
    "try:\n    <statement>\n    <raising>\nexcept <handled> as e:\n    report(e)\n    <statement>": 4,
    "try:\n    <statement>\nexcept <handled> as e:\n    <statement>\nelse:\n    <statement>\nfinally:\n    <statement>": 3,
    "try:\n    <statement>\n    <jump>\nfinally:\n    <statement>": 4,
    "try:\n    <statement>\n    <raising>\nfinally:\n    <statement>\n    <jump>": 4,
    "try:\n    <raising>\nexcept <handled>:\n    <statement>\n    <jump>\nfinally:\n    <statement>": 3,
    "try:\n    <raising>\nexcept <handled> as e:\n    <statement>\n    <reraising>": 3,
    "try:\n    try:\n        <raising>\n    finally:\n        <raising>\nexcept <handled> as e:\n    report(e)": 2,
    "try:\n    <raising>\nexcept <handled>:\n    pass\nexcept <handled> as e:\n    report(e)\nexcept:\n    print(<n>)\nelse:\n    <jump>": 2,
    "try:\n    <raising>\nexcept Exception as e:\n    del e\n    <statement>": 0.5,
    "try:\n    <raising>\nexcept Exception as e:\n    try:\n        <reraising>\n    except Exception as f:\n        report(f)\n    report(e)": 2,
    "try:\n    <group_raising>\nexcept* <handled_group> as e:\n    report(e)\n    <statement>": 3,
    "try:\n    <group_raising>\nexcept* <handled_group> as e:\n    <statement>\nexcept* <handled_group>:\n    <group_reraising>\nelse:\n    print(<n>)\nfinally:\n    <statement>": 3,
    "try:\n    try:\n        <group_raising>\n    except* <handled_group> as e:\n        <group_reraising>\nexcept Exception as e:\n    report(e)": 3,
}

RAISING: Table = {
    "raise <error>": 6,
    "raise <error> from <error>": 2,
    "raise <error> from None": 1,
    "raise <e>": 0.5,
    "raise <error> from <e>": 0.5,
    "raise": 0.5,
    "boom(<n>, <error_class>)": 3,
    "<e>": 3,
    "<assignment>": 3,
    "pass": 1,
    "if <e>: raise <error>": 2,
    "1 / 0": 1,
    "xs[99]": 1,
    "d['nothing']": 1,
    "a.nothing": 1,
    "missing": 0.5,
    "<jump>": 1,
}

RERAISING = even(
    "raise",
    "raise e",
    "raise <error> from e",
    "raise <error>",
    "raise <error> from None",
    "e.add_note(str(<e>)); raise",
    "raise type(e)(<e>)",
    "raise e.with_traceback(None)",
    "raise e from <error>",
)

GROUPS: Table = {
    "raise ExceptionGroup('<letter>', [<error>, <error>])": 3,
    "raise ExceptionGroup('<letter>', [<error>, ExceptionGroup('in', [<error>, <error>])])": 3,
    "raise <error>": 2,
    "raise BaseExceptionGroup('<letter>', [KeyboardInterrupt(1), <error>])": 1,
    "raise ExceptionGroup(<e>, <e>)": 0.3,
    "<statement>": 1,
}

WITHS: Table = {
    "with <manager> as <target>:\n    <statement>": 4,
    "with <manager> as <target>, <manager>:\n    <statement>\n    <raising>": 4,
    "with (<manager>, <manager> as <variable>):\n    <statement>": 2,
    "with <manager>:\n    <raising>": 4,
    "with <manager>:\n    <statement>\n    <jump>": 4,
    "with Manager(<n>) as (a, b):\n    <statement>": 1,
    "with <e> as <variable>:\n    <statement>": 0.5,
    "async with <async_manager> as <target>:\n    <statement>\n    <raising>": 6,
    "async with <async_manager>, <async_manager> as a:\n    <statement>\n    <jump>": 6,
}

SCOPES: Table = {
    "class <new_k>:\n    <class_line>\n    <statement>": 2,
    "class <new_k>:\n    a = <e>\n    <variable> = [<variable> for i in <iterable>]\n    f = lambda: <variable>": 2,
    "nonlocal <variable>\n<assignment>": 3,
    "global a, b\n<assignment>": 1,
    "def inner():\n    nonlocal <variable>, <variable>\n    <assignment>\n    return <e>\nshow(inner)\nprint(<n>, <variable>)": 3,
    "def inner():\n    global <variable>\n    <assignment>\n    <statement>\nshow(inner)\nprint(<n>, <variable>)": 1,
    "calls = [lambda i=i: (i, <variable>) for i in <plain_iterable>]\nprint([call() for call in calls])": 1,
    "calls = []\nfor i in <plain_iterable>:\n    def inner(): return i, <variable>\n    calls.append(inner)\nprint([call() for call in calls])": 2,
}

INNER: Table = {
    "def <new_f1>(<parameters>):\n    <first>\n    <statement>\n    <jump>\nshow(<new_f1>, <e>)": 2,
    "def <new_f1>(<parameters>):\n    <first>\n    <statement>\n    return <e>\nshow(lambda: <new_f1>(<arguments>))": 4,
    "@decorator(<n>, <e>)\n@<decorators>\ndef <new_f1>(<parameters>):\n    <first>\n    return <e>\nshow(lambda: <new_f1>(<arguments>))": 1,
}

STATEMENT_TABLES: Mapping[str, Table] = {
    "statement": STATEMENTS,
    "assignment": ASSIGNMENTS,
    "compound": COMPOUND,
    "loop": LOOPS,
    "try": TRIES,
    "raising": RAISING,
    "reraising": RERAISING,
    "group_raising": GROUPS,
    "group_reraising": even("raise", "raise e", "raise <error>", "raise ValueError(1) from e", "pass", "<assignment>", "print(<n>, e.exceptions)"),
    "with": WITHS,
    "scope": SCOPES,
    "inner_function": INNER,
    "simple": {"<assignment>": 3, "print(<n>, <atom>)": 2, "<jump>": 1},
    "jump": {"pass": 0.5, "break": 3, "continue": 3, "return <e>": 3, "return": 1, "if <e>: break": 2, "if <e>: continue": 2, "if <e>: return <e>": 2, "yield <e>": 5, "<variable> = yield <e>": 5, "yield from <iterable>": 2, "<variable> = yield from <iterable>": 2, "<variable> = await Pause(<e>)": 4},
    "first": {
        "a, b, c, s, t, xs, d = fresh()": 6,
        "a, b, c, s, t, xs, d = fresh()\no = Point()": 4,
        "a = b = c = <e>": 2,
        "nonlocal a, b": 1,
        "nonlocal c, xs": 1,
        "global a, c": 0.5,
        "pass": 1,
    },
    "item_target": even("i", "i", "a", "<target>", "i, j", "i, *b", "(i), [j]"),
    "target": {"<variable>": 5, "<place>": 4, "(<variable>)": 0.3},
    "place": even("xs[<index>]", "d[<key>]", "o.<attribute>", "o.x", "p(<n>, xs)[p(<n>, 0)]", "p(<n>, o).y", "p(<n>, d)[p(<n>, <key>)]", "p(<n>, xs)[p(<n>, 0):p(<n>, 2)]", "Items(1, 2)[<index>]", "d['k']", "o.x", "t[0]", "xs[1:][0]"),
    "augmented": even(*"+= += += -= //= %= |= &= ^= @=".split()),
    "error": even("ValueError(<e>)", "KeyError(<e>)", "<error_class>", "<error_class>()", "TypeError(<n>)", "ValueError(<n>, <e>)", "OSError(2, 'text')", "StopIteration(<e>)", "IndexError(<n>)", "Exception(<n>)"),
    "handled": even("ValueError", "Exception", "(TypeError, KeyError)", "p(<n>, ValueError)", "LookupError", "BaseException", "(p(<n>, KeyError), p(<n>, TypeError))", "Exception", "boom(<n>)", "()", "ZeroDivisionError", "<e>"),
    "handled_group": even("ValueError", "Exception", "(TypeError, KeyError)", "p(<n>, ValueError)", "LookupError", "OSError", "BaseException", "(ValueError, p(<n>, OSError))", "ExceptionGroup", "TypeError"),
    "manager": even("Manager(<n>)", "Manager(<n>, ValueError)", "Manager(<n>, Exception)", "p(<n>, Manager)(<n>)", "Manager(boom(<n>))", "Manager(<e>, (KeyError, TypeError))"),
    "async_manager": even("AsyncManager(<n>)", "AsyncManager(<n>, Exception)", "AsyncManager(<n>, ValueError)", "Manager(<n>)"),
}  # fmt: skip

STATEMENT_LEAVES = {
    "statement": "simple",
    "compound": "simple",
    "loop": "simple",
    "try": "simple",
    "with": "simple",
    "match": "simple",
    "scope": "simple",
    "inner_function": "simple",
    "group_raising": "simple",
}

BLOCKS = frozenset(
    {*STATEMENT_LEAVES, "assignment", "raising", "reraising", "group_reraising", "jump", "first", "simple", "class_line"}
)
