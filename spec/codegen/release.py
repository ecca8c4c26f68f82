"""Hold the contract to its version number, and publish it: `python spec/codegen/release.py --help`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "templates"), str(HERE)]

from dataops_codegen.release import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
