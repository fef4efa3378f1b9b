"""Programs of random expressions."""

from __future__ import annotations

import ast
import warnings
from random import Random

from tests.property.expressions import Expressions
from tests.property.modules import Generator, Program

PRELUDE = """\
def attempt(call):
    try:
        value = call()
    except Exception as error:
        print(type(error).__name__, error, type(error.__cause__).__name__)
    else:
        text = repr(value)
        print(type(value).__name__, "" if " at 0x" in text else text[:2000])


def yield_from(value):
    def inner():
        got = yield from value
        yield got
    return list(inner())


def unpack2(value):
    a, b = value
    return b, a


def unpack_star(value):
    a, *b, c = value
    return a, b, c


def assign_item(value, key, item):
    value[key] = item
    return value


def delete_item(value, key):
    del value[key]
    return value


def raise_it(value):
    raise value


def raise_from(value, cause):
    raise ValueError(value) from cause


def add_to(value, other):
    before = value
    value += other
    return isinstance(before, (list, dict, set, bytearray)) and before is value, value


def multiply(value, other):
    value *= other
    return value


def match_it(value):
    match value:
        case 0 | "a" | None:
            return "literal"
        case [first, *rest]:
            return "sequence", first, rest
        case {"a": item, **rest}:
            return "mapping", item, rest
        case int(number) if number > 5:
            return "large", number
        case int() | float():
            return "number"
        case str(text):
            return "text", text
        case ValueError(args=args):
            return "error", args
    return "nothing"


def iterate_twice(value):
    found = []
    for item in value:
        for other in value:
            if other == item:
                continue
            found.append((item, other))
            if len(found) > 3:
                break
        else:
            found.append("else")
    return found


def with_it(value):
    with value as entered:
        return entered


def call_it(value, argument):
    return value(argument)


def set_attribute(value):
    value.attribute = 1
    return value.attribute


def sort_with(value):
    return sorted(value, key=lambda item: (str(type(item)), repr(item)))
"""


def is_valid(expression: str) -> bool:
    """Whether CPython compiles it; what is large to compute is left out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(expression, "expression", "eval")
            tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError):
        return False
    powers = (ast.Pow, ast.LShift, ast.Mult)
    operators = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp) and isinstance(node.op, powers)]
    if operators and any(text in expression for text in LARGE):
        return False
    # Whether equal constants are one object is not promised.
    if any(isinstance(node, ast.Is | ast.IsNot) for node in ast.walk(tree)):
        return False
    # The hash of None is an address: where it comes in a set is another place in each run.
    has_none = any(text in expression for text in ("None", "yield_from"))
    in_set = has_none and any(text in expression for text in SETS)
    return not in_set and not any(text in expression for text in ENDLESS)


LARGE = ("**", "<<", "pow(", "__mul__", "multiply", "range(2", "1000003", "10**30")
SETS = ("set", "keys", "items", "difference", "union", "intersection", "update")
ENDLESS = ("pow(", "__pow__", "*d'", "bytes(2", "bytes(10", "bytearray(2", "bytearray(10")


def make_program(seed: int, count: int) -> list[str]:
    """The expressions of one program."""
    random = Random(seed)
    expressions = Expressions(random)
    found: list[str] = []
    while len(found) < count:
        expression = expressions.expression()
        if is_valid(expression):
            found.append(expression)
    return found


def make_expressions(seed: int, count: int = 20) -> Program:
    """A program that tries one expression after another."""
    expressions = make_program(seed, count)
    entry = f"program_{seed}"
    lines = [f"def {entry}():", *(f"    attempt(lambda: {expression})" for expression in expressions)]
    return Program(tuple(expressions), "\n".join(lines), entry)


EXPRESSIONS = Generator(PRELUDE, make_expressions)
