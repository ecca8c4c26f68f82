"""What can go wrong, as a tree.

    DataOpsError
    ├── ConfigurationError            the settings do not do; nothing was sent
    ├── TransportError                no whole answer came
    │   ├── ConnectionFailedError     no connection, or none that is safe (TLS)
    │   ├── RequestTimeoutError       the server said nothing for too long
    │   ├── DeadlineExceededError     the call took longer than it may, attempts and waits together
    │   ├── BrokenResponseError       the connection ended or the bytes are no HTTP
    │   └── RedirectError             a redirect that is not followed
    ├── StatusError                   an answer whose status is an error
    │   ├── BadRequestError           400
    │   ├── AuthenticationError       401
    │   ├── PermissionDeniedError     403
    │   ├── NotFoundError             404
    │   ├── MethodNotAllowedError     405
    │   ├── NotAcceptableError        406
    │   ├── ConflictError             409
    │   ├── UnsupportedMediaTypeError 415
    │   ├── UnprocessableEntityError  422
    │   ├── RateLimitError            429
    │   └── ServerError               500 and above
    ├── InvalidResponseError          an answer that is not what the contract says
    │   ├── InvalidItemError          … one item of a page
    │   └── PaginationError           … pages that lead nowhere
    └── WaitTimeoutError              what was waited for did not happen in time

`str()` of an error says all of it in one line: what was asked, what came, the request id, how often it was tried. No
token is in it: what the server wrote is cleaned of the tokens that the client knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from dataops_resources.models import Job, Pipeline
    from dataops_resources.runtime import Call

    from dataops_api._exchange import Response

_NO_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_LONGEST: Final = 500


class DataOpsError(Exception):
    """The base of all errors of this client.

    `method`, `route` (the path's template, such as `/projects/{id}`) and `operation` name the call, where there was
    one; `attempts` says how often a request of it was sent.
    """

    def __init__(self, message: str, *, call: Call | None = None, attempts: int = 0) -> None:
        self.message = message
        self.method = call.operation.method if call else None
        self.route = call.operation.route if call else None
        self.operation = call.operation.id if call else None
        self.attempts = attempts
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return _remade, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        return f"{self._subject()}: {self.message}{self._circumstances()}" if self.route else self.message

    def _subject(self) -> str:
        return f"{self.method} {self.route}"

    def _circumstances(self) -> str:
        known = [self.operation or "", *self._details()]
        if self.attempts:
            known.append("1 attempt" if self.attempts == 1 else f"{self.attempts} attempts")
        told = ", ".join(filter(None, known))
        return f" ({told})" if told else ""

    def _details(self) -> list[str]:
        return []


def _in_one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _links(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, what caused it, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _remade(kind: type[DataOpsError], arguments: tuple[object, ...], state: dict[str, object]) -> DataOpsError:
    """Make an error again that travelled between processes."""
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    error.__dict__.update(state)
    return error


class ConfigurationError(DataOpsError, ValueError):
    """The settings do not do; nothing was sent."""


class TransportError(DataOpsError):
    """No whole answer came.

    `sent` is false where the request certainly never reached the server, so that it is safe to send it again;
    `permanent` is true where another attempt would end in the same way.
    """

    def __init__(
        self, message: str, *, sent: bool = True, permanent: bool = False, call: Call | None = None, attempts: int = 0
    ) -> None:
        super().__init__(message, call=call, attempts=attempts)
        self.sent = sent
        self.permanent = permanent

    def of(self, call: Call, attempts: int, clean: Callable[[str], str] = str) -> TransportError:
        """Return the error with the call that it belongs to, its text without tokens.

        What caused it stays, unless a token is in what that says.
        """
        message = _in_one_line(clean(self.message))
        named = type(self)(message, sent=self.sent, permanent=self.permanent, call=call, attempts=attempts)
        told = "".join(str(link) for link in _links(self.__cause__))
        named.__cause__ = self.__cause__ if clean(told) == told else None
        return named


class ConnectionFailedError(TransportError):
    """No connection, or none that is safe."""


class RequestTimeoutError(TransportError, TimeoutError):
    """The server said nothing for longer than an attempt may wait."""

    # TimeoutError is an OSError, whose str() is its own.
    __str__ = DataOpsError.__str__


class DeadlineExceededError(TransportError, TimeoutError):
    """The call took longer than it may, attempts and waits together."""

    __str__ = DataOpsError.__str__


class BrokenResponseError(TransportError):
    """The connection ended before the answer did, or what came is no HTTP, or is more than the client takes."""


class RedirectError(TransportError):
    """The server sent the client elsewhere, and the client does not go there."""


class StatusError(DataOpsError):
    """An answer whose status is an error.

    `message` is what the API says, from whichever of its forms; `fields` maps a field to what is wrong with it, where
    the API says so; `response` is the whole answer, `request_id` names it in the server's logs.
    """

    status: ClassVar[int] = 0

    def __init__(
        self,
        message: str,
        *,
        response: Response,
        call: Call | None = None,
        attempts: int = 1,
        fields: Mapping[str, tuple[str, ...]] = _NO_FIELDS,
        hint: str = "",
    ) -> None:
        super().__init__(message, call=call, attempts=attempts)
        self.response = response
        self.status_code = response.status_code
        self.request_id = response.request_id
        self.fields: Mapping[str, tuple[str, ...]] = dict(fields)
        self.hint = hint

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.status_code} on {super().__str__()}{hint}"

    def _details(self) -> list[str]:
        return [f"request id {self.request_id}"] if self.request_id else []


class BadRequestError(StatusError):
    """400: a field is missing or invalid, or a rule of the resource is broken; see `fields`."""

    status = 400


class AuthenticationError(StatusError):
    """401: no credential, or none that is valid here."""

    status = 401


class PermissionDeniedError(StatusError):
    """403: the user is known and has not the right, or the token has not the scope."""

    status = 403


class NotFoundError(StatusError):
    """404: it does not exist, or the user may not know of it."""

    status = 404


class MethodNotAllowedError(StatusError):
    """405: the path does not know the method."""

    status = 405


class NotAcceptableError(StatusError):
    """406: the server takes or gives no such content type."""

    status = 406


class ConflictError(StatusError):
    """409: it exists already, or its state does not allow this."""

    status = 409


class UnsupportedMediaTypeError(StatusError):
    """415: the server does not take the body's content type."""

    status = 415


class UnprocessableEntityError(StatusError):
    """422: the server understood and cannot do it."""

    status = 422


class RateLimitError(StatusError):
    """429: the quota of the user is used up, and the retries with it.

    `retry_after` is the number of seconds that the server asks to wait, where it says so.
    """

    status = 429

    @property
    def retry_after(self) -> float | None:
        """How many seconds the server asks to wait."""
        from dataops_api._retry import retry_after  # noqa: PLC0415 - errors are imported before anything is asked

        return retry_after(self.response.headers)


class ServerError(StatusError):
    """500 and above: the server failed."""

    status = 500


class InvalidResponseError(DataOpsError):
    """An answer that is not what the contract says: no JSON, or a field of another type."""

    def __init__(self, message: str, *, call: Call | None = None, response: Response | None = None) -> None:
        clean = response.clean(message) if response else message
        super().__init__(clean, call=call, attempts=response.attempts if response else 0)
        self.response = response
        self.request_id = response.request_id if response else None

    def _details(self) -> list[str]:
        return [f"request id {self.request_id}"] if self.request_id else []


class InvalidItemError(InvalidResponseError):
    """One item of a page is not what the contract says: `index` on its page, the `value` that came, the `reason`."""

    def __init__(
        self,
        message: str,
        *,
        index: int,
        value: object,
        reason: str,
        call: Call | None = None,
        response: Response | None = None,
    ) -> None:
        super().__init__(message, call=call, response=response)
        self.index = index
        self.value = value
        self.reason = reason


class PaginationError(InvalidResponseError):
    """The pages of a list lead nowhere: the same one again, or another list's."""


class WaitTimeoutError(DataOpsError, TimeoutError):
    """What was waited for did not happen in time; `last` is the pipeline or the job as it stood."""

    __str__ = DataOpsError.__str__

    def __init__(self, message: str, *, last: Pipeline | Job) -> None:
        super().__init__(message)
        self.last = last


_BY_STATUS: Final[Mapping[int, type[StatusError]]] = MappingProxyType({
    kind.status: kind
    for kind in (
        BadRequestError,
        AuthenticationError,
        PermissionDeniedError,
        NotFoundError,
        MethodNotAllowedError,
        NotAcceptableError,
        ConflictError,
        UnsupportedMediaTypeError,
        UnprocessableEntityError,
        RateLimitError,
    )
})  # fmt: skip


def class_of(status: int) -> type[StatusError]:
    """Return the class of the error of a status; `StatusError` itself for one that has none."""
    return _BY_STATUS.get(status) or (ServerError if status >= ServerError.status else StatusError)
