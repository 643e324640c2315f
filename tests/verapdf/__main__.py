"""`python -m tests.verapdf` sets the engine up; `python -m tests.verapdf ua1,2a FILE…` validates."""

import sys
from pathlib import Path

from tests.verapdf import set_up, validated

if len(sys.argv) < 3:
    set_up()
else:
    lines = validated(sys.argv[1], map(Path, sys.argv[2:]))
    print("\n".join(lines))
    sys.exit(any(line.startswith("FAIL") for line in lines))
