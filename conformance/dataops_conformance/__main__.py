"""`python -m dataops_conformance`, and the entry point of the command."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line; say which extra is missing where one is."""
    try:
        from dataops_conformance import cli  # noqa: PLC0415 - its imports are what may be missing
    except ModuleNotFoundError as exc:
        if (exc.name or "").startswith("dataops_"):
            raise
        sys.stderr.write(f"{exc.name} is not installed; run: pip install 'dataops-api[conformance]'\n")
        return 2
    return cli.main(sys.argv[1:], os.environ)


if __name__ == "__main__":
    sys.exit(main())
