"""SystemExit with a message: on stderr, status 1; finally blocks run."""
import sys

try:
    print("working")
    sys.exit("gave up")
finally:
    print("cleaned")
