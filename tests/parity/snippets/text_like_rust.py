# Constants that look like what generated code says of lines.
def shown(text):
    return f"{text}: frame.line(" + "frame.line(7)" + 'frame.line("x")' + "frame.line(99999999999)"


print(shown("text"))
try:
    shown("frame.line(" + 1)
except TypeError as error:
    print(error, "frame.line(-1)")
