"""Names that every module has of its own."""
import sys
import textwrap

own = sys.modules[__name__]
print([name for name in vars(textwrap) if name.startswith("__")])
print([name for name in vars(own) if name.startswith("__") and name != "__annotations__"][:5])
builtins_of_own = __builtins__ if isinstance(__builtins__, dict) else vars(__builtins__)
print(builtins_of_own is textwrap.__builtins__, builtins_of_own["len"] is len, "__annotations__" in vars(textwrap))
number: int = 3
print(__annotations__)
textwrap.__builtins__["seldom_used_name"] = "found"
print(seldom_used_name)
del builtins_of_own["seldom_used_name"]
try:
    print(seldom_used_name)
except NameError as error:
    print(error)
