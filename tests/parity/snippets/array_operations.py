"""Every operation of `array.array`, its errors, and what memory views show of it."""

import array as module
import copy
from array import ArrayType, array


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        print("index", self.value)
        return self.value


class Real:
    def __float__(self):
        return 2.5


class Subclass(array):
    pass


def shown(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


VALUES = (
    1.5, "a", "ab", "", "\U00010000", None, b"a", True, -1, 128, 256, -129, 1 << 15, 1 << 16, 1 << 31, 1 << 32, 1 << 63,
    1 << 64, -(1 << 63) - 1, -(1 << 31) - 1, -32769, 1e300, 10**400, float("inf"), 1e-50, -0.0,
)
for code in module.typecodes:
    for value in VALUES:
        print(code, repr(value)[:24], shown(lambda: array(code, [value])))
    print(code, shown(lambda: array(code, [Index(5)])), shown(lambda: array(code, [Real()])))
    print(code, array(code).itemsize, array(code).typecode)

a = array("i", [1, 2, 3, 4])
for text, function in [
    ('array()', lambda: array()),
    ('array(1)', lambda: array(1)),
    ('array("")', lambda: array("")),
    ('array("ii")', lambda: array("ii")),
    ('array("x")', lambda: array("x")),
    ('array("i",1)', lambda: array("i",1)),
    ('array("i","ab")', lambda: array("i","ab")),
    ('array("u","ab")', lambda: array("u","ab")),
    ('array("u",b"abcd")', lambda: array("u",b"abcd")),
    ('array("u",b"a\\0\\0\\0")', lambda: array("u",b"a\0\0\0")),
    ('array("u",array("i",[1]))', lambda: array("u",array("i",[1]))),
    ('array("i",array("u","ab"))', lambda: array("i",array("u","ab"))),
    ('array("i",array("d",[1.0]))', lambda: array("i",array("d",[1.0]))),
    ('array("d",array("i",[1]))', lambda: array("d",array("i",[1]))),
    ('array("i",b"abcd")', lambda: array("i",b"abcd")),
    ('array("i",b"abc")', lambda: array("i",b"abc")),
    ('array("i",bytearray(4))', lambda: array("i",bytearray(4))),
    ('array("i",memoryview(b"abcd"))', lambda: array("i",memoryview(b"abcd"))),
    ('array("i",[1],3)', lambda: array("i",[1],3)),
    ('array("i",x=3)', lambda: array("i",x=3)),
    ('array(typecode="i")', lambda: array(typecode="i")),
    ('array(b"i")', lambda: array(b"i")),
    ('array("i",None)', lambda: array("i",None)),
    ('a+1', lambda: a+1),
    ('a+array("d")', lambda: a+array("d")),
    ('a+[1]', lambda: a+[1]),
    ('a*2', lambda: a*2),
    ('2*a', lambda: 2*a),
    ('a*-1', lambda: a*-1),
    ('a*1.5', lambda: a*1.5),
    ('a.append(1.5)', lambda: a.append(1.5)),
    ('a.append()', lambda: a.append()),
    ('a.append(1,2)', lambda: a.append(1,2)),
    ('a.buffer_info(1)', lambda: a.buffer_info(1)),
    ('a.byteswap(1)', lambda: a.byteswap(1)),
    ('array("b").byteswap()', lambda: array("b").byteswap()),
    ('a.count(2)', lambda: a.count(2)),
    ('a.count("x")', lambda: a.count("x")),
    ('a.count()', lambda: a.count()),
    ('a.extend(3)', lambda: a.extend(3)),
    ('a.extend("ab")', lambda: a.extend("ab")),
    ('a.extend(array("d"))', lambda: a.extend(array("d"))),
    ('a.extend([5,"x"])', lambda: a.extend([5,"x"])),
    ('a', lambda: a),
    ('a.fromlist((1,))', lambda: a.fromlist((1,))),
    ('a.fromlist([1,"x"])', lambda: a.fromlist([1,"x"])),
    ('a', lambda: a),
    ('a.frombytes(b"abc")', lambda: a.frombytes(b"abc")),
    ('a.frombytes("abc")', lambda: a.frombytes("abc")),
    ('a.frombytes(1)', lambda: a.frombytes(1)),
    ('a.fromunicode("x")', lambda: a.fromunicode("x")),
    ('array("u").fromunicode(b"x")', lambda: array("u").fromunicode(b"x")),
    ('array("u").fromunicode("x")', lambda: array("u").fromunicode("x")),
    ('array("u").tounicode()', lambda: array("u").tounicode()),
    ('a.tounicode()', lambda: a.tounicode()),
    ('a.fromfile(1,2)', lambda: a.fromfile(1,2)),
    ('a.tofile(1)', lambda: a.tofile(1)),
    ('a.index(9)', lambda: a.index(9)),
    ('a.index(2,1,2)', lambda: a.index(2,1,2)),
    ('a.index(2,2)', lambda: a.index(2,2)),
    ('a.index(2,-1)', lambda: a.index(2,-1)),
    ('a.index(2,"x")', lambda: a.index(2,"x")),
    ('a.index(2,1,2,3)', lambda: a.index(2,1,2,3)),
    ('a.index()', lambda: a.index()),
    ('a.insert(1)', lambda: a.insert(1)),
    ('a.insert("x",1)', lambda: a.insert("x",1)),
    ('a.insert(1,"x")', lambda: a.insert(1,"x")),
    ('a.pop("x")', lambda: a.pop("x")),
    ('a.pop(100)', lambda: a.pop(100)),
    ('array("i").pop()', lambda: array("i").pop()),
    ('a.remove(100)', lambda: a.remove(100)),
    ('a.remove()', lambda: a.remove()),
    ('a.reverse(1)', lambda: a.reverse(1)),
    ('a.tolist(1)', lambda: a.tolist(1)),
    ('a.tobytes()', lambda: a.tobytes()),
    ('a["x"]', lambda: a["x"]),
    ('a[1.5]', lambda: a[1.5]),
    ('a[100]', lambda: a[100]),
    ('a[-100]', lambda: a[-100]),
    ('a[1<<70]', lambda: a[1<<70]),
    ('a[1:2]', lambda: a[1:2]),
    ('a[::-1]', lambda: a[::-1]),
    ('a[::2]', lambda: a[::2]),
    ('a[5:1]', lambda: a[5:1]),
    ('a.__setitem__("x",1)', lambda: a.__setitem__("x",1)),
    ('a.__setitem__(100,1)', lambda: a.__setitem__(100,1)),
    ('a.__setitem__(1<<70,1)', lambda: a.__setitem__(1<<70,1)),
    ('a.__setitem__(slice(0,1),[1])', lambda: a.__setitem__(slice(0,1),[1])),
    ('a.__setitem__(slice(0,1),array("d",[1]))', lambda: a.__setitem__(slice(0,1),array("d",[1]))),
    ('a.__setitem__(slice(0,4,2),array("i",[1]))', lambda: a.__setitem__(slice(0,4,2),array("i",[1]))),
    ('a.__delitem__("x")', lambda: a.__delitem__("x")),
    ('a.__delitem__(100)', lambda: a.__delitem__(100)),
    ('a.__setitem__(0,"x")', lambda: a.__setitem__(0,"x")),
    ('a.__delitem__(slice(0,4,2))', lambda: a.__delitem__(slice(0,4,2))),
    ('a', lambda: a),
    ('a.typecode', lambda: a.typecode),
    ('a.itemsize', lambda: a.itemsize),
    ('setattr(a,"typecode",1)', lambda: setattr(a,"typecode",1)),
    ('hash(a)', lambda: hash(a)),
    ('a == [1]', lambda: a == [1]),
    ('a < [1]', lambda: a < [1]),
    ('a < array("i",[1])', lambda: a < array("i",[1])),
    ('a < array("d",[1e9])', lambda: a < array("d",[1e9])),
    ('a == array("d",a)', lambda: a == array("d",a)),
    ('array("i")==array("u")', lambda: array("i")==array("u")),
    ('array("u","a")==array("i",[97])', lambda: array("u","a")==array("i",[97])),
    ('array("u","a")<array("i",[97])', lambda: array("u","a")<array("i",[97])),
    ('a != a', lambda: a != a),
    ('array("d",[float("nan")])==array("d",[float("nan")])', lambda: array("d",[float("nan")])==array("d",[float("nan")])),
    ('1 in a', lambda: 1 in a),
    ('"x" in a', lambda: "x" in a),
    ('copy.copy(a)', lambda: copy.copy(a)),
    ('copy.deepcopy(a)', lambda: copy.deepcopy(a)),
    ('a.__reduce_ex__(2)', lambda: a.__reduce_ex__(2)),
    ('a.__reduce_ex__(3)', lambda: a.__reduce_ex__(3)),
    ('a.__reduce_ex__()', lambda: a.__reduce_ex__()),
    ('a.__reduce_ex__("x")', lambda: a.__reduce_ex__("x")),
    ('array("u","ab").__reduce_ex__(2)', lambda: array("u","ab").__reduce_ex__(2)),
    ('array("u","ab").__reduce_ex__(3)', lambda: array("u","ab").__reduce_ex__(3)),
    ('Subclass("i",[1]).__reduce_ex__(2)', lambda: Subclass("i",[1]).__reduce_ex__(2)),
    ('Subclass("i",[1]).__reduce_ex__(3)', lambda: Subclass("i",[1]).__reduce_ex__(3)),
    ('repr(Subclass("i",[1]))', lambda: repr(Subclass("i",[1]))),
    ('Subclass("i",[1])+Subclass("i",[2])', lambda: Subclass("i",[1])+Subclass("i",[2])),
    ('Subclass("i",[1])[0:1]', lambda: Subclass("i",[1])[0:1]),
    ('Subclass("i",[1])*2', lambda: Subclass("i",[1])*2),
    ('array[int]', lambda: array[int]),
    ('array.__class_getitem__()', lambda: array.__class_getitem__()),
    ('iter(a).__reduce__()', lambda: iter(a).__reduce__()),
    ('iter(a).__setstate__(2)', lambda: iter(a).__setstate__(2)),
    ('iter(a).__length_hint__()', lambda: iter(a).__length_hint__()),
    ('type(iter(a))', lambda: type(iter(a))),
    ('type(iter(a))()', lambda: type(iter(a))()),
    ('a.__sizeof__()', lambda: a.__sizeof__()),
    ('array("i").__sizeof__()', lambda: array("i").__sizeof__()),
    ('array("d",[1.0]*10).__sizeof__()', lambda: array("d",[1.0]*10).__sizeof__()),
    ('memoryview(a).format', lambda: memoryview(a).format),
    ('memoryview(array("u","a")).format', lambda: memoryview(array("u","a")).format),
    ('memoryview(array("u","a"))[0]', lambda: memoryview(array("u","a"))[0]),
    ('memoryview(array("u","a")).tolist()', lambda: memoryview(array("u","a")).tolist()),
    ('memoryview(array("u","a"))==memoryview(array("u","a"))', lambda: memoryview(array("u","a"))==memoryview(array("u","a"))),
    ('memoryview(array("i",[1]))==memoryview(array("q",[1]))', lambda: memoryview(array("i",[1]))==memoryview(array("q",[1]))),
    ('memoryview(array("i",[1]))==array("i",[1])', lambda: memoryview(array("i",[1]))==array("i",[1])),
    ('memoryview(array("d",[1.5])).tolist()', lambda: memoryview(array("d",[1.5])).tolist()),
    ('memoryview(array("d",[1.5])).cast("B").tolist()', lambda: memoryview(array("d",[1.5])).cast("B").tolist()),
    ('memoryview(array("d",[1.5])).cast("i").tolist()', lambda: memoryview(array("d",[1.5])).cast("i").tolist()),
    ('memoryview(b"abcd").cast("i")[0]', lambda: memoryview(b"abcd").cast("i")[0]),
    ('list(memoryview(b"abcd").cast("l"))', lambda: list(memoryview(b"abcd").cast("l"))),
    ('memoryview(b"abcd").cast("c")[0]', lambda: memoryview(b"abcd").cast("c")[0]),
    ('memoryview(b"abcd").cast("@i")[0]', lambda: memoryview(b"abcd").cast("@i")[0]),
    ('memoryview(b"abcd").cast("<i")[0]', lambda: memoryview(b"abcd").cast("<i")[0]),
    ('memoryview(b"abcd").cast("?").tolist()', lambda: memoryview(b"abcd").cast("?").tolist()),
    ('list(memoryview(b"abcd").cast(""))', lambda: list(memoryview(b"abcd").cast(""))),
    ('list(memoryview(b"abcd").cast(1))', lambda: list(memoryview(b"abcd").cast(1))),
    ('list(memoryview(b"abcd").cast("z"))', lambda: list(memoryview(b"abcd").cast("z"))),
    ('list(memoryview(b"abcd")[::2].cast("B"))', lambda: list(memoryview(b"abcd")[::2].cast("B"))),
    ('memoryview(b"abcdabcd").cast("P")[0]', lambda: memoryview(b"abcdabcd").cast("P")[0]),
    ('memoryview(b"abcdabcd").cast("e")[0]', lambda: memoryview(b"abcdabcd").cast("e")[0]),
    ('list(memoryview(array("i",[1,2])).cast("b").cast("i"))', lambda: list(memoryview(array("i",[1,2])).cast("b").cast("i"))),
    ('list(memoryview(array("u","a")).cast("B"))', lambda: list(memoryview(array("u","a")).cast("B"))),
    ('list(memoryview(b"a").cast("w"))', lambda: list(memoryview(b"a").cast("w"))),
    ('array.__new__(array,"i")', lambda: array.__new__(array,"i")),
    ('array.__init__(a,1,2,3)', lambda: array.__init__(a,1,2,3)),
    ('Subclass("i",[1],3)', lambda: Subclass("i",[1],3)),
    ('Subclass("i",x=3)', lambda: Subclass("i",x=3)),
    ('module.array is module.ArrayType', lambda: module.array is module.ArrayType),
    ('module._array_reconstructor(array,"i",8,b"abcd")', lambda: module._array_reconstructor(array,"i",8,b"abcd")),
    ('module._array_reconstructor(array,"i",9,b"abcd")', lambda: module._array_reconstructor(array,"i",9,b"abcd")),
    ('module._array_reconstructor(array,"i",9,b"abc")', lambda: module._array_reconstructor(array,"i",9,b"abc")),
    ('module._array_reconstructor(array,"i",22,b"abc")', lambda: module._array_reconstructor(array,"i",22,b"abc")),
    ('module._array_reconstructor(array,"i",21,b"abcd")', lambda: module._array_reconstructor(array,"i",21,b"abcd")),
    ('module._array_reconstructor(array,"i",20,b"abcd")', lambda: module._array_reconstructor(array,"i",20,b"abcd")),
    ('module._array_reconstructor(array,"i",7,b"\\0\\0\\0\\1")', lambda: module._array_reconstructor(array,"i",7,b"\0\0\0\1")),
    ('module._array_reconstructor(array,"i",4,b"\\0\\1")', lambda: module._array_reconstructor(array,"i",4,b"\0\1")),
    ('module._array_reconstructor(array,"d",15,b"\\0\\0\\0\\1")', lambda: module._array_reconstructor(array,"d",15,b"\0\0\0\1")),
    ('module._array_reconstructor(1,"i",15,b"\\0\\0\\0\\1")', lambda: module._array_reconstructor(1,"i",15,b"\0\0\0\1")),
    ('module._array_reconstructor(int,"i",15,b"\\0\\0\\0\\1")', lambda: module._array_reconstructor(int,"i",15,b"\0\0\0\1")),
    ('module._array_reconstructor(array,"ii",15,b"\\0\\0\\0\\1")', lambda: module._array_reconstructor(array,"ii",15,b"\0\0\0\1")),
    ('module._array_reconstructor(array,"x",15,b"\\0\\0\\0\\1")', lambda: module._array_reconstructor(array,"x",15,b"\0\0\0\1")),
    ('module._array_reconstructor(array,"i",15,"x")', lambda: module._array_reconstructor(array,"i",15,"x")),
    ('module._array_reconstructor(array,"i","x","x")', lambda: module._array_reconstructor(array,"i","x","x")),
    ('module._array_reconstructor(array,"u",18,b"a\\0b\\0")', lambda: module._array_reconstructor(array,"u",18,b"a\0b\0")),
    ('module.__name__', lambda: module.__name__),
    ('module.typecodes', lambda: module.typecodes),
    ('array.__module__', lambda: array.__module__),
    ('array.__name__', lambda: array.__name__),
    ('a.__iadd__([1])', lambda: a.__iadd__([1])),
    ('a.__iadd__(array("d"))', lambda: a.__iadd__(array("d"))),
    ('a.__imul__(2)', lambda: a.__imul__(2)),
    ('a.__imul__("x")', lambda: a.__imul__("x")),
    ('a.__mul__("x")', lambda: a.__mul__("x")),
    ('a.__copy__(1)', lambda: a.__copy__(1)),
    ('a.__deepcopy__()', lambda: a.__deepcopy__()),
    ('a.__len__()', lambda: a.__len__()),
    ('a.__contains__(3)', lambda: a.__contains__(3)),
    ('bytes(array("h",[1,2]))', lambda: bytes(array("h",[1,2]))),
    ('bytearray(array("h",[1,2]))', lambda: bytearray(array("h",[1,2]))),
    ('int.from_bytes(array("h",[1,2]),"little")', lambda: int.from_bytes(array("h",[1,2]),"little")),
    ('b"".join([array("h",[97])])', lambda: b"".join([array("h",[97])])),
    ('bytes(3)+array("b",[1])', lambda: bytes(3)+array("b",[1])),
    ('b"a"==array("b",[97])', lambda: b"a"==array("b",[97])),
    ('bytearray(b"a")==array("b",[97])', lambda: bytearray(b"a")==array("b",[97])),
    ('array("b",[97])==b"a"', lambda: array("b",[97])==b"a"),
    ('str(array("b",[97]),"ascii")', lambda: str(array("b",[97]),"ascii")),
    ('int(array("b",[49]))', lambda: int(array("b",[49]))),
    ('float(array("b",[49]))', lambda: float(array("b",[49]))),
]:
    print(text, "->", shown(function))

print(module.ArrayType is ArrayType, str(iter(a)).split(" at ")[0])
for code in "iu":
    b = array(code, "abc" if code == "u" else [1, 2, 3])
    view = memoryview(b)
    print(shown(lambda: b.append(b[0])), shown(lambda: b.pop()), shown(lambda: b.frombytes(bytes(4))))
    print(shown(lambda: b.extend(b)), shown(lambda: b.__imul__(2)), shown(lambda: b.__delitem__(slice(0, 2))))
    b[0] = b[2]
    view.release()
    b.append(b[0])
    print(b)
c = array("b", b"abc")
print(shown(lambda: c.frombytes(c)), shown(lambda: array("i").frombytes(array("i", [1]))))
print(shown(lambda: c.frombytes(memoryview(b"xyz")[::2])), c)
d = array("h")
d.append(Index(3))
d.extend([Index(4)])
d.insert(-100, Index(5))
d.fromlist([Index(6)])
d[0] = Index(7)
print(d, array("h", (Index(8),)), array("h", iter([Index(9)])))


class Stream:
    def __init__(self, octets=b""):
        self.octets = octets

    def read(self, count):
        print("read", count)
        return self.octets[:count]

    def write(self, octets):
        print("write", type(octets), len(octets))


e = array("i", range(20000))
e.tofile(Stream())
f = array("i")
print(shown(lambda: f.fromfile(Stream(b"abcdefghij"), 2)), f)
print(shown(lambda: f.fromfile(Stream(b"abcdefgh"), 3)), f)
print(shown(lambda: f.fromfile(Stream(b"abcdef"), 3)), f)
print(shown(lambda: f.fromfile(Stream("abcdef"), 3)), shown(lambda: f.fromfile(Stream(), -1)), f)
view = memoryview(array("d", [1.5, float("nan"), 2.5]))
print(view == view, list(view), view[::2].tolist(), view.nbytes, view.itemsize, view.strides, view.shape)
view[0] = 7
view[1:] = array("d", [8, 9])
print(view.tolist(), shown(lambda: view.__setitem__(0, "x")), shown(lambda: view.__setitem__(0, 10**400)))
print(shown(lambda: view.__setitem__(slice(0, 1), array("f", [1]))), view.obj)
for code in "bBhHiIlLqQfd":
    view = memoryview(array(code, [1, 2]))
    view[0] = 100
    print(code, view.tolist(), view.tobytes(), view.format)
    for value in (1 << 70, -1, "x", 1.5, None, Index(3)):
        print(shown(lambda: view.__setitem__(1, value)), view[1])
match array("i", [1, 2]):
    case [x, y]:
        print(x, y)
g = array("i")
sizes = []
for i in range(40):
    g.append(i)
    sizes.append(g.__sizeof__())
while g:
    g.pop()
    sizes.append(g.__sizeof__())
print(sizes)
iterator = iter(array("i", [1, 2, 3]))
print(next(iterator), iterator.__reduce__()[2], list(iterator), next(iterator, None), iterator.__reduce__()[1:])
