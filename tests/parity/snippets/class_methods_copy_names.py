def f(x: int): 'd'
c = classmethod(f); s = staticmethod(f)
print(vars(c), vars(s), c.__doc__)
class X:
    def __class_getitem__(cls, item): return item
print(vars(vars(X)['__class_getitem__']))
