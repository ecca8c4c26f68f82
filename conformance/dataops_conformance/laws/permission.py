"""What the run's own user may do: a refusal for lack of rights is no fault of the server."""

from __future__ import annotations

from dataops_spec import Operation

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import NotTested

_FORBIDDEN = 403


def ensure_allowed(operation: Operation, exchange: Exchange) -> None:
    """Raise NotTested where the run's own user was answered that it may not."""
    if exchange.response.status == _FORBIDDEN:
        msg = f"{operation.id} was answered 403; give DATAOPS_TOKEN a user who may, or set DATAOPS_GROUP."
        raise NotTested(msg)
