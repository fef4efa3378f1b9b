"""`pkgutil.resolve_name`, and what `unittest.mock` does with it."""
import pkgutil
import string
from unittest import mock

print(pkgutil.resolve_name("string:capwords") is string.capwords, pkgutil.resolve_name("string.digits"))
for name in ("string:nothing", "string.digits:", "string.digits.below", "1a"):
    try:
        print(pkgutil.resolve_name(name))
    except (ValueError, ImportError, AttributeError) as error:
        print(type(error).__name__, error)
with mock.patch("string.capwords", return_value="patched") as patched:
    print(string.capwords("a b"), patched.call_args)
print(string.capwords("a b"))
made = mock.Mock(side_effect=[1, 2])
print(made(), made(x=2), made.call_count, made.mock_calls)
print(list(pkgutil.extend_path("not a list", "name")))
