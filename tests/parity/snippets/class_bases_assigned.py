def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class A: pass
class B(A): pass
class C:
    def f(self): return 'C.f'
    def __len__(self): return 7
def s(cls, v):
    def k(): cls.__bases__ = v; return cls.__mro__
    t(k)
b = B()
s(B, (C,)); print(b.f(), len(b), b.__class__.__bases__)
s(B, ()); s(B, 3); s(B, (3,)); s(B, (B,)); s(int, (C,)); s(B, (A, C)); s(B, (A, A)); s(C, (B,)); s(B, [A]); s(A, (C,)); s(B, (object, A))
class D(B): pass
s(B, (C,)); print(D.__mro__, D().f())
def k(): del B.__bases__
t(k)
class E(C):
    __slots__ = ('a',)
class F:
    __slots__ = ('b',)
s(E, (F,)); s(E, (object,))
class T1(tuple): pass
s(T1, (tuple,)); s(B, (bool,))
class X(A): pass
class Y(X): pass
print(A.__subclasses__())
s(Y, (X,)); s(X, (C,)); print(A.__subclasses__(), C.__subclasses__())
class M1(type): pass
class MB(metaclass=M1): pass
s(X, (MB,))
print(type[int], type[int].__origin__)
class G:
    __class_getitem__ = None
t(lambda: G[int]); t(lambda: bool[int])
