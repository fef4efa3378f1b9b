"""What the builtin exceptions take."""
import codecs


def attempt(action, *args, **keywords):
    try:
        made = action(*args, **keywords)
    except Exception as error:
        print(type(error).__name__, error)
        return None
    print(repr(made), [str(made)])
    return made


class Buffer(bytes):
    pass


for args in [(3,), (), ("a", b"b", 0, 1, "c"), ("a", b"b", 0, 1, "c", 2), (1, b"b", 0, 1, "c"), ("a", "b", 0, 1, "c"),
             ("a", b"b", "0", 1, "c"), ("a", b"b", 0, 1.5, "c"), ("a", b"b", 0, 1, b"c"), ("a", None, 0, 1, "c"),
             ("a", bytearray(b"b"), True, 1, "c"),  ("a", b"b", 2**70, 1, "c"),
             ("a", Buffer(b"q"), 0, 1, "c")]:
    made = attempt(UnicodeDecodeError, *args)
    if made:
        print(made.encoding, type(made.object), made.object, made.start, made.end, made.reason)
    attempt(UnicodeEncodeError, *args)
    attempt(UnicodeTranslateError, *args[1:])
for args in [("a", "b", 0, 1, "c"), ("a", "b", 0, 3, "c"), ("a", "\u1234", 0, 1, "c"), ("a", "\U00012345b", 0, 1, "c")]:
    attempt(UnicodeEncodeError, *args)
    attempt(UnicodeTranslateError, *args[1:])
for kind in UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError:
    attempt(kind, "a", reason="x")
    bare = attempt(kind.__new__, kind, 1)
    print(bare.object, bare.reason, bare.start, bare.end, bare.encoding if kind is not UnicodeTranslateError else None)
    for handler in "strict", "replace", "ignore", "backslashreplace", "xmlcharrefreplace":
        try:
            codecs.lookup_error(handler)(bare)
        except Exception as error:
            print(type(error).__name__, error)
error = UnicodeEncodeError("baz", "xxxxx", 1, 5, "foo")
error.end = 2
print(error)
error.end = 5
error.reason = 0x345345345
print(error)
error.encoding = 4000
print(error)
error.start = 1000
print(error)
for name, value in [("start", "x"), ("end", 2**70), ("end", None), ("start", 1.0)]:
    try:
        setattr(error, name, value)
    except Exception as wrong:
        print(type(wrong).__name__, wrong, getattr(error, name))
for name in "start", "reason", "encoding":
    try:
        delattr(error, name)
    except Exception as wrong:
        print(type(wrong).__name__, wrong)
print(error.reason, error.encoding, [str(error)])
error.object = None if False else "yy"
print(error)
try:
    error.__init__(1)
except TypeError as wrong:
    print(wrong, error.args, error.object, error.encoding)


class OwnInit(UnicodeDecodeError):
    def __init__(self, text):
        self.text = text


print([str(OwnInit("x"))], OwnInit("y").args)
for error in [UnicodeEncodeError("a", "bcd", -5, 9, "r"), UnicodeEncodeError("a", "bcd", 1, 2, "r"),
              UnicodeEncodeError("a", "bcd", 9, 3, "r"), UnicodeTranslateError("bcd", 0, 9, "r"),
              UnicodeDecodeError("a", b"bcd", -5, 9, "r"), UnicodeDecodeError("a", b"bcd", 1, 2, "r")]:
    for handler in "replace", "ignore", "backslashreplace", "xmlcharrefreplace":
        try:
            print(codecs.lookup_error(handler)(error))
        except TypeError as wrong:
            print(wrong)

for details in [(), (1,), (1, 2, 3), (1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6, 7), 3, "abcd",
                [1, 2, 3, 4], None, ("d/f.py", 3, 4, "t"), ("f.py", None, 4, "t"), (None, 2**70, 4, "t"),
                ("f", True, 0, "")]:
    for kind in SyntaxError, IndentationError, TabError:
        made = attempt(kind, "bad", details)
    if made:
        print(made.filename, made.lineno, made.offset, made.text, made.end_lineno, made.end_offset)
