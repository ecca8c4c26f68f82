"""Read a TOML file that the user named."""

from __future__ import annotations

import tomllib
from pathlib import Path

from dataops_conformance.settings import UsageError


def read_toml(path: Path, what: str, option: str) -> dict[str, object]:
    """Return what the file holds; `what` and `option` say in a sentence what it is and how it was named.

    Raises:
        UsageError: the file cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        msg = f"The {what} {str(path)!r} cannot be read: {exc.strerror}; check {option}."
        raise UsageError(msg) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        msg = f"The {what} {str(path)!r} is not TOML: {exc}."
        raise UsageError(msg) from exc
