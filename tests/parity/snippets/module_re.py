"""re."""
import re

print(re.match(r"(\d+)-(\w+)", "12-ab cd"), re.search(r"b+", "aabbb").span(), re.findall(r"\d+", "1 22 333"), re.findall(r"(\w)(\d)", "a1 b2"), re.split(r"[,;]\s*", "a, b;c"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.fullmatch("a|ab", "ab"))
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-05")
print(m.group(), m.group("year"), m.group(1, 2), m.groups(), m.groups("x"), m.groupdict(), m.start(2), m.end(), m.span("month"), m.lastindex, m.lastgroup, m["year"], m.string, m.pos)
p = re.compile(r"^(\s*)#.*$", re.MULTILINE)
print(p.findall("# a\n  # b\nc"), p.pattern, p.flags, p.groups, bool(p.search("x")), [x.start() for x in re.finditer("a", "banana")], p.sub("", "# x\ny"))
print(re.sub(r"\d", lambda m: str(int(m.group()) * 2), "a1b5"), re.subn("a", "b", "aaa", count=2), re.split("(-)", "a-b-c", maxsplit=1), re.escape("a.b*c"), re.sub("x*", "-", "abxd"), re.split("x*", "axbc"))
for pattern, text in ((r"a{2,3}", "aaaa"), (r"a+?", "aaa"), (r"(a|b)*c", "ababc"), (r"(?i)HELLO", "hello"), (r"a.c", "a\nc"), (r"(?s)a.c", "a\nc"), (r"\bfoo\b", "a foo b"), (r"(?=b)b", "ab"), (r"(?<=a)b", "ab"), (r"(?<!a)b", "ab cb"), (r"(?!x)\w", "xa"), (r"[^\W\d_]+", "12ab_"), (r"(a)(?:b)(c)", "abc"), (r"(\w)\1", "hello"), (r"[\]\-a]+", "-]a"), (r"é+", "ééx"), (r"\d+", "٣4"), (r"(?a)\d+", "٣4"), (r"^$", ""), (r"(?x) a # comment", "a"), (r"(a)?b(?(1)c|d)", "bd"), (r"\Aab\Z", "ab"), (r"a{,2}b", "aab"), (r"x*+y", "xxy"), (r"(?>a+)b", "aab")):
    found = re.search(pattern, text)
    print(pattern, found and (found.group(), found.span(), found.groups()))
for bad in ("(", "[a", "*a", "a{2,1}", r"\1", "(?P<1>a)", "(?z)", "a**", r"(?<=a+)b", ")", r"\q", "(?P<a>x)(?P<a>y)"):
    try:
        re.compile(bad)
    except re.error as error:
        print(repr(bad), error, error.pos)
tokens = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d*)?)|(?P<name>[a-z_]\w*)|(?P<operator>[-+*/()=]))", re.I)
print([(t.lastgroup, t.group().strip()) for t in tokens.finditer("x1 = 3.14*(Foo + 42)")])
print(re.findall(rb"\w+", b"ab cd"), re.sub(r"(?P<n>\d)", r"<\g<n>>\g<0>", "a1"), re.match("a", "b"), re.compile("a").match("ba", 1), re.compile("^a").match("ba", 1), re.compile("a$").search("ab", 0, 1))
