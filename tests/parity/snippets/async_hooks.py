"""Hooks of async generators; generators that types.coroutine makes awaitable; flags of code objects."""

import sys
print(sys.get_asyncgen_hooks(), sys.get_asyncgen_hooks()[0], type(sys.get_asyncgen_hooks()))
for args, kw in [((5,),{}), ((None,5),{}), ((None,None),{}), ((),{}), ((), {'firstiter': 3}), ((1,2,3),{}), ((), {'x':1})]:
    try: print(sys.set_asyncgen_hooks(*args, **kw))
    except BaseException as e: print(type(e), e)
async def g():
    yield 1
def first(a): print("first", a.__name__)
def fin(a): print("fin", a.__name__)
sys.set_asyncgen_hooks(first, fin)
print([h.__name__ for h in sys.get_asyncgen_hooks()], sys.get_asyncgen_hooks().finalizer.__name__)
a = g()
a.__anext__(); a.__anext__()
try: a.asend(None).send(None)
except StopIteration as e: print(e.value)
del a
a = g(); del a
def bad(a):
    raise ValueError("hook")
sys.set_asyncgen_hooks(firstiter=bad)
a = g()
try: a.__anext__()
except ValueError as e: print(e)
a.__anext__()
sys.set_asyncgen_hooks(None, None)
print(sys.get_asyncgen_hooks())
import types
@types.coroutine
def gen(x):
    y = yield x
    return y * 2
print(gen.__name__, gen.__code__.co_flags & 0x100)
async def use():
    return await gen(5)
c = use(); print(c.send(None))
try: c.send(4)
except StopIteration as e: print(e.value)
try: types.coroutine(5)
except TypeError as e: print(e)
print(types.coroutine(use) is use)
@types.coroutine
def inner():
    return (yield from use())
print(inner().send(None))
for f in (use, gen, g): print(hex(f.__code__.co_flags))

made = gen(1)
print(made.gi_code is gen.__code__, hex(made.gi_code.co_flags), use().close(), made.gi_code.co_name)
c = use()
print(c.cr_code is use.__code__, hex(c.cr_code.co_flags))
c.close()
a = g()
print(a.ag_code is g.__code__)


def ordinary():
    yield 1


async def waits(x):
    return await x


for awaitable in [ordinary(), made]:
    try:
        print(waits(awaitable).send(None))
    except TypeError as e:
        print(e)
print(types.CoroutineType, types.AsyncGeneratorType, types.TracebackType, types.coroutine.__name__)
try:
    types.coroutine()
except TypeError as e:
    print(e)
print(sys.exc_info(), sys.exception())
try:
    1 / 0
except ZeroDivisionError as e:
    print(sys.exc_info()[:2], sys.exc_info()[2] is not None, sys.exception() is e)
print(sys.exc_info())
