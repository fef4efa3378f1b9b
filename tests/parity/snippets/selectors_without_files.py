"""`select` and `selectors` where nothing is registered: what is left is to sleep."""

import select
import selectors
import time

print(select.select([], [], [], 0.01), select.error, select.EPOLLIN | select.EPOLLET)
with select.epoll() as events:
    print(events.closed, events.poll(0.01), events.poll(0, 5))
print(events.closed)
for wrong in (
    lambda: events.poll(),
    lambda: select.epoll().poll("x"),
    lambda: select.epoll().poll(0, 0),
    lambda: select.epoll(-5),
    lambda: select.select([], [], [], -1),
    lambda: select.select([], [], [], "x"),
    lambda: select.select(1, [], [], 0),
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(select.poll().poll(1))
selector = selectors.DefaultSelector()
print(type(selector).__name__, selectors.DefaultSelector is selectors.EpollSelector)
began = time.monotonic()
print(selector.select(0.02), time.monotonic() - began >= 0.02)
print(dict(selector.get_map()))
try:
    selector.unregister(0)
except KeyError as error:
    print(error)
selector.close()
