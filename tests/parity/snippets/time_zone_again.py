"""`time.tzset` where the zone is UTC before and after."""
import os
import time

os.environ["TZ"] = "UTC0"
print(time.tzset(), time.tzname, time.timezone, time.localtime(0)[:6], time.mktime((1970, 1, 2, 0, 0, 0, 0, 0, 0)))
os.environ["TZ"] = "UTC"
time.tzset()
print(time.strftime("%H:%M %Z", time.localtime(3600)))
try:
    time.tzset(1)
except TypeError as error:
    print(error)
