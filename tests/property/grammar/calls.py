"""Signatures of all kinds and calls of them, right and wrong; decorators."""

from __future__ import annotations

from collections.abc import Mapping

from tests.property.grammar.values import even
from tests.property.templates import Table

CALLS: Table = {
    "def <new_f1>(<parameters>):\n    print(<n>, <shown_parameters>)\n    return <e>\nshow(lambda: <new_f1>(<arguments>))\nshow(lambda: <new_f1>(<arguments>))\nshow(lambda: <new_f1>(<arguments>))": 6,
    "def <new_f1>(u, v=<e>, *w, x=<e>, **y):\n    return u, v, w, x, y\nshow(lambda: <new_f1>(<arguments>))\nshow(lambda: <new_f1>(<arguments>))": 3,
    "def <new_f1>(u, v=<e>, /, w=p(<n>, 3), *, x, y=p(<n>, 4)):\n    return u, v, w, x, y\nshow(lambda: <new_f1>(<arguments>))\nshow(lambda: <new_f1>(<e>, <e>, x=<e>))\nprint(<new_f1>.__defaults__, <new_f1>.__kwdefaults__)": 3,
    "@decorator(<n>, <e>)\n@<decorators>\n@decorator(<n>, k=<e>)\ndef <new_f1>(u: p(<n>, int) = p(<n>, 1), *v: p(<n>, str), w: <e> = p(<n>, 2)) -> p(<n>, 3):\n    <first>\n    return u, v, w\nshow(lambda: <new_f1>(<arguments>))\nshow(lambda: <new_f1>.__annotations__)": 2,
    "<new_f1> = lambda <parameters>: <e>\nshow(lambda: <new_f1>(<arguments>))\nshow(lambda: <new_f1>(<arguments>))\nshow(lambda: <new_f1>(<arguments>))": 2,
    "def <new_f1>(u, v=[], w={}):\n    v.append(u)\n    w[u] = <e>\n    return v, w\nshow(lambda: <new_f1>(1))\nshow(lambda: <new_f1>(2))\nshow(lambda: <new_f1>(<e>, <e>))": 1,
    "class <new_k1>:\n    def m(self, <parameters>):\n        return <shown_parameters>\n    @classmethod\n    def c(cls, u, *v, w=<e>): return cls.__name__, u, v, w\n    @staticmethod\n    def s(u=<e>, **v): return u, v\nshow(lambda: <new_k1>().m(<arguments>))\nshow(lambda: <new_k1>.m(<arguments>))\nshow(lambda: <new_k1>.c(<arguments>))\nshow(lambda: <new_k1>().s(<arguments>))\nshow(<new_k1>, <e>)": 3,
    "def <new_f1>(<parameters>):\n    <first>\n    def inner(u=a, *v):\n        nonlocal b\n        b = <e>\n        return u, v, b, c\n    return inner, inner(<e>)\nshow(lambda: <new_f1>(<arguments>)[0](<arguments>))": 1,
    "show(lambda: <builtin_call>)\nshow(lambda: <builtin_call>)\nshow(lambda: <builtin_call>)": 3,
    "@twice\ndef <new_f1>(<parameters>):\n    print(<n>)\n    <statement>\n    return <e>\nshow(lambda: <new_f1>(<arguments>))": 1,
}

PARAMETERS = even(
    "u", "u, v", "u, v=<e>", "u=<e>, v=<e>", "u, /", "u, /, v", "u, v=<e>, /, w=<e>", "*u", "u, *v", "**u", "u, **v", "*, u",
    "*, u=<e>", "u, *, v", "u, *v, w", "u, *v, w=<e>, **x", "u=p(<n>, 1), /, v=p(<n>, 2), *w, x, y=p(<n>, 3), **z", "", "", "u, v, w",
    "*u, v, w, x", "u, v, w, x, /", "self, u", "u, *, v, w, x=<e>",
)  # fmt: skip

ARGUMENTS = even(
    "", "<e>", "<e>, <e>", "<e>, <e>, <e>", "<e>, v=<e>", "u=<e>", "u=<e>, v=<e>", "v=<e>, u=<e>", "*<iterable>", "<e>, *<iterable>",
    "*<iterable>, <e>", "**<mapping>", "<e>, **<mapping>", "<e>, x=<e>, **<mapping>", "*<iterable>, u=<e>", "*<iterable>, **<mapping>",
    "p(<n>, 1), *p(<n>, (2,)), p(<n>, 3), x=p(<n>, 4), **p(<n>, {'y': 5})", "**{'u': <e>}, v=<e>", "**{'u': 1}, **{'u': 2}", "<e>, u=<e>",
    "u=p(<n>, 1), *p(<n>, (2,))", "x=<e>, w=<e>, v=<e>", "<e>, **{'x': <e>, 'w': <e>}", "<e>, <e>, <e>, <e>, <e>, <e>",
    "*<iterable>, *<iterable>", "unknown=<e>", "<e>, unknown=<e>, other=<e>", "(i for i in <plain_iterable>)", "*<e>", "**<e>",
)  # fmt: skip

BUILTIN_CALLS = even(
    *(
        f"{name}(<arguments>)"
        for name in (
            "len print int str float list dict tuple set sorted min max sum abs round range enumerate zip map filter isinstance"
            " getattr setattr divmod pow iter next repr type object bytes slice reversed hashed chr any vars super property"
            " staticmethod ValueError KeyError OSError UnicodeDecodeError ExceptionGroup StopIteration 'abc'.split 'abc'.replace"
            " xs.sort xs.index xs.pop xs.insert d.update d.get d.pop {1,2}.union (1).to_bytes int.from_bytes 'a'.join 'a'.encode b'a'.decode"
            " dict.fromkeys str.format complex memoryview bytearray format callable issubclass hasattr input.__class__ ''.format 'x'.center"
        ).split()
    )
)

CALL_TABLES: Mapping[str, Table] = {
    "calls": CALLS,
    "parameters": PARAMETERS,
    "arguments": ARGUMENTS,
    "builtin_call": BUILTIN_CALLS,
    "shown_parameters": even("u", "shown(locals())", "sorted(locals().items(), key=repr)"),
    "decorators": even("decorator(<n>)", "twice", "p(<n>, decorator(<n>))", "(lambda f: f)", "boom(<n>)", "<e>"),
}

CALL_LEAVES = {"arguments": "leaf_arguments", "parameters": "leaf_parameters"}
LEAF_TABLES: Mapping[str, Table] = {
    "leaf_arguments": even("", "1", "2, 3", "u=1", "*xs", "**d", "1, v=2", "*t, x=3"),
    "leaf_parameters": even("", "u", "u, v=1", "*u", "u, **v", "*, u=2", "u, /"),
}
CALL_BLOCKS = frozenset({"calls"})
