"""time: struct_time, gmtime, strftime, asctime, and their errors."""
import time
t = time.gmtime(0)
print(t, t[0], t.tm_year, t.tm_wday, t.tm_yday, t.tm_isdst, t.tm_zone, t.tm_gmtoff, len(t), tuple(t), t.n_fields, t.n_sequence_fields, t.n_unnamed_fields)
print(time.gmtime(1000000000.0), time.gmtime(-1), time.gmtime(1.9))
s = time.struct_time((2020, 1, 2, 3, 4, 5, 3, 2, 0))
print(s, s == (2020, 1, 2, 3, 4, 5, 3, 2, 0), s.tm_zone, s.tm_gmtoff, hash(s) == hash(tuple(s)), s < (2021,))
print(time.struct_time(range(11)).tm_gmtoff)
for f in (lambda: time.struct_time((1,)), lambda: time.struct_time(5), lambda: time.struct_time(range(12)), lambda: time.gmtime('a'), lambda: time.gmtime(1e+30), lambda: time.strftime('%Y', (1,)), lambda: time.strftime('%Y', 5), lambda: time.strftime(5), lambda: time.strftime('%Y', (2020, 13, 1, 0, 0, 0, 0, 1, 0)), lambda: time.asctime((2020, 13, 1, 0, 0, 0, 0, 1, 0)), lambda: time.mktime((1,)), lambda: setattr(s, 'tm_year', 1), lambda: time.gmtime(float('nan')), lambda: time.gmtime(10 ** 30), lambda: time.gmtime(10 ** 17), lambda: time.strftime('%Y', (2 ** 31, 1, 1, 0, 0, 0, 0, 1, 0)), lambda: time.strftime('%Y', (-2 ** 40, 1, 1, 0, 0, 0, 0, 1, 0)), lambda: time.strftime('%Y', (2 ** 70, 1, 1, 0, 0, 0, 0, 1, 0)), lambda: time.strftime('%Y', (2020, 1, 1, 25, 0, 0, 0, 1, 0)), lambda: time.strftime('%Y', (2020, 1, 1, 5, 60, 0, 0, 1, 0)), lambda: time.strftime('%Y', (2020, 1, 1, 5, 0, 62, 0, 1, 0)), lambda: time.strftime('%Y', (2020, 1, 32, 5, 0, 0, 0, 1, 0)), lambda: time.strftime('%Y', (2020, 1, 1, 5, 0, 0, -2, 1, 0)), lambda: time.strftime('%Y', (2020, 1, 1, 5, 0, 0, 0, 367, 0)), lambda: time.strftime('%Y', (2020, 1.5, 1, 5, 0, 0, 0, 1, 0)), lambda: time.struct_time((1, 2, 3, 4, 5, 6, 7, 8, 9), 5), lambda: time.strftime('a\x00b', s)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for c in 'aAbBcCdDeFgGhHIjklmMnpPrRStTuUVwWxXyY%':
    print(c, [time.strftime('%' + c, x) for x in (s, time.gmtime(1234567890), (999, 12, 31, 23, 59, 59, 6, 365, 0), (2021, 1, 3, 12, 0, 0, 6, 3, -1))])
print(time.strftime('%Y-%m-%d %% %Q é %', s), time.asctime(s), time.asctime((1, 2, 3, 4, 5, 6, 0, 1, 0)))
print(type(s), isinstance(s, tuple), s.__class__.__name__, time.struct_time.__module__, time.process_time() >= 0, time.process_time_ns() >= 0)
print(time.strftime("%z %Z", time.gmtime(0)), time.strftime("[%z%Z]", (2021, 1, 3, 12, 0, 0, 6, 3, -1)))


for clock in ("time", "monotonic", "perf_counter", "process_time", "thread_time", "clock", 5):
    try:
        print(clock, time.get_clock_info(clock))
    except (ValueError, TypeError) as error:
        print(clock, type(error).__name__, error)
