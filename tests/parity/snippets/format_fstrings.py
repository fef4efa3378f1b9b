"""f-strings: nesting, conversions, debugging form, expressions."""
name, width, precision, value = "Ann", 10, 3, 3.14159265
print(f"{name} {name!r} {name!s} {name!a} {name:>{width}} {value:{width}.{precision}f} {value!r:.4}")
print(f"{value=} {name=!s} {1+1=} { name = } {value=:.2f} {[1,2][0]=}")
print(f"{{literal}} {'nested ' + f'{name}'} {', '.join(str(i) for i in range(3))} {(lambda x: x * 2)(4)}")
print(f"{name[0]}{name[-1]} {dict(a=1)['a']} {name.upper()} {value if value > 3 else 0} {width:#x} {width:b}")
print(f"{'a' if name else 'b'}" f"{1}{2}" "plain" f"{3}")
print(f"""multi
{name}
line""")
print(f"{name:*^{width}}|{'':-<5}|{5:0{width}}|{-5:+{width}d}|{1000000:,}|{0.5:.0%}")
items = {"k": [1, 2]}
print(f"{items['k'][1]} {items!r:>20} {len(items)} {not items} {items is None} {*[1, 2], 3}")


class F:
    def __format__(self, spec):
        return f"F({spec})"

    def __repr__(self):
        return "reprF"

    def __str__(self):
        return "strF"


f = F()
print(f"{f} {f:x y} {f!r} {f!s:>6} {f!r:^9}", "{:z} {!s}".format(f, f), "%s %r" % (f, f))
print("%5d|%-5d|%05d|%+d|%x|%#o|%e|%.3f|%g|%c|%c|%%|%5s|%-5s|%.2s|%r" % (42, 42, 42, 42, 255, 8, 1234.5, 2.0, 1e-7, "x", 65, "ab", "ab", "abcdef", "q"))
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.25}, "%s" % ((1, 2),), "%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "%s %s" % ("a", [1]))
print("{0} {1} {0}".format("a", "b"), "{:>{}}".format("r", 5), "{0.real} {1[0]} {2[k]}".format(5, [7], {"k": 8}), "{!r:>5}".format("x"))
for template, args in (("{", ()), ("}", ()), ("{0} {}", (1, 2)), ("{x}", ()), ("{5}", (1,)), ("{:d}", ("x",)), ("{!z}", (1,)), ("%d", ("x",)), ("%q", (1,)), ("%s %s", (1,)), ("%(a)s", (1,))):
    try:
        print(template.format(*args) if "{" in template or "}" in template else template % args)
    except Exception as error:
        print(template, type(error).__name__, error)
