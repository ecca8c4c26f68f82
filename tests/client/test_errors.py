"""The tree of errors: one class for each status, one line for each error, and errors that travel between processes."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from typing import NoReturn, cast

import pytest
from dataops_api import errors
from dataops_api._exchange import Headers, Response
from dataops_api.errors import (
    BadRequestError,
    ConfigurationError,
    ConnectionFailedError,
    DataOpsError,
    DeadlineExceededError,
    InvalidItemError,
    InvalidResponseError,
    PaginationError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
    StatusError,
    TransportError,
    WaitTimeoutError,
    class_of,
)
from dataops_api.models import Pipeline
from dataops_resources.runtime import Call, Operation

CALL = Call(Operation(id="do_thing", method="GET", route="/things/{id}", credentials=frozenset({"token"})), {})
ANSWER = Response(
    400, Headers({"X-Request-Id": "r-1", "Retry-After": "7"}), b'{"a": 1}', "https://a/api/v4/things/1", 2
)


def samples() -> list[DataOpsError]:
    return [
        DataOpsError("went wrong"),
        ConfigurationError("The URL is none."),
        ConnectionFailedError("no connection", sent=False, permanent=True).of(CALL, 3),
        RequestTimeoutError("silence").of(CALL, 1),
        DeadlineExceededError("over", call=CALL, attempts=2),
        BadRequestError("name is taken", response=ANSWER, call=CALL, attempts=2, fields={"name": ("is taken",)}),
        RateLimitError("slow down", response=ANSWER, call=CALL, attempts=2, hint="Wait."),
        StatusError("teapot", response=ANSWER),
        InvalidResponseError("no JSON", call=CALL, response=ANSWER),
        InvalidItemError("Item 3", index=3, value={"id": "x"}, reason="Expected `int`", call=CALL, response=ANSWER),
        PaginationError("in circles", call=CALL),
        WaitTimeoutError("Pipeline 7 has not ended.", last=cast(Pipeline, {"id": 7})),
    ]


SAID = [
    "went wrong",
    "The URL is none.",
    "GET /things/{id}: no connection (do_thing, 3 attempts)",
    "GET /things/{id}: silence (do_thing, 1 attempt)",
    "GET /things/{id}: over (do_thing, 2 attempts)",
    "400 on GET /things/{id}: name is taken (do_thing, request id r-1, 2 attempts)",
    "400 on GET /things/{id}: slow down (do_thing, request id r-1, 2 attempts) Wait.",
    "400 on teapot",
    "GET /things/{id}: no JSON (do_thing, request id r-1, 2 attempts)",
    "GET /things/{id}: Item 3 (do_thing, request id r-1, 2 attempts)",
    "GET /things/{id}: in circles (do_thing)",
    "Pipeline 7 has not ended.",
]


@pytest.mark.parametrize(("error", "said"), list(zip(samples(), SAID, strict=True)))
def test_an_error_says_all_in_one_line(error: DataOpsError, said: str) -> None:
    assert str(error) == said
    assert f"{error}" == said


def pickled(error: DataOpsError) -> object:
    return pickle.loads(pickle.dumps(error))


def state(error: DataOpsError) -> dict[str, object]:
    """Return all that an error knows."""
    known = dict(vars(error))
    if isinstance(response := known.get("response"), Response):
        known["response"] = (
            response.status_code,
            dict(response.headers),
            response.content,
            response.url,
            response.attempts,
        )
    return known


@pytest.mark.parametrize("error", samples(), ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "travel",
    [pickled, copy.copy, copy.deepcopy],
    ids=["pickled", "copied", "deeply"],
)
def test_an_error_travels_whole(error: DataOpsError, travel: Callable[[DataOpsError], DataOpsError]) -> None:
    error.add_note("seen in the nightly run")

    arrived = travel(error)

    assert type(arrived) is type(error)
    assert (str(arrived), arrived.args, state(arrived)) == (str(error), error.args, state(error))
    assert arrived.__notes__ == error.__notes__


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_travels_by_each_protocol(protocol: int) -> None:
    error = BadRequestError("x", response=ANSWER, call=CALL)

    assert str(pickle.loads(pickle.dumps(error, protocol))) == str(error)


def test_each_class_is_in_the_drawing_and_has_its_status() -> None:
    classes = {
        name: kind
        for name, kind in vars(errors).items()
        if inspect.isclass(kind) and issubclass(kind, DataOpsError) and kind.__module__ == errors.__name__
    }
    drawn = {
        line.split("──")[-1].split()[0]
        for line in (errors.__doc__ or "").splitlines()
        if "Error" in line and "──" in line
    }

    assert drawn | {"DataOpsError"} == set(classes)
    for name, kind in classes.items():
        if issubclass(kind, StatusError) and kind.status:
            line = next(line for line in (errors.__doc__ or "").splitlines() if f"── {name} " in line)
            assert line.rstrip().endswith(f"{kind.status}") or kind is ServerError


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (402, "StatusError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (405, "MethodNotAllowedError"),
        (406, "NotAcceptableError"),
        (409, "ConflictError"),
        (415, "UnsupportedMediaTypeError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (499, "StatusError"),
        (500, "ServerError"),
        (503, "ServerError"),
        (599, "ServerError"),
    ],
)
def test_a_status_has_a_class(status: int, name: str) -> None:
    assert class_of(status).__name__ == name


def test_errors_are_what_python_calls_them() -> None:
    assert issubclass(ConfigurationError, ValueError)
    assert issubclass(RequestTimeoutError, TimeoutError)
    assert issubclass(DeadlineExceededError, TimeoutError)
    assert issubclass(WaitTimeoutError, TimeoutError)


def fail(text: str) -> NoReturn:
    raise OSError(text)


def test_an_error_of_the_transport_keeps_what_caused_it_unless_that_tells_a_token() -> None:
    def caused(text: str) -> TransportError:
        try:
            try:
                fail(text)
            except OSError as cause:
                raise ConnectionFailedError(f"no connection: {text}\nat all" + "x" * 1000) from cause
        except ConnectionFailedError as error:
            return error.of(CALL, 1, lambda told: told.replace("glpat-1", "<redacted>"))

    assert [repr(caused(text).__cause__) for text in ("refused", "bad line glpat-1")] == ["OSError('refused')", "None"]
    assert caused("glpat-1").message == "no connection: <redacted> at all" + "x" * 468 + "…"


def test_how_long_to_wait_is_read_from_a_429() -> None:
    assert RateLimitError("x", response=ANSWER).retry_after == 7.0
    assert RateLimitError("x", response=Response(429, {}, b"", "")).retry_after is None
