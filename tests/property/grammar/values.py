"""Expressions."""

from __future__ import annotations

from collections.abc import Mapping

from tests.property.templates import Table


def even(*rows: str) -> Table:
    """Rows that are drawn equally often."""
    return dict.fromkeys(rows, 1)


EXPRESSIONS: Table = {
    "<atom>": 16,
    "p(<n>, <atom>)": 16,
    "p(<n>, <e>)": 4,
    "<n_e>": 14,
    "(<e> <binary> <e>)": 3,
    "(<e> * <small>)": 1,
    "(<e> <compared> <e>)": 1,
    "(<e> <equal> <e>)": 2,
    "(<e> <compared> <e> <compared> <e>)": 0.5,
    "(<e> and <e>)": 2,
    "(<e> or <e>)": 2,
    "(not <e>)": 1,
    "(<unary><e>)": 0.3,
    "(<e> if <e> else <e>)": 3,
    "<container>[<index>]": 4,
    "<display>": 4,
    "(<variable> := <e>)": 2,
    "<comprehension>": 4,
    "<formatted>": 3,
    "(lambda <parameters>: <e>)(<arguments>)": 2,
    "(lambda *<new_l>: <e>)(<e>)": 0.5,
    "<callee>(<arguments>)": 1.5,
    "<method>": 4,
    "<builtin>": 4,
    "boom(<n>, <error_class>)": 0.5,
    "o.<attribute>": 0.5,
    "<loud>": 2,
    "(yield)": 2,
    "(yield <e>)": 4,
    "(yield from <iterable>)": 2,
    "(await Pause(<e>))": 4,
}

NUMBERS: Table = {
    "<n_atom>": 8,
    "p(<n>, <n_atom>)": 6,
    "(<n_e> <n_binary> <n_e>)": 5,
    "(<n_e> ** <small>)": 1,
    "(-<n_e>)": 1,
    "(<n_e> <order> <n_e>)": 2,
    "(<n_e> <order> <n_e> <order> <n_e>)": 1,
    "(<n_e> if <e> else <n_e>)": 1,
    "(<n_e> and <n_e>)": 1,
    "len(<container>)": 1,
    "int(<n_e>)": 0.5,
    "round(<n_e>, <small>)": 0.3,
    "sum(i for i in range(<small>))": 0.3,
    "(a := <n_e>)": 1,
    "xs[<n_index>]": 1,
    "max(<n_e>, <n_e>)": 0.5,
    "(not <e>)": 0.5,
    "divmod(<n_e>, 3)[0]": 0.2,
}

LOUD: Table = {
    "(<sound> <loud_binary> <e>)": 3,
    "(<e> <loud_binary> <sound>)": 3,
    "(<sound> <loud_binary> <sound>)": 3,
    "(<sound> <compared> <e>)": 1,
    "(<e> <compared> <sound>)": 1,
    "(<sound> <order> <e> <order> <sound>)": 1,
    "(<unary><sound>)": 0.5,
    "(<e> in <sound>)": 0.5,
    "(<sound> in <display>)": 0.5,
    "<sound>[<index>]": 1,
    "<sound>(<arguments>)": 1,
    "[*<sound>, *<sound>]": 0.5,
    "xs[<sound>]": 0.5,
    'f"{<sound>:<spec>}{<sound>!r}"': 0.5,
    "(<sound> if <sound> else <sound>)": 0.5,
    "(<sound> and <sound> or <sound>)": 0.5,
    "sorted([<sound>, <sound>, <sound>])": 0.3,
    "<loud_function>(<sound>)": 1,
    "<loud_function>(<sound>, <e>)": 1,
    "<loud_function>(<e>, <sound>)": 1,
}

