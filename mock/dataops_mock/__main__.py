"""`python -m dataops_mock` and the command `dataops-mock`."""

from __future__ import annotations

import sys

# What the extra `mock` brings, by the names that are imported.
_EXTRA = frozenset({"croniter", "jsonschema_rs", "limits", "orjson", "python_multipart", "starlette", "uvicorn"})


def main() -> int:
    """Run the command line; say in one line which extra is missing where it is."""
    try:
        from dataops_mock.cli import main as run  # noqa: PLC0415 - its imports are what may be missing
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        sys.stderr.write(f"dataops-mock: {error.name} is not installed; run `pip install dataops-api[mock]`.\n")
        return 2
    return run()


if __name__ == "__main__":
    sys.exit(main())
