"""Keep a read-only run read-only, where nothing can get round it: in the transport."""

from __future__ import annotations

import httpx

from dataops_conformance.target.errors import Withheld

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_unsafe(method: str) -> None:
    """Raise Withheld unless the method is a safe one."""
    if method.upper() not in SAFE_METHODS:
        verb = method.upper()
        msg = f"The profile read-only lets no {verb} leave; take --profile standard where things may be changed."
        raise Withheld(msg)


class ReadOnlyTransport(httpx.BaseTransport):
    """Lets safe methods through to another transport, and nothing else."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        """Take the transport that does the sending."""
        self._transport = transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a safe request; raise Withheld for any other."""
        refuse_unsafe(request.method)
        return self._transport.handle_request(request)

    def close(self) -> None:
        """Close the transport behind."""
        self._transport.close()
