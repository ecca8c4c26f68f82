"""What a client makes of its arguments, and of itself."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NoReturn, TypeVar

import msgspec

from dataops_api._pacing import Pacer, Pacing, Quota, Unpaced
from dataops_api.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl

C = TypeVar("C")


class Network(msgspec.Struct, frozen=True):
    """How the network is reached: what is trusted, through which proxy, and by how many connections at once.

    What is None is the operating system's, and the environment's.
    """

    ssl_context: ssl.SSLContext | None = None
    proxy: str | None = None
    max_connections: int = 100


def pacing_of(quota: str | Pacing | None) -> Pacing:
    """Return what paces a client: by a quota such as `600/60s`, by something of the caller's own, or not at all.

    Raises `ConfigurationError` for a text of another form, and for what is neither.
    """
    if quota is None:
        return Unpaced()
    if isinstance(quota, str):
        return Pacer(Quota.read(quota))
    if not hasattr(quota, "reserve"):
        msg = f"The quota {quota!r} is no text of the form AMOUNT/SECONDSs and no SharedQuota; write 600/60s."
        raise ConfigurationError(msg)
    return quota


def copied(client: C, **changed: object) -> C:
    """Return an object of the same class that holds the same but for what is changed.

    What the class makes of itself when it is first used, such as the groups of a client, is made anew.
    """
    kind = type(client)
    copy = kind.__new__(kind)
    for name, value in vars(client).items():
        if not isinstance(getattr(kind, name, None), cached_property):
            setattr(copy, name, changed.get(name, value))
    return copy


def refuse_to_travel() -> NoReturn:
    """Raise `TypeError`: what holds a client's connections stays in its process."""
    raise TypeError("A client holds connections and a token and cannot be pickled: make one in each process.")
