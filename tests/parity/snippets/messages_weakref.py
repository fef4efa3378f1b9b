"""Errors of weak references and proxies."""
import _weakref as weakref
class A:
    def __call__(self,*a): return a
    def f(self): pass
a=A()
p=weakref.proxy(a)
print(type(p), type(weakref.proxy(A)), weakref.ref, type(p).__module__, type(p).__name__, type(p).__qualname__)
class B: pass
b=B(); q=weakref.proxy(b)
print(type(q).__name__, type(q))
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t(lambda: hash(q))
t(lambda: hash(p))
t(lambda: q+1)
t(lambda: 1+q)
t(lambda: -q)
t(lambda: next(q))
t(lambda: iter(q))
t(lambda: len(q))
t(lambda: q[1])
t(lambda: 1 in q)
t(lambda: q())
t(lambda: int(q))
t(lambda: float(q))
t(lambda: bytes(q))
t(lambda: reversed(q))
t(lambda: bool(q))
t(lambda: weakref.ref(1))
t(lambda: weakref.ref([]))
t(lambda: weakref.proxy(1))
t(lambda: weakref.ref())
t(lambda: weakref.ref(a,None,3))
t(lambda: weakref.ref(a,callback=3))
t(lambda: weakref.ref(a,b=3))
t(lambda: weakref.proxy())
t(lambda: weakref.proxy(a,1,2))
t(lambda: weakref.proxy(a,callback=1))
t(lambda: weakref.getweakrefcount())
t(lambda: weakref.getweakrefcount(1))
t(lambda: weakref.getweakrefs(1))

t(lambda: weakref.ref(a)(1))
t(lambda: weakref.ref(a)(x=1))
t(lambda: weakref.ref(a) < weakref.ref(b))
t(lambda: weakref.ref(a).__callback__)
t(lambda: weakref.ref(a, len).__callback__)
def st(): weakref.ref(a).__callback__=1
t(st)
t(lambda: weakref.ref[int])
t(lambda: type(q)())
t(lambda: weakref._remove_dead_weakref({},1))
t(lambda: weakref._remove_dead_weakref({1:2},1))
t(lambda: weakref._remove_dead_weakref([],1))
r=weakref.ref(b)
t(lambda: r.__init__())
t(lambda: r.__init__(b, None, 3))
t(lambda: r.foo)
import sys


del b
t(lambda: q.x)
t(lambda: hash(r))
t(lambda: q==1)
t(lambda: str(q))

