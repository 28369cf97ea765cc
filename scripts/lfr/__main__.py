"""`python -m lfr` is the command `lfr`."""

import sys

from lfr.cli import main

sys.exit(main())