attempt(SyntaxError)
attempt(SyntaxError, 1, 2, 3)
attempt(SyntaxError, None)
attempt(SyntaxError, "a", msg="x")

error = ImportError("test", name="somename", path="somepath")
print(error.msg, error.name, error.path)
error.__init__("again")
print(error.msg, error.name, error.path, error.args)
error.__init__("a", "b")
print(error.msg, error.args, [str(error)])
error.__init__()
print(error.msg, error.args, [str(error)])
attempt(ImportError, "a", nam="x")
attempt(ModuleNotFoundError, "a", nam="x")
attempt(UnboundLocalError, "a", nam="x")
attempt(AttributeError, "a", nam="x")
attempt(ImportError, "a", name="x", path=3, obj=1)
Exception.__init__(error, "z")
print(error.msg, error.args, [str(error)])


class Both(ValueError, ImportError):
    pass


attempt(Both, "m", name="n")
print(Both("m").msg)


class Other(ImportError, ValueError):
    pass


print(Other("m", name="n").name)


class Stop(StopIteration):
    def __init__(self, *args):
        self.given = args


print(Stop(3).value, Stop(3).args, StopIteration(3).value, StopIteration().value, StopIteration(3, 4).value)


class Exit(SystemExit):
    def __init__(self, *args):
        super().__init__(*args)
        super().__init__()


print(Exit(5).code, Exit(5).args, SystemExit(1, 2).code, SystemExit().code)
attempt(StopIteration, value=3)
attempt(SystemExit, code=3)
attempt(KeyError, key=3)
error = StopIteration(3)
del error.value
del error.value
print(error.value)

for args in [(1, "a", None), (1, "a", "f"), (1, "a", "f", None, "g"), (1, "a", None, None, "g"), (None, None),
             ("x", None), (1, "a", "f", 2, None), (1, 2, 3, 4, 5, 6), (11, "a", 5), (11, "a", "5"), (True, "a"), (2.0, "b"),
             (2, "b", b"name")]:
    made = attempt(OSError, *args)
    print(type(made).__name__, made.args, made.errno, made.strerror, made.filename, made.filename2, made.__reduce__())
error = OSError(2, "x", "f")
error.filename = None
print(error)
del error.filename
print(error, error.filename)
del error.errno
print([str(error)], error.errno)
attempt(OSError, 1, "b", filename="x")
attempt(FileNotFoundError, errno=3)
blocked = BlockingIOError(11, "a", 5)
print(blocked.characters_written, blocked.filename, blocked.args)
blocked.characters_written = 7
print(blocked.characters_written)
del blocked.characters_written
for act in ["get", "del"]:
    try:
        blocked.characters_written if act == "get" else delattr(blocked, "characters_written")
    except AttributeError as wrong:
        print(type(wrong).__name__, wrong)
try:
    blocked.characters_written = "x"
except TypeError as wrong:
    print(wrong)
attempt(BlockingIOError, 11, "a", 2**70)


class Late(OSError):
    def __init__(self, *args, **keywords):
        print(self.args, self.errno)
        super().__init__(*args)


print(repr(Late(2, "b", "c", key=4)), Late(2, "b").errno)


class Early(OSError):
    def __new__(cls, *args):
        return super().__new__(cls, 3, "early")

    def __init__(self, *args):
        super().__init__(*args)


print(repr(Early(2, "b")), Early(2, "b").errno)


class Neither(OSError):
    def __init__(self, *args):
        pass


print(repr(Neither(2, "b")), Neither(2, "b").errno, [str(Neither(2, "b"))])
print("__init__" in ValueError.__dict__, "__new__" in ValueError.__dict__, "__init__" in FileNotFoundError.__dict__)
