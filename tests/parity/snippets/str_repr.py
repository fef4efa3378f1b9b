"""repr, ascii, escapes, quotes, surrogates."""
for text in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\tnew\nline\rback\\slash", "\x00\x07\x1b\x7f\x80\xa0\xad", "é ñ ü", "日本", "😀", "\u200b\u2028\ufeff", "\ud800", "a\udfffb", "\U0010ffff"):
    print(repr(text), ascii(text), len(text))
print("\x41\101\u0041\N{LATIN SMALL LETTER A}", r"raw\n", "con" "cat", b"bytes\x00\xff'", b'"', b"'\"", repr(bytearray(b"x\n")))
print([ord(c) for c in "aé日😀"], chr(97), chr(0x1F600), chr(0x10FFFF) == "\U0010ffff")
for bad in (lambda: chr(-1), lambda: chr(0x110000), lambda: ord("ab"), lambda: ord("")):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print("é".encode(), "é".encode("latin-1"), "日".encode("utf-16-le"), "aé".encode("ascii", "replace"), "aé".encode("ascii", "ignore"), "aé".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"))
print(b"\xc3\xa9".decode(), b"\xff\x41".decode("latin-1"), b"a\xff".decode("utf-8", "replace"), b"a\xff".decode("utf-8", "ignore"), b"a\xff".decode("utf-8", "backslashreplace"), b"a\xff".decode("utf-8", "surrogateescape") == "a\udcff")
for data in (b"\xff", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"ab\x80cd", b"\xf4\x90\x80\x80"):
    try:
        data.decode()
    except UnicodeDecodeError as error:
        print(error)
try:
    "\ud800".encode()
except UnicodeEncodeError as error:
    print(error)
print(repr([1, "a", None, (1,), {"k": [2.5]}, {3}, frozenset(), set(), range(2), slice(1, None)]))
nested = [1]
nested.append(nested)
table = {"self": None}
table["self"] = table
print(nested, table)
print(str(b"x"), str(1.0), str(None), str([]), str("s"), repr(repr("a'b")), str(object())[:15], f"{'nested'!r}", '%r %s %a' % ("é", "é", "é"))
