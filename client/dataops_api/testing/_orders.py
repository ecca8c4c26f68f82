"""The orders that a test gives: what shall become of the next requests."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, TypeAlias

from dataops_api.testing._script import EVERYTHING, Effect, Scripted, canned

if TYPE_CHECKING:
    from dataops_api.testing._core import Core

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"


class Orders(ABC):
    """Failures on order.

    A target is an operation (`list_projects`), a route (`/projects/{id}`), both method and route (`GET /projects/{id}`)
    or `*` for every request. An order is for the next `times` requests to it, None for all, once `after` more have
    passed; the first order that fits has a request. It ends when it is used up, at the end of `with
    mock.rolled_back()`, by its own `stop()`, or as a context manager.
    """

    @property
    @abstractmethod
    def _running(self) -> Core:
        """The mock that is running; raises the error of one that is not."""

    def fail(
        self,
        target: str = EVERYTHING,
        status: int = 503,
        *,
        message: str | Mapping[str, Sequence[str]] | None = None,
        retry_after: float | datetime | None = None,
        headers: Mapping[str, str] | None = None,
        times: int | None = 1,
        after: int = 0,
        served: bool = False,
    ) -> Scripted:
        """Answer with an error, in the API's form; with `served` the request has its effect all the same.

        `retry_after` is in seconds, or the time to come back at. Raises `ValueError` for a target that does not exist.
        """
        body = None if message is None else {"message": message}
        waits = {} if retry_after is None else {"retry-after": _retry_after(retry_after)}
        return self.answer(
            target, body, status=status, headers={**waits, **(headers or {})}, times=times, after=after, served=served
        )

    def answer(
        self,
        target: str,
        body: JsonValue | bytes,
        *,
        status: int = 200,
        media_type: str | None = None,
        headers: Mapping[str, str] | None = None,
        times: int | None = 1,
        after: int = 0,
        served: bool = False,
    ) -> Scripted:
        """Answer with this body: bytes and text as they are, None as the status says, anything else as JSON.

        Raises `ValueError` for a target that does not exist.
        """
        from dataops_mock.http.standard import new_request_id  # noqa: PLC0415 - the extra is there once it runs

        core = self._running
        answer = canned(status, body, media_type=media_type, headers=headers or {}, request_id=new_request_id())
        with core.scripting() as script:
            return script.add(target, Effect(answer=answer, served=served), times=times, after=after)

    def stall(
        self, target: str = EVERYTHING, seconds: float | None = None, *, times: int | None = 1, after: int = 0
    ) -> Scripted:
        """Hold requests back for so many seconds and serve them then; None never does: the client must give up.

        Raises `ValueError` for a target that does not exist.
        """
        if seconds is not None and not 0 < seconds < math.inf:
            raise ValueError(f"seconds is {seconds} and must be more than 0, or None for ever.")
        with self._running.scripting() as script:
            return script.add(target, Effect(seconds=seconds), times=times, after=after)

    def drop(
        self,
        target: str = EVERYTHING,
        *,
        at: int | None = None,
        times: int | None = 1,
        after: int = 0,
        served: bool = False,
    ) -> Scripted:
        """Close the connection without an answer, or `at` so many bytes of the body of the answer.

        With `served`, and with `at`, the request has its effect all the same. Raises `ValueError` for a target that
        does not exist.
        """
        if at is not None and at < 0:
            raise ValueError(f"at is {at} and must be 0 bytes or more.")
        effect = Effect(served=served or at is not None, cut=-1 if at is None else at)
        with self._running.scripting() as script:
            return script.add(target, effect, times=times, after=after)


def _retry_after(value: float | datetime) -> str:
    if isinstance(value, datetime):
        return format_datetime(value.astimezone(UTC), usegmt=True)
    return str(math.ceil(value))