DISPLAYS: Table = {
    "[<e>, <e>]": 2,
    "(<e>, <e>)": 2,
    "(<e>,)": 1,
    "[<e>, *<iterable>]": 2,
    "(*<iterable>, <e>)": 1,
    "{<hashable>, <hashable>, *<plain_iterable>}": 1,
    "{<key>: <e>, <key>: <e>}": 2,
    "{p(<n>, <key>): p(<n>, <atom>), p(<n>, <key>): p(<n>, <atom>)}": 1,
    "{**<mapping>, <key>: <e>}": 1,
    "{<key>: <e>, **<mapping>, **<mapping>}": 1,
    "[]": 1,
    "{}": 1,
}

COMPREHENSIONS: Table = {
    "[<e> for <item> in <iterable>]": 4,
    "[<e> for <item> in <iterable> if <e>]": 3,
    "[<e> for i in <iterable> for j in <iterable>]": 2,
    "[<e> for i in <iterable> for j in (i, <e>) if j]": 1,
    "[[<e> for j in <iterable>] for i in <iterable>]": 1,
    "[(lambda: (i, <e>))() for i in <iterable>]": 1,
    "[f() for f in [lambda: i for i in <iterable>]]": 1,
    "[(x := <e>, i) for i in <iterable>]": 1,
    "{<hashable> for <item> in <iterable>}": 1,
    "{i: <e> for i in <plain_iterable>}": 2,
    "{p(<n>, <key>): <e> for <item> in <iterable>}": 1,
    "{i: j for i, j in <pairs>}": 1,
    "list(<e> for <item> in <iterable>)": 2,
    "list(<e> for i in <iterable> for j in <iterable> if <e>)": 1,
    "sum(i for i in <plain_iterable>)": 1,
    "any(<e> for <item> in <iterable>)": 1,
    "dict((i, <e>) for i in <plain_iterable>)": 1,
    "[*(<e> for i in <iterable>), <e>]": 1,
    "max((i for i in <plain_iterable>), default=<e>)": 0.5,
    "next((<e> for i in <iterable> if <e>), <e>)": 0.5,
    "[await Pause(<e>) for i in <plain_iterable>]": 2,
}

ITERABLES: Table = {
    "<plain_iterable>": 10,
    "<container>": 6,
    "p(<n>, <plain_iterable>)": 4,
    "<display>": 2,
    "<comprehension>": 1,
    "<e>": 1,
    "zip(<iterable>, <iterable>)": 1,
    "enumerate(<iterable>, <small>)": 1,
    "map(<function>, <iterable>)": 1,
    "reversed(<container>)": 1,
    "(<e> for i in <plain_iterable>)": 1,
    "iter(<container>)": 1,
    "Items(<e>, <e>)": 1,
    "<sound>": 0.5,
}

METHODS: Table = {
    "s.<str_method>": 6,
    "<text>.<str_method>": 4,
    "xs.<list_method>": 4,
    "d.<dict_method>": 4,
    "<bytes_value>.<bytes_method>": 2,
    "<set_value>.<set_method>": 2,
    "t.<tuple_method>": 1,
    "<number>.<number_method>": 1,
}

STR_METHODS = even(
    *"upper() title() split() split(<text>) rsplit(<text>,<small>) partition(<text>) find(<text>) rfind(<text>,<small>)"
    " index(<text>) count(<text>,<index>,<index>) replace(<text>,<text>) replace(<text>,<text>,<index>) strip(<text>)"
    " startswith(<text>) startswith((<text>,<text>),<index>) endswith(<e>) center(<width>) center(<width>,<text>) ljust(<width>,'*')"
    " zfill(<width>) join(<iterable>) encode() isdigit() isalpha() isidentifier() casefold() expandtabs(<small>)"
    " removeprefix(<text>) splitlines(<e>) translate({97:<e>,98:<e>}) format(<e>,<e>) format_map(d)"
    " maketrans(<text>,<text>) swapcase() encode(<encoding>) isupper() istitle() rstrip(<e>) __mod__(<e>)".split()
)

