"""`_codecs`: conversions with lengths, incomplete input, error handlers as functions."""

import _codecs


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return type(error).__name__, str(error)


print(_codecs.utf_8_encode("aé"), _codecs.ascii_encode("ab"), _codecs.latin_1_encode("é"))
print(_codecs.utf_16_le_encode("a\U0001f600"), _codecs.utf_32_be_encode("a"))
print(attempt(_codecs.ascii_encode, "é"), _codecs.ascii_encode("é", "replace"))
print(_codecs.utf_8_decode(b"a\xc3\xa9"), _codecs.ascii_decode(b"ab"), _codecs.latin_1_decode(b"\xe9"))
for octets in (b"a\xc3", b"\xe2\x82", b"\xe2", b"\xf0\x9f\x98", b"\xf0\x9f", b"ab", b"", b"\xe0\xa0", b"\xf4\x8f"):
    print(octets, attempt(_codecs.utf_8_decode, octets), attempt(_codecs.utf_8_decode, octets, "strict", True))
for octets in (b"\xe0\x80", b"\xed\xa0", b"\xf0\x80", b"\xf4\x90", b"\x80", b"a\xff"):
    print(octets, attempt(_codecs.utf_8_decode, octets), attempt(_codecs.utf_8_decode, octets, "replace"))
for octets in (b"a\0b", b"a\0=\xd8", b"a\0=\xd8\0", b"a\0=\xd8\0\xde"):
    print(octets, attempt(_codecs.utf_16_le_decode, octets), attempt(_codecs.utf_16_le_decode, octets, None, True))
for octets in (b"\0a\0", b"\0a\xd8=", b"\0a\xd8=\xde", b"\0a\xd8=\xde\0"):
    print(octets, attempt(_codecs.utf_16_be_decode, octets))
print(attempt(_codecs.utf_32_le_decode, b"a\0\0\0b\0"), attempt(_codecs.utf_32_be_decode, b"\0\0\0a\0"))
print(_codecs.encode("é"), _codecs.encode("é", "latin-1"), _codecs.decode(b"\xc3\xa9"), _codecs.decode(b"\xe9", "latin-1"))
print(attempt(_codecs.encode, "é", "ascii"), attempt(_codecs.decode, b"\xff", "utf-8", "ignore"))

encoding = UnicodeEncodeError("ascii", "aé€\U0001f600b", 1, 4, "why")
decoding = UnicodeDecodeError("ascii", b"a\xff\x80b", 1, 3, "why")
translating = UnicodeTranslateError("aé€b", 1, 3, "why")
for name in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace"):
    handler = _codecs.lookup_error(name)
    for error in (encoding, decoding, translating, ValueError("other"), 5):
        print(name, type(error).__name__, attempt(handler, error))
print(_codecs.lookup_error("ignore").__name__, _codecs.lookup_error("replace"))
print(attempt(_codecs.lookup_error, "none of them"), attempt(_codecs.lookup_error, 5))
