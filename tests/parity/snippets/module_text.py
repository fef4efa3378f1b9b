"""string, textwrap, difflib-free text helpers, shlex, pprint."""
import pprint
import string
import textwrap

print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.capwords("hello big world"))
t = string.Template("$name is ${age} years, $$5, $missing")
print(t.safe_substitute(name="Bob", age=5))
try:
    t.substitute(name="Bob", age=5)
except KeyError as error:
    print(repr(error))
text = "The quick brown fox jumps over the lazy dog. It was not amused, by any means; however, extraordinarilylongword remained."
print(textwrap.fill(text, 30))
print(textwrap.wrap(text, 20, max_lines=2), textwrap.shorten(text, 40), textwrap.indent("a\n\nb", "> "))
print(textwrap.dedent("""
    one
      two
    three"""))
pprint.pprint({"numbers": list(range(30)), "b": {"nested": ["x" * 30, "y" * 30, "z" * 30]}, "a": (1,)})
pprint.pprint([1, "two"], width=5)


class Shout(string.Formatter):
    def convert_field(self, value, conversion):
        return str(value).upper() if conversion == "u" else super().convert_field(value, conversion)


print(Shout().format("{0!u} {1} {x:>5}", "a", 2, x=3))
