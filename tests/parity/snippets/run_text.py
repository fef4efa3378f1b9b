"""eval, exec and compile of texts that stand in the program."""
import builtins
import textwrap

print(eval("1 + 2"), eval("  1 + 2"), eval(b"1 + 2"))
x = 5
print(eval("x * 2"), eval("x", {"x": 7}), eval("x", {"x": 7}, {"x": 8}))
print(exec("y = x + 1"), y)


def inside(parameter):
    variable = 1
    exec("made = variable + parameter")
    print(locals())
    print(eval("variable + 1"), eval("made"))
    exec("variable = 5")
    print(variable)
    return [eval("1") for _ in range(2)]


print(inside(10))


class Body:
    exec("attribute = 3")
    twice = eval("attribute * 2")


print(Body.attribute, Body.twice)

TEXTS = ["1 +", "x = 1", " 1", "(", "'", "a b", "f(**x, *y)", "def f():\nx", "\tx\n  y", "return 1", "nonlocal z", "lambda x x: 1",
         "print 1", "1 = 2", "f() = 1", "break", "", "  ", "#c", "\0", "x: int = 1", "pass", "import", "if 1:\n  x\n y", "yield 1",
         "await z", "def f(a, a): pass", "def f():\n  global x\n  x = 1\n  global x", "class C:\n  return 1", "f'{'", "f'{a b}'", "del f()",
         "'abc", "\"\"\"abc", "0777", "1_000_", "from __future__ import nope", "from a import *\nx", "def f():\n from a import *", "a, b += 1", "None = 1",
         "x = yield", "for 1 in x: pass", "with a as 1: pass", "[*a for a in b]", "(a for a in b, c)", "f(a for a in b, c)", "f(a=1, a=2)",
         "{**a for a in b}", "try: pass", "try: pass\nexcept: pass\nexcept A: pass", "*a", "*a = 1", "a = *b", "continue", "async def f(): yield from a", "\\", "x\\", "é = 1", "€"]
for text in TEXTS:
    for mode in "exec", "eval", "single":
        try:
            code = compile(text, "<file>", mode)
        except SyntaxError as error:
            print(repr(text), mode, type(error).__name__, error.args, error.filename, error.lineno, error.offset, error.text, error.end_lineno,
                  error.end_offset, error.print_file_and_line, str(error))
        else:
            print(repr(text), mode, code.co_name, code.co_filename, code.co_firstlineno)

for text in "1 +", "x = 1", "nonlocal z":
    for function in eval, exec:
        try:
            function(text, {})
        except SyntaxError as error:
            print(function.__name__, error.args)

names = {}
exec("""
def made(n, *, k=2):
    "Documentation."
    return [n + i + z for i in range(k)]
class Made:
    q = 3
    def m(self):
        return z, __class__
    def g(self):
        yield from (i for i in range(self.q))
z = 3
total = sum(i * z for i in range(4))
def counter():
    count = 0
    def step():
        nonlocal count
        count += 1
        return count
    return step
""", names)
print(list(names), type(names["__builtins__"]), names["__builtins__"] is builtins.__dict__)
print(names["made"](1), names["made"](1, k=1), names["made"].__module__, names["made"].__doc__, names["made"].__globals__ is names)
print(names["Made"].__module__, names["Made"]().m()[0], list(names["Made"]().g()), names["total"], names["Made"].__qualname__)
step = names["counter"]()
print(step(), step(), step.__qualname__, step.__code__.co_filename)
other = {"z": 100, "__name__": "elsewhere"}
exec("def made(n): return n + z\nclass Made: pass", other)
print(other["made"](1), other["made"].__module__, other["Made"].__module__, other["Made"])

code = compile("z + 1", "<here>", "eval")
print(eval(code, names), eval(code, other), exec(code, names), code.co_filename)
statements = compile("z = z + 1", "<here>", "exec")
print(exec(statements, names), names["z"], eval(statements, names), names["z"])
print(eval(compile("z", "<here>", "exec"), names))
exec("'''Documentation.'''\nw = 1", names)
print(names["__doc__"])


class Mapping:
    def __init__(self):
        self.log = []

    def __getitem__(self, key):
        self.log.append(key)
        if key == "p":
            return 1
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.log.append((key, value))

    def __delitem__(self, key):
        self.log.append(("del", key))


mapping = Mapping()
exec("q = p + len('ab')\nr = 1\ndel p", {}, mapping)
print(mapping.log)
try:
    eval("missing", {})
except NameError as error:
    print(error, error.name)
try:
    exec("def f():\n    global g\n    return missing\nf()", {})
except NameError as error:
    print(error, error.__traceback__.tb_next.tb_lineno, error.__traceback__.tb_next.tb_next.tb_frame.f_code.co_name)
for arguments in [(), (1,), ("1", 5), ("1", {}, 5), ([],), ("1", None, {}), ("1", None, 5), ("1", [])]:
    for function in eval, exec:
        try:
            print(function(*arguments))
        except TypeError as error:
            print(function.__name__, arguments, error)
for arguments in [(), ("1",), ("1", "f"), ("1", "f", "bad"), (1, "f", "eval"), ("1", 5, "eval"), ("1", "f", "eval", 1 << 30), ("1", "f", "eval", 0, 0, 5),
                  ("1", "f", 5)]:
    try:
        print(compile(*arguments).co_name)
    except (TypeError, ValueError) as error:
        print(arguments, type(error).__name__, error)
print(eval(*["1 + 2"]), list(map(eval, ["1", "'a'", "None"])))
run = exec
run("made_global = 1", names)
print(names["made_global"])
exec(textwrap.dedent("""
    indented = 1
    if indented:
        indented += 1
"""), names)
print(names["indented"])
exec("a = eval('1 + 2')\nb = locals() is globals()\nexec('c = a')", names)
print(names["a"], names["b"], names["c"])
print(eval("(lambda n: n + x)(1)"), eval("[x for _ in range(2)]"), eval("{k: x for k in 'ab'}"), eval("(x := 9)"), x)
