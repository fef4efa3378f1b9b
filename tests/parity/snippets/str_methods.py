"""String methods."""
s = "  Hello, World! Hello  "
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), s.upper(), s.lower(), s.swapcase(), s.title(), s.casefold())
t = s.strip()
print(t.split(), t.split(","), t.split("l"), t.split("l", 2), t.rsplit("l", 1), "a,,b,".split(","), "".split(), "".split(","), " a  b ".split(), " a  b ".split(" "))
print(t.find("Hello"), t.find("Hello", 1), t.rfind("Hello"), t.find("x"), t.index("o"), t.rindex("o"), t.count("l"), t.count(""), "aaa".count("aa"))
print(t.replace("Hello", "Bye"), t.replace("l", "L", 3), "aaa".replace("", "-"), t.startswith("He"), t.startswith(("x", "He")), t.endswith("lo"), t.startswith("World", 7), t.endswith("", 3, 3))
print("ab".center(7), "ab".center(7, "*"), "ab".ljust(5, "."), "ab".rjust(5, "."), "42".zfill(5), "-42".zfill(5), "+1".zfill(4), "abc".center(2), "ab".center(5, "-"))
print("a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("-"), "abc".rpartition("-"))
print("abc".isalpha(), "ab1".isalnum(), "123".isdigit(), "½".isnumeric(), "²".isdigit(), "²".isdecimal(), " \t".isspace(), "Ab".istitle(), "AB".isupper(), "".isalpha(), "a_1".isidentifier(), "1a".isidentifier(), "abc".isascii(), "\n".isprintable())
print("one\ntwo\r\nthree\x0bfour\u2028five".splitlines(), "a\nb\n".splitlines(True), "a\tb\t".expandtabs(4), "x".join(["1", "2", "3"]), "".join([]), ", ".join("abc"))
print("prefix-body".removeprefix("prefix-"), "body.suffix".removesuffix(".suffix"), "abc".removeprefix("x"), "hello".capitalize(), "ÉCOLE".capitalize(), "ß".upper(), "ǆ".title(), "they're bill's".title())
print("abc".translate({97: "X", 98: None, 99: 100}), "hello".translate(str.maketrans("el", "ip")), "abc".translate(str.maketrans("a", "b", "c")))
print("{} {1} {name}".format if False else "{} {} {name!r:>6}".format(1, 2, name="x"), "{0[1]} {1.real}".format([5, 6], 7), "{:{width}}|".format("a", width=4))
for bad in (lambda: "abc".index("z"), lambda: "a".split(""), lambda: "a".join([1]), lambda: "a" + 1, lambda: "a" * "b", lambda: "abc"["x"], lambda: "abc"[5], lambda: "{} {}".format(1), lambda: "a".center(5, "xx"), lambda: "{a}".format(), lambda: "a".encode("nope"), lambda: "{".format(), lambda: "%d" % "x", lambda: "%s" % (1, 2)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print("abc" < "abd", "Z" < "a", "a" < "aa", "é" > "z", max("hello"), min("hello"), sorted("hello"), "".join(reversed("abc")))
print("b" in "abc", "" in "abc", "bd" not in "abc", "abc"[::-1], "abcdef"[1:5:2], "abcdef"[-2:], "abc"[5:], "abcdef"[4:1:-1])
