# Descriptors and containers that have only one of the two methods; classes of one object; an iterator that ends before who delegates to it.
class D:
    def __set__(self, i, v): print("set")
class E:
    def __delete__(self, i): print("delete")
class S:
    def __setitem__(self, k, v): pass
class X:
    def __delitem__(self, k): pass
class C:
    d = D(); e = E()
def f1(): del C().d
def f2(): C().e = 1
def f3(): del S()[0]
def f4(): X()[0] = 1
def f5(): S()[0]
def f6(): S()[0] += 1
def f7(): C().d += 1
for f in (f1, f2, f3, f4, f5, f6, f7, lambda: type(None)(), lambda: type(...)(), lambda: type(NotImplemented)(), lambda: type(None)(1), lambda: type(...)(x=1), lambda: type(NotImplemented)(1), lambda: type(None).__new__(int)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e, getattr(e, "name", 0))
def g1():
    try:
        yield 1
    finally:
        print("g1 ends")
def g2():
    try:
        yield from g1()
    finally:
        print("g2 ends")
g = g2()
next(g)
try: g.throw("")
except TypeError as e: print(e)
c = C()
c.d = 5
print(vars(c))
c.__dict__["d"] = 6
print(c.d)
c.d = 7
print(c.d, vars(c))
