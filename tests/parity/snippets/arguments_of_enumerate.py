"""Arguments that do not fit: `enumerate` itself counts them first, a subclass of it as other constructors do."""

class Sub(enumerate): pass
class Own(enumerate):
    def __init__(self, *a, **k): print("init", a, k)
for make in (enumerate, Sub, Own):
    for args, kw in [((), {}), ((), {'x':1}), ((), {'x':1,'y':2}), ((), {'x':1,'y':2,'z':3}), ((), {'iterable':[1]}), ((), {'iterable':[1],'start':3}), ((), {'start':3,'iterable':[1]}), ((), {'start':3}), ((), {'start':3,'x':1}), ((), {'iterable':[1],'x':1}), ((), {'iterable':[1],'start':1,'x':1}),
        (([1],), {}), (([1],), {'start':3}), (([1],), {'x':3}), (([1],), {'iterable':3}), (([1],), {'start':3,'x':1}), (([1],), {'x':3,'y':1,'z':1}), (([1],2), {}), (([1],2), {'start':3}), (([1],2), {'x':3}), (([1],2,3), {}), (([1],2,3), {'x':1}), ((5,), {}), (([1],'a'), {}), (([1],), {'start':'a'}), (([1],), {'start':None}), (([1],2,3,4), {'start':1})]:
        try:
            print(make.__name__, args, kw, list(make(*args, **kw)))
        except Exception as e:
            print(make.__name__, args, kw, type(e).__name__, e)
    try: enumerate(*(), **{1: 2})
    except Exception as e: print(type(e).__name__, e)
    try: enumerate([1], **{1: 2})
    except Exception as e: print(type(e).__name__, e)
    try: Sub([1], **{1: 2})
    except Exception as e: print(type(e).__name__, e)
