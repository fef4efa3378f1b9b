import string, _string
from string import Template, Formatter
print(string.capwords("hello  world foo"), string.capwords("a-b-c", "-"))
print(Template("$a ${b} $$").substitute(a=1, b=2), Template("$x $y").safe_substitute(x=1))
for bad in ("$", "${a", "$ a\n $1"):
    try: print(Template(bad).substitute(a=1))
    except ValueError as e: print(e)
try: Template("$q").substitute()
except KeyError as e: print(e)
print(Template("$a $$ $b").get_identifiers(), Template("$1").is_valid())
class T2(Template):
    delimiter = '%'
    idpattern = '[a-z]+_[a-z]+'
print(T2("%a_b %ab").safe_substitute(a_b=3))
f = Formatter()
print(f.format("{0} {a!r:>{w}} {b[0]} {c.real}", 1, a='x', w=6, b=[9], c=1j), f.format("{}{}", 1, 2))
for bad in ("{", "}", "{a", "{!x}", "{0}{}", "{}{0}", "{a[}", "{a.}", "{a[]}", "{0!rz}", "{:{:{:{}}}}"):
    try: print(f.format(bad, 1, 2, 3, 4, a=1))
    except Exception as e: print(bad, type(e).__name__, e)
print(list(_string.formatter_parser("a{b!r:c{d}}e{{f}}{}")))
print([(x, list(y)) for x, y in map(_string.formatter_field_name_split, ["a.b[c][0]", "0", "", "12.a"])])
for bad in (1, None):
    for g in (_string.formatter_parser, _string.formatter_field_name_split):
        try: g(bad)
        except TypeError as e: print(e)
print(type(_string.formatter_parser("")), type(_string.formatter_field_name_split("a")[1]))
class N(Formatter):
    def get_value(self, key, args, kw):
        return kw.get(key, key) if isinstance(key, str) else super().get_value(key, args, kw)
    def check_unused_args(self, used, args, kw): print(sorted(map(str, used)))
print(N().format("{a}{b}{0}", 5, a=1))
