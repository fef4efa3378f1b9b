import types
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class Var:
    def __init__(self, name): self.name = name
    def __repr__(self): return '~' + self.name
    def __typing_subst__(self, arg): return arg
    def __or__(self, other): return (self, other)
class Many(Var):
    def __iter__(self): yield self
    __typing_is_unpacked_typevartuple__ = True
    def __typing_prepare_subst__(self, alias, args):
        return (args,)
A, B = Var('A'), Var('B'); M = Many('M')
G = types.GenericAlias
t(lambda: list[A].__parameters__); t(lambda: dict[A, B].__parameters__); t(lambda: dict[A, list[A]].__parameters__)
t(lambda: list[A][int]); t(lambda: dict[A, B][int, str]); t(lambda: dict[A, list[B]][int, str]); t(lambda: dict[A, B][int]); t(lambda: dict[A, B][int, str, int])
t(lambda: tuple[M][int, str]); t(lambda: tuple[int, M][str]); t(lambda: tuple[M].__parameters__)
t(lambda: list[A][*tuple[int]]); t(lambda: list[A][next(iter(tuple[int, ...]))])
t(lambda: dict[A, B][*tuple[int, str]])
t(lambda: (list[A] | int)[str]); t(lambda: (list[A] | dict[B, A]).__parameters__); t(lambda: (list[A] | int)[A])
t(lambda: list[int].__bases__); t(lambda: repr(list[[int]])); t(lambda: list[int][str])
t(lambda: G(list)); t(lambda: G(list, 1, 2)); t(lambda: G(list, args=1)); t(lambda: G(3, 4)); t(lambda: G('a', ()))
t(lambda: next(iter(tuple[int]))); t(lambda: next(iter(tuple[int])).__unpacked__); t(lambda: next(iter(tuple[int])) == tuple[int])
t(lambda: next(iter(list[int])).__reduce__()[0]); t(lambda: iter(list[int]).__reduce__())
t(lambda: [x for x in dir(list[int]) if x not in dir(list)]); t(lambda: type(iter(list[int])))
t(lambda: isinstance(1, list[int] | int)); t(lambda: isinstance(1, int | list[int])); t(lambda: issubclass(1, int | str)); t(lambda: issubclass(int, str | list[int]))
t(lambda: (int | str).__instancecheck__(1)); t(lambda: (int | str)[int]); t(lambda: (int | list[int]).__parameters__)
t(lambda: sorted(vars(G))); t(lambda: sorted(vars(types.UnionType)))
t(lambda: list[int] | 3); t(lambda: list[int] < list[int]); t(lambda: list[...]); t(lambda: list[()]); t(lambda: dict[int, ()])
t(lambda: next(iter(list[int]))[int]); t(lambda: next(iter(tuple[A]))[int])
def k(): list[int].__origin__ = 1
t(k)
def k(): list[int].foo = 1
t(k)
def k(): (int | str).__args__ = 1
t(k)
def k(): (int | str).foo = 1
t(k)
class L(list[int]): pass
t(lambda: (L.__bases__, L.__orig_bases__)); t(lambda: type('X', (list[int],), {}))
class Sub(G): pass
t(lambda: (Sub(list, (int,)), type(Sub(list, int)), Sub(list, int) == list[int], Sub(list, A)[int].__class__))
t(lambda: list[int].__class__); t(lambda: list[int].append); t(lambda: list[int].nothing); t(lambda: list[int].__mro__)
class C:
    def __class_getitem__(cls, item): return G(cls, item)
t(lambda: C[int]); t(lambda: C[int]().__orig_class__); t(lambda: hash(list[int]) == hash(list[int])); t(lambda: {list[int]: 1}[list[int]])
class Slots:
    __slots__ = ()
    def __class_getitem__(cls, item): return G(cls, item)
t(lambda: C[int, str].__args__); t(lambda: type(Slots[int]()))
class Weird:
    __origin__ = 1
t(lambda: list[Weird]); t(lambda: list[Weird()]) if False else None
class N:
    __qualname__ = 'Q'
    __module__ = 'm'
t(lambda: list[N]); t(lambda: int | N)
t(lambda: list[int].__reduce__()); t(lambda: list[int].__mro_entries__(())); t(lambda: isinstance(list[int], type)); t(lambda: isinstance(1, list[int])); t(lambda: issubclass(int, list[int]))
t(lambda: types.FunctionType.__globals__); t(lambda: types.FunctionType.__code__); t(lambda: slice.start); t(lambda: complex.real.__name__); t(lambda: type(property.fget))
class D:
    __slots__ = ('__doc__', 'x')
d = D(); d.__doc__ = 5; t(lambda: d.__doc__); t(lambda: D.__doc__)
try:
    class E:
        "text"
        __slots__ = ('__doc__',)
except ValueError as e: print(e)
