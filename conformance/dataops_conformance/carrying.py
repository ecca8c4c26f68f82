"""How the run's own token travels: in `private-token` here, in `PRIVATE-TOKEN` there, as a bearer token elsewhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from dataops_spec import Operation

from dataops_conformance.exchange import Credential, Exchange, Scheme

_TURNS: tuple[Scheme, ...] = ("bearer", "PRIVATE-TOKEN", "bearer", "private-token")
_ENOUGH = 2
_UNAUTHORIZED = 401
# What somebody else would be answered.
_REFUSED = frozenset({403, 404})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was refused as the token travelled, and the answer to it with the token in `private-token`."""

    operation: str
    scheme: Scheme
    refused: Exchange
    plain: Exchange


class Carrying:
    """Lets the token of the run travel in each of the ways that are the same, at no further request.

    The way depends on the seed and the operation alone, so that a narrowed run takes the same one. Where it is refused,
    and `private-token` is not, the operation keeps to `private-token`; where that happened twice, every operation does.
    """

    def __init__(self, seed: int) -> None:
        """Take the seed of the run."""
        self._seed = seed
        self._refusals: list[Refusal] = []
        self._proven: set[Scheme] = set()

    def carried(self, operation: Operation, token: Credential) -> Credential:
        """Return the token as it travels to the operation."""
        if token.scheme != "private-token" or not operation.takes_token:
            return token
        digest = hashlib.sha256(f"{self._seed}|{operation.id}|credential".encode()).digest()
        scheme = _TURNS[digest[0] % len(_TURNS)]
        refused = self.refusals(scheme)
        is_out = len(refused) >= _ENOUGH or any(refusal.operation == operation.id for refusal in refused)
        return token if is_out else replace(token, scheme=scheme)

    def is_taken(self, scheme: Scheme) -> bool:
        """Tell whether the token was taken in this way by now, wherever it travelled so."""
        return scheme in self._proven and not self.refusals(scheme)

    def is_doubtful(self, operation: Operation, exchange: Exchange) -> bool:
        """Tell whether the way may be to blame for the answer.

        It may be for any 401, and, until it has led to something, for what somebody else would be answered.
        """
        scheme, status = exchange.request.scheme, exchange.response.status
        if status < 300 and operation.path_parameters:
            self._proven.add(scheme)
        return status == _UNAUTHORIZED or (status in _REFUSED and scheme not in self._proven)

    def note(self, operation: Operation, refused: Exchange, plain: Exchange) -> None:
        """Keep that a request was refused, unless it was in the same way with the token in `private-token` too."""
        if plain.response.status != refused.response.status:
            self._refusals.append(Refusal(operation.id, refused.request.scheme, refused, plain))

    def refusals(self, scheme: Scheme) -> tuple[Refusal, ...]:
        """Return where the token was refused in this way alone."""
        return tuple(refusal for refusal in self._refusals if refusal.scheme == scheme)
