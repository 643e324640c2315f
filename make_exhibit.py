"""Takes the command line and hands it to the engine; `python make_exhibit.py` builds every exhibit."""

from predella.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
