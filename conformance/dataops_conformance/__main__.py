"""`python -m dataops_conformance`, and the entry point of the command."""

from __future__ import annotations

import io
import os
import sys
import traceback

# What the extra `conformance` brings, by the names that are imported.
_EXTRA = frozenset({"dotenv", "hypothesis", "jinja2", "jsonschema_rs", "markupsafe", "pytest", "rich", "schemathesis"})


_MISTAKE = 3


def main() -> int:
    """Run the command line; return its exit status, that of an inconclusive run where the suite itself breaks.

    A mistake of the suite shows its traceback, for it is nobody's who runs it; 1 would say that the server violates.
    """
    _let_every_character_out()
    try:
        return _main()
    except Exception:  # noqa: BLE001 - whatever it is, it is told, and is no verdict
        traceback.print_exc()
        sys.stderr.write("dataops-conformance: That is a mistake of the suite; it says nothing about the server.\n")
        return _MISTAKE


def _main() -> int:
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
    except KeyboardInterrupt:
        # While modules are imported nothing was sent yet.
        sys.stderr.write("dataops-conformance: interrupted.\n")
        return 3


def _let_every_character_out() -> None:
    """Write what the encoding of a stream does not hold as an escape: no text that a server sent may end a run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
