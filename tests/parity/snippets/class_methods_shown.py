# How class methods and static methods look, and what class methods of descriptors bind.
class D:
    def __get__(self, i, o=None): return (i, o)
class M(type): pass
class C(metaclass=M):
    x = classmethod(D())
    y = staticmethod(D())
    @classmethod
    def c(cls): return cls
    @staticmethod
    def s(): return 5
    n = classmethod(D)
    o = classmethod(5)
print(C.x, C().x, type(C.y), C.c(), C().c())
print([(k, str(v).split(" at ")[0]) for k, v in vars(C).items() if k in "cs"])
print(repr(vars(C)["n"]), repr(staticmethod(3)), str(classmethod(D)), repr(vars(C)["o"]))
class S(classmethod):
    pass
print(repr(S(4)))
print(C.n.__self__)
