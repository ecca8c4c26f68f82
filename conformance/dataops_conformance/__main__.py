"""`python -m dataops_conformance`, and the entry point of the command."""

from __future__ import annotations

import os
import sys

# What the extra `conformance` brings, by the names that are imported.
_EXTRA = frozenset({"dotenv", "hypothesis", "jinja2", "jsonschema_rs", "markupsafe", "pytest", "rich", "schemathesis"})


def main() -> int:
    """Run the command line; say in one line which extra is missing where it is."""
    try:
        from dataops_conformance import cli  # noqa: PLC0415 - its imports, and the command's own, are what may be missing

        return cli.main(sys.argv[1:], os.environ)
    except ModuleNotFoundError as exc:
        if (exc.name or "").partition(".")[0] not in _EXTRA:
            raise
        sys.stderr.write(
            f'dataops-conformance: {exc.name} is not installed; run `pip install "dataops-api[conformance]"`.\n'
        )
        return 2


if __name__ == "__main__":
    sys.exit(main())
