"""datetime."""
from datetime import date, datetime, time, timedelta, timezone

d = date(2024, 2, 29)
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.replace(year=2023, day=28), d + timedelta(days=366), d - date(2023, 1, 1), d.strftime("%Y/%m/%d %a %j"), d < date(2025, 1, 1), date.fromisoformat("2020-01-31"), d.timetuple()[:3], date.fromordinal(1), date.max)
t = datetime(2024, 12, 31, 23, 59, 59, 999999, tzinfo=timezone.utc)
print(t, repr(t), t.isoformat(), t.isoformat(" ", "seconds"), t + timedelta(microseconds=1), t.timestamp(), t.date(), t.time(), t.timetz(), t.astimezone(timezone(timedelta(hours=-7, minutes=-30))), t.utcoffset(), t.strftime("%d.%m.%y %H:%M:%S.%f %z %Z %p %I"))
delta = timedelta(days=1, hours=-5, seconds=90, milliseconds=5)
print(delta, repr(delta), delta.total_seconds(), delta * 2, delta / 2, -delta, abs(-delta), delta // timedelta(hours=1), delta % timedelta(hours=1), divmod(delta, timedelta(hours=5)), timedelta(-1), timedelta(microseconds=-1), timedelta(0) == timedelta(), bool(timedelta()), timedelta(weeks=1, minutes=0.5), delta > timedelta(1))
print(time(12, 30), repr(time(1, 2, 3, 4)), time.fromisoformat("04:23:01.000384"), time(23, 59) > time(1), datetime.strptime("2021-03-04 05:06", "%Y-%m-%d %H:%M"), datetime.fromisoformat("2011-11-04T00:05:23+04:00"), datetime.fromtimestamp(0, timezone.utc), datetime.combine(d, time(1, 2)), datetime(2020, 1, 1) - datetime(2019, 1, 1, 12))
print(timezone.utc, timezone(timedelta(hours=5, minutes=30)), repr(timezone(timedelta(hours=-1), "X")), timezone(timedelta(0)) == timezone.utc, hash(d) == hash(date(2024, 2, 29)), {d: 1}[date(2024, 2, 29)])
for bad in (lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: datetime(2020, 13, 1), lambda: time(25), lambda: date.fromisoformat("x"), lambda: timezone(timedelta(days=2)), lambda: datetime.strptime("x", "%Y"), lambda: d + 1, lambda: d < t, lambda: datetime(2020, 1, 1) < t, lambda: date.max + timedelta(1), lambda: timedelta(days=10**10), lambda: d - t):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
