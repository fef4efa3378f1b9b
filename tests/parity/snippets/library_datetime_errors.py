"""datetime: the values and errors of CPython's C version, also where they are not caught."""
from datetime import date, datetime, time, timedelta, timezone, tzinfo

day = date(2020, 1, 1)
moment = datetime(2020, 1, 1, 1, 1, fold=1, tzinfo=timezone.utc)
print(day.isocalendar(), repr(moment), moment - timedelta(days=1.5), str(timedelta(-1, 5)))
for failing in (
    lambda: date(0, 1, 1),
    lambda: date(2020, 13, 1),
    lambda: date(2020, 2, 30),
    lambda: date(2020, 1),
    lambda: time(24),
    lambda: time(0, fold=2),
    lambda: time(tzinfo=5),
    lambda: timedelta(days=10**9),
    lambda: date.max + timedelta(1),
    lambda: day < moment,
    lambda: moment < day,
    lambda: day + 1,
    lambda: 1 - day,
    lambda: day - moment,
    lambda: day < 5,
    lambda: timedelta(1) / "a",
    lambda: day.missing,
    lambda: round(timedelta(1)),
    lambda: moment - datetime(2020, 1, 1),
    lambda: moment < datetime(2020, 1, 1),
    lambda: date.fromisoformat("2020-13-01"),
    lambda: date.fromisoformat("x"),
    lambda: time.fromisoformat("25:00"),
    lambda: timezone(timedelta(days=1)),
    lambda: timezone.utc.utcoffset(day),
    lambda: tzinfo().utcoffset(None),
    lambda: date.fromordinal(0),
    lambda: datetime.combine(1, 2),
):
    try:
        print(failing())
    except Exception as error:
        print(type(error).__name__, error.args)


class Zone(tzinfo):
    def utcoffset(self, moment):
        return self.missing


try:
    moment.astimezone(Zone())
except AttributeError as error:
    print(error, error.__traceback__.tb_next.tb_next)


class Day(date):
    pass


try:
    Day(2020, 1, 1) + 1
except TypeError as error:
    print(error)


def last():
    return date(2021, 2, 29)


last()
