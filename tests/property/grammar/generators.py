"""Generators driven by scripts, coroutines driven by hand, asynchronous generators."""

from __future__ import annotations

from collections.abc import Mapping

from tests.property.grammar.values import even
from tests.property.templates import Table

GENERATORS: Table = {
    "def <new_gen1>(u=<e>):\n    <local>\n    <statement>\n    <jump>\n    <statement>\n    return <e>\ndrive(<new_gen1>(), <script>)\nshow(lambda: list(<new_gen1>(1)))": 8,
    "def <new_gen1>():\n    <local>\n    try:\n        <yielding>\n        <statement>\n    except <handled> as e:\n        <yielding>\n        report(e)\n        <statement>\n    finally:\n        <statement>\n        print(<n>)\ndrive(<new_gen1>(), <script>)": 8,
    "def <new_gen1>():\n    <local>\n    while True:\n        if not tick(): return\n        try:\n            <yielding>\n            <statement>\n        except <handled> as e:\n            <variable> = e\n            <jump>\n        print(<n>, <variable>)\ndrive(<new_gen1>(), <script>)": 4,
    "def <new_gen1>():\n    <local>\n    with <manager> as a:\n        <yielding>\n        <statement>\n    <yielding>\n    return <e>\ndef <new_gen2>():\n    <local>\n    try:\n        a = yield from <new_gen1>()\n        print(<n>, a)\n    except <handled> as e:\n        <yielding>\n    finally:\n        print(<n>)\n    return b\ndrive(<new_gen2>(), <script>)": 5,
    "def <new_gen1>():\n    <local>\n    for i in <iterable>:\n        if not tick(): return\n        <yielding>\n        <jump>\ndef <new_gen2>():\n    yield <e>\n    a = yield from <new_gen1>()\n    yield a\ndrive(<new_gen2>(), <script>)\nshow(lambda: list(<new_gen2>()))": 3,
    "class <new_k1>:\n    def __init__(self): self.left = 3\n    def __iter__(self): return self\n    def __next__(self):\n        self.left -= 1\n        if self.left < 0: raise StopIteration(<e>)\n        return self.left\n    def send(self, value): return ('sent', value)\n    def throw(self, *what): print(what); <thrown>\ndef <new_gen1>():\n    try:\n        a = yield from <new_k1>()\n        print(<n>, a)\n    except <handled> as e:\n        report(e)\n    yield <n>\ndrive(<new_gen1>(), <script>)": 2,
    "drive((<e> for i in <iterable> if <e>), <script>)": 2,
    "def <new_gen1>():\n    <local>\n    <yielding>\n    raise StopIteration(<e>)\ndrive(<new_gen1>(), <script>)\nshow(lambda: [*<new_gen1>()])": 1,
    "def <new_gen1>():\n    <local>\n    print(<n>, (yield a), (yield b))\n    a = [(yield i), (yield c)]\n    a[(yield)] = yield a\n    show(lambda: (yield <e>))\n    return (yield), b\ndrive(<new_gen1>(), <script>)": 2,
}

