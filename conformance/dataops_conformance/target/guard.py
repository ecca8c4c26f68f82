"""Let nothing change a server that is not there for it, where nothing can get round that: on the way onto the wire.

A run is guarded in the profile read-only, and, whatever the profile, on a host that is neither loopback nor named a
sandbox.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from dataops_conformance.target.errors import Withheld
from dataops_conformance.target.network import Channel, Incoming, Outgoing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_unsafe(method: str) -> None:
    """Raise Withheld unless the method is a safe one."""
    if method.upper() not in SAFE_METHODS:
        verb = method.upper()
        msg = f"The profile read-only lets no {verb} leave; name the host with --sandbox where things may be changed."
        raise Withheld(msg)


class ReadOnlyChannel:
    """Lets safe methods through to another channel, and nothing else."""

    def __init__(self, channel: Channel) -> None:
        """Take the channel that does the sending."""
        self._channel = channel

    @contextmanager
    def send(self, outgoing: Outgoing) -> Generator[Incoming]:
        """Send a safe request; raise Withheld for any other."""
        refuse_unsafe(outgoing.method)
        with self._channel.send(outgoing) as incoming:
            yield incoming

    def close(self) -> None:
        """Close the channel behind."""
        self._channel.close()
