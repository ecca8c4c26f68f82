"""What the mock writes to standard error: never a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable

REDACTED = "[redacted]"
# The secrets of the API by their prefixes, and whatever a parameter or header of a token's name holds.
_SHAPED = re.compile(r"\bgl[a-z]{2,6}-[\w-]+")
_NAMED = re.compile(
    r"""(token(?:['"]?\s*[=:]|['"],)\s*b?['"]?|bearer\s+)[^\s&'",;)]+""", re.IGNORECASE
)  # fmt: skip


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a text without these secrets, and without all that looks like one."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, REDACTED)
    return _NAMED.sub(rf"\1{REDACTED}", _SHAPED.sub(REDACTED, text))


class RedactingFormatter(logging.Formatter):
    """Write a record, its traceback included, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line or lines of a record."""
        return redact(super().format(record))


def configure(level: str) -> None:
    """Let every logger of the process write to standard error from this level up, through the redaction."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=level.upper())