COROUTINES: Table = {
    "async def <new_f1>(u=<e>):\n    <local>\n    <statement>\n    <awaiting>\n    <statement>\n    return <e>\nshow(lambda: run(<new_f1>()))\ndrive(<new_f1>(<e>), <script>)": 6,
    "async def <new_f1>():\n    <local>\n    <statement>\n    <awaiting>\n    return <e>\nasync def <new_f2>():\n    <local>\n    try:\n        a = await <new_f1>()\n        <statement>\n    except <handled> as e:\n        report(e)\n        await Pause(<e>)\n    finally:\n        <awaiting>\n    return a\nshow(lambda: run(<new_f2>()))": 4,
    "async def <new_gen1>():\n    <local>\n    try:\n        for i in <plain_iterable>:\n            if not tick(): break\n            <yielding>\n            <awaiting>\n            <statement>\n    except <handled> as e:\n        report(e)\n    finally:\n        await Pause(<n>)\nasync def <new_f1>():\n    <local>\n    async for i in <new_gen1>():\n        print(<n>, i)\n        <statement>\n    return [i async for i in <new_gen1>() if <literal>]\nshow(lambda: run(<new_f1>()))": 5,
    "async def <new_gen1>():\n    <local>\n    try:\n        <yielding>\n        a = yield <e>\n        print(<n>, a)\n    except <handled> as e:\n        <yielding>\n    finally:\n        print(<n>)\nasync def <new_f1>():\n    items = <new_gen1>()\n    for step in (items.asend(None), items.asend(<e>), items.<async_step>, items.asend(1), items.aclose()):\n        try:\n            print(<n>, await step)\n        except BaseException as e:\n            report(e)\nshow(lambda: run(<new_f1>()))": 4,
    "async def <new_f1>():\n    <local>\n    a = [await Pause(i) for i in <plain_iterable> if await Pause(<e>)]\n    b = {i: await Pause(<e>) async for i in Counting(2)}\n    c = [i async for i in (await Pause(j) for j in <plain_iterable>)]\n    return a, b, c\nshow(lambda: run(<new_f1>(), range(9)))": 2,
    "async def <new_f1>():\n    <local>\n    async with <async_manager> as a, <async_manager>:\n        <awaiting>\n        <raising>\n    <statement>\nshow(lambda: run(<new_f1>()))": 3,
    "async def <new_f1>():\n    <local>\n    <wrong_await>\nshow(lambda: run(<new_f1>()))": 2,
}

GENERATOR_TABLES: Mapping[str, Table] = {
    "generators": GENERATORS,
    "coroutines": COROUTINES,
    "local": {
        "a, b, c, s, t, xs, d = fresh()": 6,
        "a, b, c, s, t, xs, d = fresh()\no = Point()": 4,
    },
    "thrown": even("raise what[0]", "return 5", "raise StopIteration(6)", "raise KeyError(7)"),
    "yielding": even("yield <e>", "a = yield <e>", "b = (yield a), <e>", "print(<n>, (yield))", "c = yield", "yield from <iterable>", "a = yield from <iterable>", "xs[(yield 1)] = yield 2", "a = [(yield i) for i in [1]] if 0 else (yield)"),
    "awaiting": even("await Pause(<e>)", "a = await Pause(<e>)", "b = [await Pause(1), await Pause(<e>)]", "print(<n>, await Pause(<e>))", "xs[await Pause(0)] = await Pause(1)", "pass"),
    "wrong_await": even("await <e>", "async for i in <iterable>: pass", "async with <e>: pass", "async with <manager>: pass", "[i async for i in <e>]", "await <awaited>", "async for i in Counting('k'): pass"),
    "awaited": even("Counting(1)", "(i for i in xs)", "Pause", "run", "Counting(1).__anext__()", "Pause(1).__await__()"),
    "async_step": even("athrow(ValueError)", "athrow(KeyError(1))", "aclose()", "__anext__()", "athrow(GeneratorExit)", "asend(2)"),
    "script": even(
        "['next', 'next', 'next']",
        "['next', 1, 'x', 'next']",
        "[<e>, 'next', (ValueError,), 'next']",
        "['next', (ValueError, 1), 'next', (KeyError,), 'next']",
        "['next', (<error>,), 'next', 2, 'next']",
        "[(ValueError,), 'next']",
        "['next', 'close', 'next']",
        "['close', 'next']",
        "['next', 'next', (GeneratorExit,), 'next', 'next']",
        "['next', (StopIteration, 5), 'next']",
        "['next', 0, 0, 1, 1, 'next', 'next', 'next']",
        "['next', (TypeError, TypeError('e')), 'next']",
        "['next', (<e>,), 'next']",
        "['next'] * 9",
    ),
}  # fmt: skip

GENERATOR_BLOCKS = frozenset({"generators", "coroutines", "local", "yielding", "awaiting", "wrong_await", "thrown"})
