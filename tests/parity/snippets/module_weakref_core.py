"""Weak references and proxies: sharing, order of callbacks, subclasses with slots, what can be referred to."""
from _weakref import ref, proxy, getweakrefcount, getweakrefs, ProxyType
class A:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return isinstance(o, A) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def __add__(self, o): return self.n + o
    def __radd__(self, o): return o + self.n
    def __len__(self): return self.n
    def __getitem__(self, k): return k
    def __iter__(self): return iter([self.n])
    def __str__(self): return "str%s" % self.n
    def __repr__(self): return "A(%s)" % self.n
    def __index__(self): return self.n
    def __bytes__(self): return b"b"
    def __iadd__(self, o): self.n += o; return self
a = A(3)
r1 = ref(a); r2 = ref(a)
print(r1 is r2, getweakrefcount(a), r1 == r2, hash(r1) == hash(a))
r3 = ref(a, lambda r: print("cb3", r is r3, r()))
r4 = ref(a, lambda r: print("cb4", r() , r.__callback__))
p = proxy(a)
p2 = proxy(a, lambda r: print("proxy cb"))
print(proxy(a) is p, getweakrefcount(a), len(getweakrefs(a)))
print([x is y for x, y in zip(getweakrefs(a), [r1, p, p2, r4, r3])])
print(p + 1, 1 + p, len(p), p[7], list(p), str(p), bytes(p), range(p), int(p), 3 in p, p.n, p == a, a == p, isinstance(p, A), type(p) is ProxyType, p.__class__)
p.n = 9
print(a.n)
p += 1
print(type(p), a.n)
p = proxy(a)
class Key(ref):
    __slots__ = "key",
    def __new__(cls, ob, callback, key):
        self = ref.__new__(cls, ob, callback)
        self.key = key
        return self
    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)
k = Key(a, None, "the key")
print(k.key, k() is a, k == r1, hash(k) == hash(r1), getweakrefcount(a), Key(a, None, 1) is Key(a, None, 1))
try:
    k.other = 1
except AttributeError as e: print(e)
try: del k.key; k.key
except AttributeError as e: print(e)
class Other(ref): pass
o = Other(a); o.x = 1; print(o.x, o.__dict__)
class Boom:
    def __call__(self, r): raise ValueError("x")
    def __repr__(self): return "<boom>"
r5 = ref(a, Boom())
print("before")
del a
print("after", r1(), k())
try: print(p.n)
except ReferenceError as e: print(e)
print(r1 == r2, r1 == r3, r1 != r3)
def f(): pass
rf = ref(f); print(rf() is f); del f; print(rf())
def g(): yield 1
x = g(); rg = ref(x); del x; print(rg())
s = {1}; rs = ref(s); del s; print(rs())
for bad in (1, "a", [], (), {}, 1.5, None, object(), type("I", (int,), {})(3), type("T", (tuple,), {})()):
    try: ref(bad); print("ok", type(bad))
    except TypeError as e: print(e)
for good in (type("L", (list,), {})(), type("D", (dict,), {})(), type("S", (str,), {})(), frozenset(), len, A, type("E", (Exception,), {})()):
    print(type(ref(good)()) is type(good))
class Slotted: __slots__ = ("a",)
try: ref(Slotted())
except TypeError as e: print(e)
class Slotted2: __slots__ = ("a", "__weakref__")
q = Slotted2(); q.a = 1
print(ref(q)().a)
class D:
    def __del__(self): print("del", rd() is not None)
d = D(); rd = ref(d, lambda r: print("rd cb", r()))
del d
lst = A(1)
refs = [ref(lst, lambda r, i=i: print("n", i)) for i in range(4)]
del refs[1]
del lst
for wrong in ("int", "tuple"):
    try: type("X", ({"int": int, "tuple": tuple}[wrong],), {"__slots__": ("a",)})
    except TypeError as e: print(e)
