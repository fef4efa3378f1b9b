"""A status beyond 125."""
import sys

print("leaving")
sys.exit(201)
