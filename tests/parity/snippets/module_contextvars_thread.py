"""contextvars, locks of one thread, atexit, _queue, the locale C."""
import contextvars as C
import _thread as T, atexit
def t(f):
    try: print(repr(f()).split(" at 0x")[0])
    except BaseException as e: print(type(e).__module__, type(e).__name__, str(e).split(" at 0x")[0], str(e).rpartition(">")[2])
v=C.ContextVar("v"); w=C.ContextVar("w",default=1)
t(lambda: v.get()); t(lambda: v.get(3)); t(lambda: w.get()); tok=v.set(5); t(lambda: (tok.old_value is C.Token.MISSING, tok.var is v)); t(lambda: v.reset(tok)); t(lambda: v.reset(tok)); t(lambda: v.reset(3)); t(lambda: w.reset(v.set(1))); t(lambda: C.ContextVar()); t(lambda: C.ContextVar(1)); t(lambda: C.ContextVar("a",default=3).name); t(lambda: C.ContextVar("a",3)); t(lambda: C.ContextVar("a", foo=3)); t(lambda: C.Context().run()); t(lambda: C.Context().run(lambda *a, **k: (a,k), 1, b=2)); ctx=C.copy_context(); t(lambda: len(ctx)); t(lambda: ctx[v]); t(lambda: ctx[w]); t(lambda: ctx[1]); t(lambda: v in ctx); t(lambda: 1 in ctx); t(lambda: ctx.get(w,9)); t(lambda: ctx.get(1)); t(lambda: list(ctx.items())[:0]); t(lambda: ctx.run(ctx.run, len)); t(lambda: C.Context(1)); t(lambda: C.Token()); t(lambda: C.ContextVar[int]); t(lambda: C.Token[int]); t(lambda: repr(C.Token.MISSING)); t(lambda: hash(v)!=0); t(lambda: ctx==C.copy_context()); t(lambda: ctx==1); t(lambda: hash(ctx)); t(lambda: ctx.keys()); t(lambda: v); t(lambda: w); t(lambda: tok); t(lambda: C.Context().run(v.reset, w.set(3)));  t(lambda: C.Context().run(w.reset, w.set(3))); t(lambda: type(iter(ctx))); t(lambda: type(ctx.items()));t(lambda: type(ctx.values())); t(lambda: hash(tok))
def inner():
    v.set("inner"); print(v.get(), w.get()); return v.get()
c2 = C.copy_context(); print(c2.run(inner), v.get(), c2[v], len(list(c2.values()))); print(c2.run(v.get))
l=T.allocate_lock(); t(lambda: l.acquire()); t(lambda: l.acquire(False)); t(lambda: l.locked()); t(lambda: l.release()); t(lambda: l.release()); t(lambda: l.acquire(False,1)); t(lambda: l.acquire(True,-2)); t(lambda: l.acquire(timeout=1)); t(lambda: l.acquire(timeout=0.01)); t(lambda: l); t(lambda: l.acquire("a")); t(lambda: l.acquire(True,"a")); t(lambda: l.acquire(blocking=False)); t(lambda: l.acquire(True,1e20)); t(lambda: l.acquire(True,1e12)); l.release(); t(lambda: l); t(lambda: l.__enter__()); t(lambda: l.__exit__()); t(lambda: l.__exit__(1,2,3)); t(lambda: T.LockType())
r=T.RLock(); t(lambda: r.acquire()); t(lambda: r.acquire()); t(lambda: r._is_owned()); t(lambda: r._release_save()[0]); t(lambda: r.release()); t(lambda: r._acquire_restore((2,T.get_ident()))); t(lambda: r.release()); t(lambda: r.release());t(lambda: r._is_owned()); t(lambda: T.RLock(1)); t(lambda: r.acquire(False,5)); t(lambda: r._release_save())
with l: print(l.locked())
with r: print(r._is_owned())
t(lambda: T.TIMEOUT_MAX); t(lambda: T.stack_size()); t(lambda: T._count()); t(lambda: T.get_native_id()>0); t(lambda: T.error); t(lambda: T.exit()); t(lambda: T._local().__dict__); t(lambda: T._local(1)); 
class L(T._local):
    x=1
    def __init__(self, a=2): self.a=a
t(lambda: L(3).a); t(lambda: L().__dict__); t(lambda: T._set_sentinel()); t(lambda: T.start_new_thread(1)); t(lambda: T.start_new_thread(1,2)); t(lambda: T.start_new_thread(len,2)); t(lambda: T.LockType); t(lambda: T.RLock)
before = atexit._ncallbacks(); t(lambda: atexit.register()); t(lambda: atexit.register(1)); t(lambda: atexit.register(print, "bye", end="!\n") is print); t(lambda: atexit._ncallbacks() - before)
@atexit.register
def last(): print("first to run"); atexit.register(print, "never")
def gone(): print("gone")
atexit.register(gone); atexit.register(gone, 1); atexit.unregister(gone); t(lambda: atexit._ncallbacks() - before)
class Boom:
    def __call__(self): raise ValueError("x")
    def __repr__(self): return "<boom>"
atexit.register(Boom())
import _queue, _locale
q=_queue.SimpleQueue(); t(lambda: q.get_nowait()); t(lambda: q.get(False)); t(lambda: q.get(timeout=-1)); t(lambda: q.get(timeout=0.01)); t(lambda: q.put(1)); t(lambda: q.put(1, False, 3)); t(lambda: q.put()); t(lambda: q.qsize()); t(lambda: q.empty()); t(lambda: q.put_nowait(2)); t(lambda: q.get()); t(lambda: q.get(True)); t(lambda: q.get(True,"a")); t(lambda: _queue.SimpleQueue(1)); t(lambda: _queue.SimpleQueue[int]); print(_queue.Empty.__mro__, _queue.SimpleQueue)
t(lambda: _locale.localeconv()); t(lambda: _locale.setlocale(1)); t(lambda: _locale.setlocale(1,"C")); t(lambda: _locale.setlocale(6,"C")); t(lambda: [_locale.setlocale(i) for i in range(7)]); t(lambda: _locale.setlocale(99)); t(lambda: _locale.setlocale("a")); t(lambda: _locale.setlocale()); t(lambda: _locale.setlocale(6,1)); t(lambda: _locale.strcoll("a")); t(lambda: _locale.strcoll("a",1)); t(lambda: _locale.strxfrm(1)); t(lambda:_locale.strxfrm("a\0b")); t(lambda: _locale.strcoll("é","z")); t(lambda: _locale.setlocale(6,"C.UTF-8")); t(lambda: _locale.strxfrm("aé"))