LIST_METHODS = even(
    *"append(<e>) extend(<iterable>) insert(<index>,<e>) pop() pop(<index>) remove(<e>) index(<e>) index(<e>,<index>) count(<e>)"
    " reverse() sort() sort(reverse=<e>) sort(key=<function>) copy() clear() __setitem__(<index>,<e>) __iadd__(<iterable>)"
    " __contains__(<e>) __getitem__(<slice_object>) append() pop(<e>,<e>) sort(<e>) insert(<e>)".split()
)

DICT_METHODS = even(
    *"get(<key>) get(<key>,<e>) pop(<key>) pop(<key>,<e>) popitem() setdefault(<key>,<e>) update(<mapping>) update(z=<e>)"
    " update(<pairs>) keys() values() items() copy() fromkeys(<plain_iterable>,<e>) __or__(<mapping>) __contains__(<key>)"
    " items().__len__() keys().__and__(<plain_iterable>) get() pop() update(<e>) setdefault() keys().isdisjoint(<iterable>)".split()
)

BYTES_METHODS = even(
    *"decode() hex() hex('-') upper() find(<bytes_value>) split(<bytes_value>) replace(b'a',<bytes_value>) join([<bytes_value>,b'-'])"
    " startswith(<e>) count(<small>) strip() center(<width>) partition(<bytes_value>) __getitem__(<index>) index(<e>)"
    " translate(None,b'a') decode(<encoding>) zfill(<width>) find(<e>) removesuffix(<bytes_value>)".split()
)

SET_METHODS = even(
    *"union(<plain_iterable>) intersection(<iterable>) difference(<plain_iterable>,<iterable>) symmetric_difference(<plain_iterable>)"
    " issubset(<iterable>) issuperset(<iterable>) isdisjoint(<iterable>) copy() __contains__(<e>) __le__(<set_value>)"
    " __sub__(<set_value>) add(<hashable>) discard(<e>) remove(<hashable>) update(<plain_iterable>) pop()".split()
)

BUILTINS = even(
    *"len(<e>) str(<e>) repr(<e>) int(<e>) float(<e>) bool(<e>) list(<iterable>) tuple(<iterable>) sorted(<iterable>) abs(<e>) min(<e>,<e>)"
    " max(<iterable>) sum(<iterable>) round(<number>,<index>) divmod(<number>,<number>) isinstance(<e>,<class>) type(<e>) hashed(<e>)"
    " callable(<e>) getattr(<e>,'real',<e>) hasattr(<e>,'x') any(<iterable>) all(<iterable>) chr(<small>) ord(<text>) iter(<e>)"
    " next(iter(<iterable>),<e>) dict(<pairs>) dict(<mapping>,**<mapping>) list(zip(<iterable>,<iterable>,strict=<e>)) ascii(<text>)"
    " sorted(<iterable>,key=<function>,reverse=<e>) list(filter(<function>,<iterable>)) list(map(<function>,<iterable>,<iterable>))"
    " format(<e>,'<spec>') slice(<e>,<e>) range(<small>,<e>) issubclass(<class>,<class>) int(<text>,<small>) pow(<number>,<small>,<small>)"
    " bytes(<plain_iterable>) complex(<number>,<number>) enumerate(<e>) set(<e>) frozenset(<plain_iterable>) print(<e>,sep=<text>,end=<text>)"
    " vars(<e>) list(reversed(<e>)) sum(<iterable>,<e>) max(<e>,<e>,key=<function>) min(<iterable>,default=<e>) divmod(<e>,<e>)"
    " bytearray(<e>) memoryview(<bytes_value>) hex(<e>) bin(<number>) oct(<e>) dict(a=<e>,**d) type(<e>)(<e>)".split()
)

