"""`concurrent.futures` as far as no thread is started; pipes and signals that `asyncio` names."""

import asyncio
import concurrent.futures
import signal
from asyncio import subprocess
from concurrent.futures import CancelledError, Future, InvalidStateError, ThreadPoolExecutor

print(subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL)
print(concurrent.futures.FIRST_COMPLETED, CancelledError.__mro__[1], InvalidStateError.__module__)
future = Future()
future.add_done_callback(lambda own: print("done", own.result()))
print(future.running(), future.done(), future.set_running_or_notify_cancel())
future.set_result(3)
print(future.result(), future.exception(), repr(future).partition(" at ")[2][-23:])
for wrong in (lambda: future.set_result(4), lambda: ThreadPoolExecutor(0)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, str(error)[:19])
cancelled = Future()
print(cancelled.cancel(), cancelled.cancelled())
try:
    cancelled.result()
except CancelledError as error:
    print(repr(error))
executor = ThreadPoolExecutor(2, thread_name_prefix="idle")
executor.shutdown()
try:
    executor.submit(print)
except RuntimeError as error:
    print(error)


async def main():
    loop = asyncio.get_running_loop()
    failed = Future()
    wrapped = asyncio.wrap_future(failed)
    failed.set_exception(LookupError("gone"))
    try:
        await wrapped
    except LookupError as error:
        print(repr(error))
    try:
        loop.add_signal_handler(99, print)
    except ValueError as error:
        print(error)
    print(loop.remove_signal_handler(signal.SIGTERM))


asyncio.run(main())
