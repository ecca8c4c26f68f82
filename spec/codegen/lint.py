"""Check the contract and everything that is published of it: `python spec/codegen/lint.py`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "templates"), str(HERE)]

from dataops_codegen.lint import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
