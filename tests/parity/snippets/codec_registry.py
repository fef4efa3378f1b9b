"""Codecs and error handlers that a program registers."""
import codecs


def attempt(label, function, *arguments):
    try:
        print(label, repr(function(*arguments)))
    except Exception as error:
        print(label, type(error).__name__, error, repr(error.__cause__))


for function, arguments in [(codecs.register, (5,)), (codecs.lookup_error, ("nope",)), (codecs.lookup_error, (5,)), (codecs.register_error, ("x", 5)),
                            (codecs.register_error, (5, len)), (codecs.encode, ("a", "nope")), (codecs.unregister, (5,)), ("a".encode, ("nope",)),
                            (b"a".decode, ("nope",)), ("é".encode, ("ascii", "nope")), (codecs.lookup, (5,))]:
    attempt(function.__name__, function, *arguments)


class Own(Exception):
    pass


class Fielded(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)


def raising(error):
    def convert(value, errors="strict"):
        raise error
    return convert, convert, None, None


def search(name):
    print("search", name)
    return {
        "mine": codecs.CodecInfo(name="mine", encode=lambda value, errors="strict": (value.upper().encode(), len(value)),
                                 decode=lambda value, errors="strict": (bytes(value).decode().lower(), len(value))),
        "bad": 5, "short": (1, 2), "wrong": (lambda value, errors="strict": 5, lambda value, errors="strict": 5, None, None),
        "other": (lambda value, errors="strict": ("text", 1), lambda value, errors="strict": (b"bytes", 1), None, None),
        "not_text": codecs.CodecInfo(lambda value, errors="strict": (b"n", 1), lambda value, errors="strict": ("n", 1), name="not_text", _is_text_encoding=False),
        "zero": raising(ZeroDivisionError("zero")), "own": raising(Own("own")), "fielded": raising(Fielded(1, 2)), "empty": raising(ValueError()),
        "key": raising(KeyError("k")), "attribute": raising(AttributeError("a")), "numbers": raising(ValueError(5)),
        "errors": (lambda value, errors: (errors.encode(), 1), lambda value, errors: (errors, 1), None, None),
    }.get(name)


print(codecs.register(search))
for name in ["mine", "Mine", "mi ne", "mine", "bad", "short", "wrong", "other", "not_text", "zero", "own", "fielded", "empty", "key", "attribute", "numbers", "errors", "utf-8", "MINE-x"]:
    attempt(name, "abc".encode, name)
    attempt(name, b"ABC".decode, name)
    attempt(name, codecs.encode, "abc", name)
    attempt(name, codecs.decode, b"ABC", name)
    attempt(name, bytes, "abc", name)
    attempt(name, str, b"ABC", name)
    attempt(name, "abc".encode, name, "replace")
print(codecs.unregister(search))
attempt("mine", "a".encode, "mine")

calls = []
result = None


def handler(error):
    calls.append((type(error).__name__, error.encoding, error.start, error.end, error.reason, error.object))
    if len(calls) > 5:
        raise RuntimeError("too often")
    return result


codecs.register_error("own.handler", handler)
print(codecs.lookup_error("own.handler") is handler)
TASKS = ["aéb€".encode, "a\ud800b".encode]
for result in [("X", 1), ("X", 2), ("XY", -1), (b"b", 2), ("é", 2), 5, ("x",), ("x", "y"), ("x", 100), ("x", -100), (5, 1), ("", 2), ("", 3), (b"", 4), ["x", 1], ("x", True)]:
    for text in "aéb€", "a\ud800b", "€€a", "plain":
        for encoding in "ascii", "latin-1", "utf-8", "utf-16-le", "utf-16", "utf-32-be", "utf-8-sig":
            calls.clear()
            attempt((result, text, encoding), text.encode, encoding, "own.handler")
            print(calls)
    for octets in b"a\xffb\xfe", b"\xc3", b"a\0\0\xd8", b"\\u12", b"plain":
        for encoding in "ascii", "utf-8", "utf-16-le", "utf-32-le", "raw_unicode_escape":
            calls.clear()
            attempt((result, octets, encoding), octets.decode, encoding, "own.handler")
            print(calls)
for text in "a\\b\n\té€\U0001f600\x7f'\"", "":
    for encoding in "unicode_escape", "raw_unicode_escape", "raw-unicode-escape":
        octets = text.encode(encoding)
        print(octets, octets.decode(encoding))
for octets in rb"\u12", rb"\U0011ffff", rb"\x4", rb"\\u0041", rb"\u0041\u00e9", rb"\101\0\377", b"\\", b"\xe9", b"\\\n", rb"\a\b\f\v":
    for encoding in "unicode_escape", "raw_unicode_escape":
        for errors in "strict", "replace", "ignore":
            attempt((octets, encoding, errors), octets.decode, encoding, errors)
for name in "utf-8", "ASCII", "latin1", "utf-16", "U8", "iso-8859-1", "hex", "base64":
    info = codecs.lookup(name)
    print(info.name, type(info).__name__, info.encode("abc" if name not in ("hex", "base64") else b"abc"), codecs.getencoder(name) == info.encode)

# No codec is asked about no bytes.
print(repr(b"".decode("nothing")), repr(bytearray().decode("nothing", "none")), repr(str(b"", "nothing")))
for ask in (lambda: codecs.decode(b"", "nothing"), lambda: "".encode("nothing")):
    try:
        print(ask())
    except LookupError as error:
        print(error)
