import types
for n in sorted(types.__all__):
    v = getattr(types, n)
    print(n, v if isinstance(v, type) else getattr(v, '__name__', v))
@types.coroutine
def g():
    x = yield 1
    return x
async def c():
    return await g()
k = c()
print(k.send(None))
try: k.send(5)
except StopIteration as e: print(e.value)
C = types.new_class('C', (int,), {}, lambda ns: ns.update(a=1))
print(C, C.a, C.__mro__)
print(types.resolve_bases((list[int], str)))
print(types.prepare_class('X', (int,), {'a': 1}))
print(g.__code__.co_flags & 0x100)
@types.coroutine
def w(x):
    return x
class D:
    @types.DynamicClassAttribute
    def a(self): return 3
print(D().a)
try: D.a
except AttributeError as e: print(repr(e))
print(types.SimpleNamespace(a=1))
