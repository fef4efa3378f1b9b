import functools, sys
from functools import *
print(functools.__all__)
@lru_cache
def fib(n): return n if n < 2 else fib(n-1)+fib(n-2)
print(fib(50), fib.cache_info(), fib.cache_parameters())
@lru_cache(maxsize=2, typed=True)
def f(x, *, k=0): return (x, k)
for a in (1, 1.0, 2, 1, True): f(a)
print(f.cache_info(), f(1, k=2), f.cache_info(), f.cache_parameters())
f.cache_clear(); print(f.cache_info())
print(f, ) if False else None
class A:
    def __init__(self): self.n = 0
    @cached_property
    def v(self):
        "doc"
        self.n += 1
        return self.n
a = A(); print(a.v, a.v, A.v.__doc__, A.v.attrname)
@singledispatch
def show(x): return 'object'
@show.register(int)
def _(x): return 'int'
@show.register
def _(x: str): return 'str'
from collections.abc import Sequence, Mapping
@show.register(Sequence)
def _(x): return 'seq'
print(show(1), show('a'), show(1.0), show([1]), show(True), show.dispatch(bool), show.registry.keys()) if False else print(show(1), show('a'), show(1.0), show([1]), show(True))
class M:
    @singledispatchmethod
    def m(self, x): return 'o'
    @m.register
    def _(self, x: int): return 'i'
    @m.register
    @classmethod
    def _(cls, x: str): return cls.__name__
print(M().m(1), M().m('a'), M().m(1.0))
class P:
    def f(self, *a, **k): return a, k
    g = partialmethod(f, 1, x=2)
print(P().g(3, y=4), type(P.__dict__['g']))
p = partial(print, 1, sep='-'); print(repr(p) if False else p.args, p.keywords, p.func is print); p(2, 3)
print(p.__reduce__()[2][1:])
@total_ordering
class T:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(T(1) <= T(2), T(1) > T(2), T(1) >= T(1), T.__le__.__name__)
print(sorted([3,1,2], key=cmp_to_key(lambda a,b: b-a)))
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
W = functools._lru_cache_wrapper
t(lambda: functools.reduce(1)); t(lambda: functools.reduce(1,2,3,4))
t(lambda: W()); t(lambda: W(1,2,3,4)); t(lambda: W(len,'a',3,4)); t(lambda: W(len,3)); t(lambda: W(len,1<<70,0,tuple))
w=W(len,2,0,tuple); print(w(()), )
t(lambda:w.cache_info()); t(lambda:w.cache_info(1))
t(lambda:w.__reduce__())
t(lambda:functools.partial(1)); t(lambda:functools.partial())
p=functools.partial(len,1,a=2); print(p.__reduce__()); t(lambda:p.__setstate__(1)); t(lambda:p.__setstate__((1,2,3,4))); t(lambda: p.__setstate__((len,[1],{},None)))
def k():
    p.func=1
t(k)
def k(): p.__dict__=1
t(k)
def k(): del p.__dict__
t(k)
K=functools.cmp_to_key(lambda a,b:0); t(lambda:K(1)==1); t(lambda: K()==K()); t(lambda:K(1,2)); t(lambda:K(1).obj); t(lambda:K.obj); t(lambda:hash(K(1))); t(lambda:functools.cmp_to_key()); t(lambda:functools.cmp_to_key(1,2)); print(type(K)); t(lambda: functools.cmp_to_key(None)(1)<functools.cmp_to_key(None)(1))
