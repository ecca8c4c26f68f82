"""How a law says what it saw: an answer in one line."""

from __future__ import annotations

from dataops_conformance.exchange import Exchange, Response
from dataops_conformance.text import one_line

_SHOWN = 160


def told(answer: Exchange | Response) -> str:
    """Return the status and the beginning of the body."""
    response = answer.response if isinstance(answer, Exchange) else answer
    text = one_line(response.body[: 4 * _SHOWN].decode("utf-8", "replace"))
    if not text:
        return str(response.status)
    return f"{response.status} {text if len(text) <= _SHOWN else f'{text[: _SHOWN - 1]}…'}"
