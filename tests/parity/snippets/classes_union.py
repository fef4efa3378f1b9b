"""`X | Y` of classes: what it is, shows and checks."""
import types


class Own:
    pass


class Meta(type):
    def __or__(cls, other):
        return "own or"


class WithMeta(metaclass=Meta):
    pass


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


either = int | str
print(either, type(either), either.__args__, types.UnionType, int | None, None | int, Own | int, list[int] | None)
print(int | str == str | int, hash(int | str) == hash(str | int), int | int, int | str | int, (int | str) | (str | bytes))
print(int | str != int | bytes, int | str == int, list[int] | list[int], list[int] | list[str], type(int | int))
print(isinstance(5, either), isinstance(b"", either), isinstance(None, int | None), issubclass(bool, either), issubclass(float, either))
print(isinstance(5, (bytes, str | int)), WithMeta | int, either.__module__, isinstance(either, types.UnionType), isinstance(int, types.UnionType))
print(either.__doc__, repr(Own | None), {int | str: 1}[str | int])
for call in (
    lambda: int | 5,
    lambda: 5 | int,
    lambda: int | "str",
    lambda: isinstance(5, int | list[int]),
    lambda: issubclass(5, int | str),
    lambda: issubclass(int, int | list[int]),
    lambda: types.UnionType(),
    lambda: either < either,
    lambda: either(),
    lambda: isinstance(5, int | None | 5),
    lambda: 5 in either,
    lambda: iter(either),
    lambda: list(either),
    lambda: print(*either),
    lambda: dict.fromkeys(either),
):
    attempt(call)


def area(value: int | float | None = None) -> "str | None":
    return value


print(area.__annotations__)
