"""`python -m predella` is the command `predella`."""

from predella.cli import main

raise SystemExit(main())
