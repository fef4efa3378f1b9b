# strftime of the GNU C library: flags, widths and modifiers.
import time

MOMENTS = [
    (5, 3, 7, 4, 5, 6, 2, 66, 0),
    (-12345, 3, 7, 14, 5, 6, 2, 66, 0),
    (12345, 12, 31, 0, 0, 0, 6, 366, 0),
    (2024, 2, 29, 23, 59, 61, 3, 60, -1),
]
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%+é1 "
BEFORE = ["", "4", "05", "_6", "-", "-7", "^", "#", "#^", "^12", "0#12", "_-3", "-_3", "5_", "10", "011"]
for letter in LETTERS:
    for before in BEFORE:
        for modifier in ["", "E", "O", "EO"]:
            pattern = "<%" + before + modifier + letter + ">"
            print(pattern, [time.strftime(pattern, moment) for moment in MOMENTS])
for pattern in ["%", "%5", "%-", "%E", "%5O", "%%%", "a%", "%1000Y", "%1023Y", "%1024Y", "%99999999999999999999d"]:
    print(pattern[:9], len(time.strftime(pattern, MOMENTS[0])), time.strftime(pattern, MOMENTS[0])[-5:])
print(len(time.strftime("%d" * 512, MOMENTS[0])), len(time.strftime("%9999d" * 2, MOMENTS[0])))
for daylight in (-1, 0, 1, 2):
    moment = (2024, 12, 31, 0, 0, 0, 6, 366, daylight)
    print(time.mktime(moment), time.strftime("%s %z %Z|%8z|%8Z", moment))
