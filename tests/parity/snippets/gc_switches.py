"""What `gc` says of itself, and that collecting changes nothing that a program without cycles can tell."""

import gc
import weakref


def shown(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Item:
    def __del__(self):
        print("gone")


print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled())
print(gc.get_threshold(), gc.set_threshold(1000), gc.get_threshold(), gc.set_threshold(1, 2, 3), gc.get_threshold())
print(gc.get_debug(), gc.set_debug(0), gc.garbage, gc.callbacks, gc.get_freeze_count(), gc.freeze(), gc.unfreeze())
print(gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK, gc.__name__)
for call in (
    lambda: gc.collect(3),
    lambda: gc.collect(-1),
    lambda: gc.collect("x"),
    lambda: gc.collect(1 << 40),
    lambda: gc.collect(1, 2),
    lambda: gc.collect(level=1),
    lambda: gc.enable(1),
    lambda: gc.set_threshold(),
    lambda: gc.set_threshold("x"),
    lambda: gc.set_threshold(1, 2, 3, 4),
    lambda: gc.set_threshold(1 << 40),
    lambda: gc.set_threshold(1 << 70),
    lambda: gc.set_threshold(threshold0=1),
    lambda: gc.set_debug("x"),
):
    print(shown(call))
item = Item()
reference = weakref.ref(item)
gc.collect()
gc.collect(0)
gc.collect(generation=1)
print(reference() is item)
del item
gc.collect()
print(reference())
