"""What the client writes to its logger: one record for each answer, failure and wait, without a token."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dataops_api._credentials import Redactor
    from dataops_api._exchange import Request, Response
    from dataops_api.errors import TransportError

LOGGER: Final = logging.getLogger("dataops_api")
"""Answers and failures are of the level DEBUG, retries and waits of INFO, what is passed over of WARNING.

A record has its facts as attributes too: `method`, `route`, `operation`, `attempt`, and `status`, `seconds`,
`request_id`, `reason` where they are known.
"""


class Log:
    """Writes what happens to a call. The route stands in for the path, and no header, query or body is written."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def answered(self, request: Request, response: Response, seconds: float) -> None:
        """Note an answer."""
        if LOGGER.isEnabledFor(logging.DEBUG):
            facts = {**_facts(request), "status": response.status_code, "seconds": seconds}
            facts["request_id"] = self._redactor.clean(response.request_id or "")
            LOGGER.debug(
                "%s %s: %d in %.0f ms (attempt %d, request id %s)",
                *(facts["method"], facts["route"], response.status_code, seconds * 1000, request.attempt),
                facts["request_id"] or "none",
                extra=facts,
            )

    def failed(self, request: Request, error: TransportError, seconds: float) -> None:
        """Note that none came."""
        if LOGGER.isEnabledFor(logging.DEBUG):
            facts = {**_facts(request), "seconds": seconds, "reason": self._redactor.clean(error.message)}
            LOGGER.debug(
                "%s %s: %s after %.0f ms (attempt %d)",
                *(facts["method"], facts["route"], facts["reason"], seconds * 1000, request.attempt),
                extra=facts,
            )

    def waits(self, request: Request, seconds: float, reason: str) -> None:
        """Note a wait; the request's `attempt` is the last one that was made, 0 where none was."""
        if LOGGER.isEnabledFor(logging.INFO):
            facts = {**_facts(request), "seconds": seconds, "reason": reason}
            LOGGER.info(
                "%s %s: waits %.1f s for %s (%s)",
                *(facts["method"], facts["route"], seconds, reason),
                f"after attempt {request.attempt}" if request.attempt else "before the first attempt",
                extra=facts,
            )


def _facts(request: Request) -> dict[str, object]:
    operation = request.operation
    return {
        "method": request.method,
        "route": operation.route if operation else "",
        "operation": operation.id if operation else "",
        "attempt": request.attempt,
    }
