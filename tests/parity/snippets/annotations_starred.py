from typing import TypeVarTuple, get_type_hints, Unpack
Ts = TypeVarTuple('Ts')
def f(*args: *Ts) -> None: pass
print(f.__annotations__)
def g(*args: *tuple[int, ...]): pass
print(g.__annotations__, get_type_hints(g))
class C:
    def m(self, *args: *tuple[*Ts]): pass
print(C.m.__annotations__)
for wrong in ((), (1, 2), 3):
    try:
        def h(*args: *wrong): pass
    except Exception as error:
        print(type(error).__name__, error)
def k(*args: *[5]): pass
print(k.__annotations__)
