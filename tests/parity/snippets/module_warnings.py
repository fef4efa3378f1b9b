"""warnings: where a warning points, filters, registries, what is shown and what is said of wrong arguments."""
import sys
class Short:
    """Paths are the place's own."""
    def write(self, text): print(text.rpartition("/")[2], end="")
    def flush(self): pass
sys.stderr = Short()
import warnings
def f():
    warnings.warn("from f")
    warnings.warn("level 2", stacklevel=2)
    warnings.warn("far", stacklevel=50)
f()
f()
def g():
    warnings.warn("in generator", RuntimeWarning)
    yield 1
list(g())
warnings.warn("deprecated", DeprecationWarning)
warnings.warn("pending", PendingDeprecationWarning)
warnings.warn(UserWarning("object"))
def show(message, category, filename, lineno, file=None, line=None): print("shown", message, category.__name__, filename.rpartition("/")[2], lineno)
plain = warnings.showwarning
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
t(lambda: warnings.warn("x", int)); t(lambda: warnings.warn("x", 3)); t(lambda: warnings.warn("x", "y")); t(lambda: warnings.warn()); t(lambda: warnings.warn("x", UserWarning, "a"))
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("one"); f()
    warnings.warn(DeprecationWarning("two"))
print([(str(w.message), w.category.__name__, w.lineno, w.line, w.source) for w in log])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    t(lambda: warnings.warn("boom", ResourceWarning))
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("silent")
with warnings.catch_warnings():
    warnings.resetwarnings()
    warnings.showwarning = show
    for action in ("once", "module", "default", "always"):
        warnings.simplefilter(action)
        for i in range(3): warnings.warn("act " + action)
        for i in range(2): warnings.warn_explicit("explicit " + action, UserWarning, "file.py", 5, registry={})
t(lambda: warnings.simplefilter("foo"))
warnings.showwarning = show
t(lambda: warnings.warn_explicit("a", UserWarning, 1, 1)); t(lambda: warnings.warn_explicit("a", UserWarning, "x", "y")); t(lambda: warnings.warn_explicit("a", UserWarning, "x", 1, registry=3)); t(lambda: warnings.warn_explicit("a", UserWarning, "x", 1, module_globals=3)); t(lambda: warnings.warn_explicit("a", UserWarning, "x", 1 << 40)); t(lambda: warnings.warn_explicit("shown", UserWarning, "mod.py", 7, module=None)); t(lambda: warnings.warn_explicit("shown", UserWarning, "mod.py", 7))
warnings.showwarning = plain
print(warnings.formatwarning("m", UserWarning, "f.py", 3, "the line"), end="")
warnings.showwarning("m", UserWarning, "f.py", 3, line="said")
print(warnings.filters[-5:])
old = warnings.showwarning
warnings.showwarning = show
warnings.warn("mine"); f()
warnings.showwarning = old
warnings.filters.insert(0, ("strange", None, Warning, None, 0)); warnings._filters_mutated()
t(lambda: warnings.warn("q"))
warnings.filters[0] = (1, 2)
t(lambda: warnings.warn("q2"))
warnings.filters = 3
t(lambda: warnings.warn("q3"))
print([k for k in __warningregistry__ if k != "version"][:2])
