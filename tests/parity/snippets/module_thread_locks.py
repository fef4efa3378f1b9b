"""Locks, where there is one thread."""

import _thread


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(type(error).__name__, error)


lock = _thread.allocate_lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.release(), lock.locked())
attempt(lock.release)
with lock as held:
    print(held, lock.locked(), lock.acquire(blocking=False))
    attempt(lock.acquire, False, 5)
print(lock.locked(), type(lock), type(lock) is _thread.LockType, repr(lock)[:28])
attempt(lock.acquire, True, -5)
attempt(lock.acquire, True, 1e20)
attempt(lock.acquire, timeout="x")
attempt(type(lock))
again = _thread.RLock()
print(again.acquire(), again.acquire(), again.release(), again.release(), again._is_owned())
attempt(again.release)
with again:
    with again:
        print(again._is_owned(), repr(again)[:30])
print(_thread.error is RuntimeError, _thread.TIMEOUT_MAX, isinstance(_thread.get_ident(), int), _thread._count())
