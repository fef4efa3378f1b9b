"""`asyncio` in one thread: tasks, futures, timers, queues, groups, timeouts, and what they say."""

import asyncio
import contextvars
import traceback

log = []


async def child(name, delay, result=None, error=None):
    log.append(("start", name))
    await asyncio.sleep(delay)
    log.append(("end", name))
    if error is not None:
        raise error
    return result


async def results():
    print(await child("a", 0, 1))
    print(await asyncio.gather(child("b", 0.02, 2), child("c", 0.01, 3), child("d", 0, 4)))
    print(log)
    log.clear()
    outcomes = await asyncio.gather(
        child("e", 0, error=ValueError("e")), child("f", 0, 5), return_exceptions=True
    )
    print(outcomes)
    try:
        await asyncio.gather(child("g", 0, error=KeyError("g")), child("h", 0.001))
    except KeyError as error:
        print("gathered", repr(error))
    done, pending = await asyncio.wait(
        [asyncio.create_task(child("i", 0)), asyncio.create_task(child("j", 10))],
        return_when=asyncio.FIRST_COMPLETED,
    )
    print(len(done), len(pending))
    for task in pending:
        task.cancel("no longer")
    print(await asyncio.gather(*pending, return_exceptions=True))
    for future in asyncio.as_completed([child("k", 0.02, "k"), child("l", 0, "l")]):
        print(await future)


async def names():
    task = asyncio.current_task()
    print(task.get_name(), task.done(), task.cancelled(), type(task))
    other = asyncio.create_task(child("named", 0, 6), name="other")
    print(other.get_name(), sorted(t.get_name() for t in asyncio.all_tasks()))
    print(await other, other.done(), other.result(), other.exception())
    other.set_name(17)
    print(other.get_name(), other.cancel(), other.cancelling())
    print(asyncio.iscoroutinefunction(child), asyncio.iscoroutine(other), asyncio.isfuture(other))
    print(asyncio.Task, asyncio.Future, asyncio.Task.__mro__)
    for make in (
        lambda: asyncio.Task(5, loop=asyncio.get_running_loop()),
        lambda: asyncio.create_task(5),
        lambda: other.set_result(1),
        lambda: other.set_exception(ValueError()),
        lambda: asyncio.ensure_future(5),
    ):
        try:
            make()
        except Exception as error:
            print(type(error).__name__, error)


async def futures():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future, future.done(), future.get_loop() is loop)
    for ask in (future.result, future.exception):
        try:
            ask()
        except asyncio.InvalidStateError as error:
            print(type(error), error)
    future.add_done_callback(lambda own: print("called with", own))
    loop.call_soon(future.set_result, [1, 2])
    print(await future, future)
    for change in (lambda: future.set_result(2), lambda: future.set_exception(ValueError())):
        try:
            change()
        except asyncio.InvalidStateError as error:
            print(type(error), error)
    failed = loop.create_future()
    for bad in (StopIteration, 5):
        try:
            failed.set_exception(bad)
        except TypeError as error:
            print(error)
    failed.set_exception(LookupError)
    print(repr(failed), repr(failed.exception()))
    cancelled = loop.create_future()
    print(cancelled.cancel("why"), cancelled.cancel(), cancelled)
    try:
        await cancelled
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
    print(future.remove_done_callback(print))
    print(asyncio.Future[int])


async def sleepers():
    task = asyncio.create_task(child("sleeper", 10))
    await asyncio.sleep(0)
    print(task.cancel(), task.cancelling(), task.cancelled())
    try:
        await task
    except asyncio.CancelledError as error:
        print("cancelled", error.args, task.cancelled(), repr(task).partition(" coro")[0])
    try:
        await asyncio.wait_for(child("slow", 10), 0.01)
    except asyncio.TimeoutError as error:
        print("timeout", repr(error), asyncio.TimeoutError is TimeoutError)
    print(await asyncio.wait_for(child("quick", 0, 7), 10))
    try:
        async with asyncio.timeout(0.01) as scope:
            await asyncio.sleep(10)
    except TimeoutError:
        print("timed out", scope.expired())
    inner = asyncio.create_task(child("shielded", 0.01, 8))
    try:
        await asyncio.wait_for(asyncio.shield(inner), 0.001)
    except TimeoutError:
        print("still going", inner.done())
    print(await inner)

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "stayed"

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled())


