"""`signal`: what is set for each, and those that the program raises itself."""

import signal

# What started the interpreter may have told these to be ignored.
for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
    signal.signal(number, signal.SIG_DFL)
for number in range(1, signal.NSIG):
    print(number, repr(signal.getsignal(number)).split(" at ")[0], signal.strsignal(number))
print(repr(signal.SIGINT), signal.Signals(15), repr(signal.SIG_IGN), signal.Signals.SIGABRT.name)
print(sorted(signal.valid_signals())[:3], len(signal.valid_signals()), signal.sigpending())
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)


def handler(number, frame):
    print("handled", repr(number), type(frame).__name__, frame.f_code.co_name)


def raises():
    signal.raise_signal(signal.SIGUSR1)


print(signal.signal(signal.SIGUSR1, handler))
print(signal.getsignal(signal.SIGUSR1) is handler)
raises()
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler)
raises()
print(repr(signal.signal(signal.SIGUSR1, signal.SIG_DFL)))
signal.raise_signal(signal.SIGCHLD)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as error:
    print("interrupted", error.args)
for wrong in (
    lambda: signal.signal(0, handler),
    lambda: signal.signal(65, handler),
    lambda: signal.signal(signal.SIGKILL, handler),
    lambda: signal.signal(signal.SIGINT, 5),
    lambda: signal.signal(signal.SIGINT, None),
    lambda: signal.signal("x", handler),
    lambda: signal.getsignal(0),
    lambda: signal.strsignal(99),
    lambda: signal.raise_signal(99),
    lambda: signal.raise_signal("x"),
    lambda: signal.siginterrupt(9, True),
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(signal.siginterrupt(signal.SIGTERM, False), signal.alarm(0), signal.set_wakeup_fd(-1))
print(signal.getitimer(signal.ITIMER_REAL))
