# __itemsize__ says which classes have instances of different sizes.
import types


class Number(int):
    pass


class Meta(type):
    pass


class Pair(tuple):
    __slots__ = ()


KINDS = [object, type, Meta, int, bool, Number, float, complex, str, bytes, bytearray, list, tuple, Pair, dict, set]
KINDS += [frozenset, memoryview, types.FrameType, types.CodeType, types.GeneratorType, types.CoroutineType]
KINDS += [types.AsyncGeneratorType, types.FunctionType, types.MethodType, types.ModuleType, range, slice, Exception]
for kind in KINDS:
    print(kind.__name__, kind.__itemsize__)