async def groups():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(child(f"t{i}", 0.01 * i, i)) for i in range(3)]
    print([task.result() for task in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(child("bad", 0, error=ValueError("bad")))
            group.create_task(child("other", 10))
    except* ValueError as caught:
        print(repr(caught.exceptions))
    print(log[-3:])


async def locks():
    lock, order = asyncio.Lock(), []

    async def locked(name):
        async with lock:
            order.append(name)
            await asyncio.sleep(0)
            order.append(name)

    await asyncio.gather(*(locked(name) for name in "xyz"))
    print(order, lock.locked())
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    event.set()
    print(await waiter, event.is_set())
    semaphore, most, now = asyncio.Semaphore(2), 0, 0

    async def limited():
        nonlocal most, now
        async with semaphore:
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1

    await asyncio.gather(*(limited() for _ in range(5)))
    print(most, now)
    condition, items = asyncio.Condition(), []

    async def consumer():
        async with condition:
            await condition.wait_for(lambda: items)
            return items.pop()

    task = asyncio.create_task(consumer())
    await asyncio.sleep(0)
    async with condition:
        items.append("item")
        condition.notify_all()
    print(await task)
    barrier = asyncio.Barrier(2)
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))


async def queues():
    queue = asyncio.Queue(maxsize=2)

    async def produce():
        for i in range(5):
            await queue.put(i)
        await queue.put(None)

    async def consume():
        taken = []
        while (item := await queue.get()) is not None:
            taken.append(item)
            queue.task_done()
        queue.task_done()
        return taken

    producer = asyncio.create_task(produce())
    print(await consume(), queue.empty(), producer.done())
    await queue.join()
    for action in (queue.get_nowait, queue.task_done):
        try:
            action()
        except Exception as error:
            print(type(error), error)
    queue.put_nowait(1)
    queue.put_nowait(2)
    try:
        queue.put_nowait(3)
    except asyncio.QueueFull as error:
        print(type(error), queue.full(), queue.qsize())
    first = asyncio.PriorityQueue()
    for number in (3, 1, 2):
        first.put_nowait(number)
    print([first.get_nowait() for _ in range(3)])
    last = asyncio.LifoQueue()
    for number in (3, 1, 2):
        last.put_nowait(number)
    print([last.get_nowait() for _ in range(3)])


async def timers():
    loop, order = asyncio.get_running_loop(), []
    loop.call_later(0.02, order.append, "later")
    loop.call_later(0.01, order.append, "sooner")
    loop.call_at(loop.time() + 0.005, order.append, "first")
    handle = loop.call_later(0.001, order.append, "never")
    handle.cancel()
    print(handle.cancelled())
    loop.call_soon(order.append, "soon")
    loop.call_soon_threadsafe(order.append, "safe")
    await asyncio.sleep(0.04)
    print(order)


variable = contextvars.ContextVar("variable", default="default")


async def contexts():
    async def change(value):
        variable.set(value)
        await asyncio.sleep(0)
        return variable.get()

    print(await asyncio.gather(change(1), change(2)), variable.get())
    context = contextvars.copy_context()
    context.run(variable.set, "given")

    async def read():
        return variable.get()

    print(await asyncio.create_task(read(), context=context))


async def generators():
    async def count(limit):
        try:
            for i in range(limit):
                await asyncio.sleep(0)
                yield i
        finally:
            print("closed at", i)

    print([i async for i in count(3)])
    async for i in count(10):
        if i == 2:
            break
    print("left", i)


def places(error):
    walked = traceback.walk_tb(error.__traceback__)
    return [(frame.f_code.co_name, frame.f_code.co_filename[-14:], line) for frame, line in walked]


async def failing():
    try:
        await asyncio.create_task(child("deep", 0, error=ZeroDivisionError("deep")))
    except ZeroDivisionError as error:
        print(places(error))


for part in (
    results,
    names,
    futures,
    sleepers,
    groups,
    locks,
    queues,
    timers,
    contexts,
    generators,
    failing,
):
    print("==", part.__name__)
    asyncio.run(part())

print("== outside")
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
unused = child("unused", 0)
try:
    asyncio.run(5)
except ValueError as error:
    print(error)
unused.close()


async def nested():
    inner = child("nested", 0)
    try:
        asyncio.run(inner)
    except RuntimeError as error:
        print(error)
    inner.close()


asyncio.run(nested())
try:
    asyncio.run(child("raises", 0, error=OSError(2, "gone")))
except OSError as error:
    print(repr(error), places(error))

with asyncio.Runner() as runner:
    print(runner.run(child("runner", 0, "once")), runner.run(child("runner", 0, "twice")))
    print(type(runner.get_loop()).__name__)

loop = asyncio.new_event_loop()
print(loop.run_until_complete(child("loop", 0, "by hand")), loop.is_running(), loop.is_closed())
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
print(loop)
try:
    loop.call_soon(print)
except RuntimeError as error:
    print(error)
