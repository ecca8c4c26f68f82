"""Keep the run's exchanges for the reports: redacted, cut short, and up to a cap."""

from __future__ import annotations

from dataclasses import replace

from dataops_spec import Operation

from dataops_conformance.curl import Redact, record
from dataops_conformance.exchange import Exchange
from dataops_conformance.result import ExchangeRecord

KEPT = 1_000
"""Exchanges of a run that are kept."""

_BODY_LIMIT = 2_048
# A longer body would be held in memory to the end of the run for the sake of its first lines.
_LONGEST_BODY = 32_768


class Recorder:
    """Sees every exchange, and keeps the first `KEPT` of them.

    A record is made at the end of the run, when every secret is known.
    """

    def __init__(self, base_url: str, redact: Redact) -> None:
        """Take the address to show, and what puts variables in place of secrets."""
        self._base_url = base_url
        self._redact = redact
        self._exchanges: list[Exchange] = []

    def __call__(self, exchange: Exchange, operation: Operation | None) -> None:  # noqa: ARG002 - an observer's face
        """Take one exchange."""
        if len(self._exchanges) < KEPT:
            self._exchanges.append(_without_long_body(exchange))

    def records(self) -> tuple[ExchangeRecord, ...]:
        """Return the exchanges as reports show them, their bodies cut to 2,048 characters, without their curl."""
        return tuple(
            record(exchange, self._base_url, self._redact, body_limit=_BODY_LIMIT, with_curl=False)
            for exchange in self._exchanges
        )


def _without_long_body(exchange: Exchange) -> Exchange:
    body = exchange.response.body
    if len(body) <= _LONGEST_BODY:
        return exchange
    told = f"[a body of {len(body):,} bytes is not kept]".encode()
    return replace(exchange, response=replace(exchange.response, body=told))
