"""`python -m ferrotype.parity`."""

import sys

from ferrotype.parity.command_line import main

sys.exit(main(sys.argv[1:]))