FORMATTED: Table = {
    'f"{<e>}"': 2,
    'f"{<e>!r:>12}|{<atom>}"': 2,
    'f"{<atom>:<spec>}"': 3,
    'f"{p(<n>, <number>):{p(<n>, <width>)}.{p(<n>, <small>)}}"': 1,
    'f"{<atom>=}{<variable> = !s}"': 1,
    'f"{{}}{<e>!a}"': 1,
    '"%s %r" % (<e>, <e>)': 1,
    '"<percent>" % <e>': 2,
    '"<percent> <percent>" % (<e>, <e>)': 2,
    '"%(k)s %(z)r" % <mapping>': 1,
    '"%*d|%.*f" % (<width>, <e>, <small>, <e>)': 1,
    '"{} {!r} {:<spec>}".format(<e>, <e>, <e>)': 2,
    '"{0} {1} {0:{1}}".format(<e>, <width>)': 1,
    '"{k} {z[0]} {o.x}".format(k=<e>, z=<e>, o=o)': 1,
    '"{0[k]} {0[z]}".format(d)': 0.5,
    "format(<e>, '<spec>')": 2,
    'b"%d %s" % (<e>, <bytes_value>)': 1,
}

ATOMS: Table = {
    "<variable>": 10,
    "<literal>": 10,
    "s": 2,
    "t": 2,
    "xs": 2,
    "d": 1,
}

