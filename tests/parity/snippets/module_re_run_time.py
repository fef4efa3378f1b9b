"""re: patterns that are made at run time, errors in patterns, flags, the cache."""
import re
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
for p in ["a+b*", "(?P<x>a|b)(?P=x)", "[a-z]{2,3}?", r"\d+\.\w*", "(?i)straße|ß", "(a(b)?)+c", "(?<=a)b(?!c)", "^x$", r"[^\W\d_]+", "(?s).", "(?:a|bc|def)", r"\bfoo\b", "[é-ü]", "(?x) a # c\n b", "(?P<n>x)|(?P<m>y)", "a{3}", "(?>a+)b", "a++b", "[\u4e00-\u9fff]+", "", "\\N{DIGIT ONE}"[:0] + "z"]:
    t(lambda: re.compile(p)); r = re.compile(p)
    t(lambda: (r.pattern, r.flags, r.groups, dict(r.groupindex)))
    for s in ["aab", "aa", "abc", "12.x", "STRASSE Straße ß", "ababc", "ab", "x", "föö_9", "\n", "def", "a foo b", "ü", "ab", "y", "aaaa", "漢字", "", "z"]:
        m = re.search(p, s); print(m and (m.span(), m.groups()), end=" ")
        print(re.findall(p, s), re.sub(p, "<>", s), re.split(p, s)[:3] if p else "", end=" ")
    print()
for bad in ["(", ")", "[", "a**", "(?P<1>a)", "(?P=x)", "\\", "(?z)", "[z-a]", "a{3,2}", "(?P<a>x)(?P<a>y)", "(?<=a+)b", "*", "(?", "\\8", "(?P<n", "[\\d-z]", "(?(1)a|b|c)", "(?i", "x(?i)", "\\q", "a\n(b"]:
    t(lambda: re.compile(bad))
flags = re.I | re.M
t(lambda: re.findall("^a" + "b", "AB\nab", flags)); t(lambda: re.compile("x" + "", flags).flags); t(lambda: re.compile(b"a" + b"+").findall(b"baa")); t(lambda: re.compile(3)); t(lambda: re.compile(bytearray(b"a"))); t(lambda: re.match(b"a" + b"", "a"))
a = "abc"; t(lambda: re.compile(re.compile(a), flags)); t(lambda: re.compile(re.compile(a)).pattern)
words = ["cat", "dog"]; t(lambda: re.sub("|".join(map(re.escape, words)), lambda m: m[0].upper(), "a cat, a dog"))
t(lambda: re.compile(a, re.A | re.L)); t(lambda: re.compile(a, re.A | re.U)); t(lambda: re.template if False else 1)
try: re.compile("(" + "a")
except re.error as e: print(e.msg, e.pos, e.pattern, e.lineno, e.colno, type(e), isinstance(e, Exception))
