def f(x: int): 'd'
c = classmethod(f); s = staticmethod(f)
print(vars(c), vars(s), c.__doc__)
print(vars(staticmethod(len)).keys())
class X:
    def __class_getitem__(cls, item): return item
print(vars(vars(X)['__class_getitem__']))