VALUE_TABLES: Mapping[str, Table] = {
    "e": EXPRESSIONS,
    "atom": ATOMS,
    "n_e": NUMBERS,
    "n_atom": even("a", "a", "b", "0", "1", "2", "3", "-1", "1.5", "7", "True", "10**20", "2**63", "-2.5"),
    "n_binary": even(*"+ + - - * / // % & | ^".split()),
    "n_index": even("0", "1", "-1", "2"),
    "equal": even("==", "!="),
    "loud": LOUD,
    "sound": {"Loud('<letter>')": 5, "p(<n>, Loud('<letter>'))": 1, "Quiet('<letter>')": 3},
    "letter": even(*"abcdef"),
    "loud_binary": even(*"+ - * / // % @ << >> & | ^ **".split()),
    "loud_function": even(*"bool list len str format divmod round hashed int abs sorted min operator_of pow bytes float".split()),
    "variable": {"a": 3, "b": 3, "c": 3},
    "literal": even(
        *"0 1 2 -1 3 7 1.5 -0.0 0.1 1e16 True False None 'x' 'ab' '' 'ä' () (1,2) 10**20 -2**63 2**47 b'ab' 1j ... [] float('nan')".split()
    ),
    "number": even(*"(1) (-3) (2.5) (0) (10**20) (-0.0) (7) (True) (1e300) (255) (-1.25) (2**63) a b".split()),
    "small": even("0", "1", "2", "3"),
    "width": even("0", "4", "9", "12"),
    "index": {**even("0", "0", "1", "1", "-1", "2", "-2", "9", "a", "'k'", "8", "p(<n>, 1)", "p(<n>, 0)"), "<slice>": 3, "<e>": 0.5},
    "slice": even("1:", ":2", "::-1", "<bound>:<bound>", "<bound>:<bound>:<bound>", "p(<n>, 0):p(<n>, 2):p(<n>, 1)"),
    "slice_object": even("slice(<bound>,<bound>)", "slice(None,<bound>)", "slice(<bound>,None,<bound>)"),
    "bound": {**even("0", "1", "-1", "2", "", "3", "-3"), "<e>": 0.3},
    "key": even("'k'", "8", "1", "'z'", "True", "(1, 2)", "1.0", "'q'", "<hashable>"),
    "hashable": even("1", "'x'", "2.5", "(1, 'y')", "3", "True", "b'b'", "a", "s", "'k'", "0"),
    "plain_iterable": even("(1, 2, 3)", "range(3)", "'abc'", "[3, 1, 2]", "xs", "s", "range(2, 9, 3)", "{1: 2, 'k': 3}", "{5, 6}", "(0,)", "()", "[1, 'a', 2.5]", "b'ab'"),
    "iterable": ITERABLES,
    "pairs": even("[(1, 2), (3, 4)]", "d.items()", "zip('ab', (1, 2))", "enumerate(s[:3])", "[(1, 2), 'cd', [3]]", "['xy', (0, 1)]", "[1]"),
    "mapping": even("d", "{'k': 1}", "{'z': 2, 'k': <atom>}", "{}", "dict(z=<e>)", "{1: 2}", "p(<n>, {'y': 1})", "<atom>"),
    "container": even("xs", "d", "s", "t", "[1, 2]", "p(<n>, xs)", "o", "Items(<atom>, <atom>)"),
    "display": DISPLAYS,
    "comprehension": COMPREHENSIONS,
    "item": even("i", "i", "a", "b", "(i, j)", "i, *j", "xs[0]"),
    "formatted": FORMATTED,
    "spec": even(*"d 5 <8 >8 ^9 *^9 05 +d x #x #b , _ e .2f 10.3f g .3g % .0% s .2 c =+6 08.3f ,.2f 10s .1s q _b +.1e 010 <05".split(), ""),
    "percent": even(*"%d %s %r %5.2f %x %c %-6s| %+05d %e %g %i%% %#o %a %.3s %u %5% %z".split()),
    "encoding": even("'ascii'", "'latin-1'", "'ascii','replace'", "'nothing'"),
    "text": even("'x'", "''", "'te'", "s", "'ab cd'", "'T'", "'ß'", "'12'", "' x '", "'e'"),
    "bytes_value": even("b'ab'", "b''", "b'\\x00\\xff'", "bytearray(b'abc')", "b'12'", "b'a'"),
    "set_value": even("{1, 2, 3}", "frozenset({2, 5})", "set()", "{'x', 1}"),
    "binary": even(*"+ + - / // & | ^".split()),
    "compared": even(*"< <= == != > >= in".split(), "not in"),
    "order": even(*"< <= == != > >=".split()),
    "unary": even("-", "~", "+"),
    "method": METHODS,
    "str_method": STR_METHODS,
    "list_method": LIST_METHODS,
    "dict_method": DICT_METHODS,
    "bytes_method": BYTES_METHODS,
    "set_method": SET_METHODS,
    "tuple_method": even("index(<e>)", "count(<e>)", "__add__(<e>)", "__lt__(<e>)", "__getitem__(<index>)", "index(<e>, <index>)"),
    "number_method": even("bit_length()", "real", "is_integer()", "__add__(<e>)", "__rsub__(<e>)", "__round__(<e>)", "hex()", "to_bytes(<small>, 'big')", "as_integer_ratio()", "__eq__(<e>)", "__floordiv__(<e>)", "conjugate()", "__pow__(<small>, <small>)"),
    "builtin": BUILTINS,
    "class": even("int", "str", "float", "(int, str)", "list", "bool", "object", "type", "Point", "ValueError", "int | None", "<e>"),
    "function": even("str", "len", "None", "lambda i: <e>", "lambda i: -i", "lambda i, j: (i, j)", "repr", "<callee>", "p", "abs", "type", "lambda *i: <e>", "bool"),
    "callee": even("<old_f>", "p", "Point", "Items", "len", "s", "<old_f>", "<old_f>"),
    "leaf_function": even("str", "len", "None", "lambda i: -i", "repr"),
    "leaf_class": even("int", "str", "(list, bool)", "Point", "ValueError"),
    "leaf_mapping": even("d", "{'k': 1}", "{'z': 2}"),
    "attribute": even("x", "y", "z", "__class__", "items", "__dict__"),
    "error_class": even("ValueError", "KeyError", "TypeError", "StopIteration", "ZeroDivisionError", "RuntimeError", "OSError"),
}  # fmt: skip

VALUE_LEAVES = {
    "e": "atom",
    "n_e": "n_atom",
    "loud": "sound",
    "iterable": "plain_iterable",
    "display": "literal",
    "comprehension": "literal",
    "formatted": "text",
    "method": "atom",
    "builtin": "atom",
    "function": "leaf_function",
    "class": "leaf_class",
    "mapping": "leaf_mapping",
    "container": "variable",
    "index": "small",
}
