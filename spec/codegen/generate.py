"""Generate everything that is derived from the contract: `python spec/codegen/generate.py [--check]`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The templates come first: the generated copy of `dataops_spec` may be stale, or not be there at all.
sys.path[:0] = [str(HERE / "templates"), str(HERE)]

from dataops_codegen.generate import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
