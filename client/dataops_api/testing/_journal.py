"""What was asked of the mock: enough to tell what an app did, and no secret."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final

_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request to the API.

    `path` stands as it was sent, from `/api/v4` on; `query` names the parameters without their values; `operation` is
    the contract's id, empty where it knows none. `status` is None as long as there is no answer, and where none came;
    `scripted` tells whether the test had a part in the answer.
    """

    method: str
    path: str
    operation: str
    query: tuple[str, ...]
    status: int | None = None
    request_id: str | None = None
    scripted: bool = False


class Journal:
    """The last requests, in the order in which they came."""

    def __init__(self) -> None:
        self._entries: OrderedDict[int, RecordedRequest] = OrderedDict()
        self._last = 0

    def add(self, request: RecordedRequest) -> int:
        """Keep a request; return the number under which its answer is told."""
        self._last += 1
        self._entries[self._last] = request
        if len(self._entries) > _MOST:
            self._entries.popitem(last=False)
        return self._last

    def answered(self, number: int, status: int, request_id: str | None) -> None:
        """Tell the answer to a request, if it is still kept."""
        known = self._entries.get(number)
        if known is not None:
            self._entries[number] = replace(known, status=status, request_id=request_id)

    def clear(self) -> None:
        """Forget every request."""
        self._entries.clear()

    def all(self) -> tuple[RecordedRequest, ...]:
        """Return the requests, the oldest first."""
        return tuple(self._entries.values())
