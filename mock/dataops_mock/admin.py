"""The mock's own switches, below `/-/mock/`, for tests: no part of the API, without credentials, and not counted.

They answer clients on this machine alone, and no web page that one of them shows (`local.py`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import cast

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dataops_mock.http.quota import Counter
from dataops_mock.local import refusal
from dataops_mock.snapshot import snapshot, world_digest
from dataops_mock.state import State
from dataops_mock.world.progress import CANCELABLE, ENDED, set_job_status

_MAX_BODY = 64 * 1024
_STATES = ENDED | CANCELABLE


class _BadRequestError(Exception):
    """A request that the switches do not understand, said in a sentence."""


def create_admin(state: State, counter: Counter, host: str) -> Starlette:
    """Return the application of the switches over the state of a mock and its quota; it listens on `host`."""

    async def reset(_request: Request) -> Response:
        state.reset()
        counter.reset()
        return _json(200, {"message": "reset"})

    async def show(_request: Request) -> Response:
        return _json(200, _state(state))

    async def clock(request: Request) -> Response:
        seconds = (await _body(request)).get("advance_seconds")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float):
            msg = f"advance_seconds is {seconds!r} and must be a number of seconds."
            raise _BadRequestError(msg)
        try:
            now = state.clock.advance(seconds)
        except ValueError as error:
            raise _BadRequestError(str(error)) from error
        return _json(200, {"now": now.isoformat()})

    async def job(request: Request) -> Response:
        status = (await _body(request)).get("status")
        if status not in _STATES:
            msg = f"status is {status!r} and must be one of {', '.join(sorted(_STATES))}."
            raise _BadRequestError(msg)
        try:
            set_job_status(state.world, int(request.path_params["id"]), str(status))
        except KeyError:
            return _json(404, {"message": f"There is no job {request.path_params['id']}."})
        return _json(200, {"id": int(request.path_params["id"]), "status": status})

    return Starlette(
        routes=[
            Route("/-/mock/reset", _guarded(reset, host), methods=["POST"]),
            Route("/-/mock/state", _guarded(show, host), methods=["GET"]),
            Route("/-/mock/clock", _guarded(clock, host), methods=["POST"]),
            Route("/-/mock/jobs/{id:int}", _guarded(job, host), methods=["POST"]),
        ]
    )


def _state(state: State) -> dict[str, object]:
    shown = snapshot(state.world)
    return {
        "now": state.clock.now().isoformat(),
        "digest": world_digest(shown),
        "counts": {table: len(rows) for table, rows in shown.items()},
        "snapshot": {table: dict(rows) for table, rows in shown.items()},
    }


_Endpoint = Callable[[Request], Awaitable[Response]]


def _guarded(endpoint: _Endpoint, host: str) -> _Endpoint:
    """Let clients on this machine alone reach an endpoint, and answer in JSON what it does not understand."""

    async def guarded(request: Request) -> Response:
        if (sentence := refusal(request, host)) is not None:
            return _json(403, {"message": sentence})
        try:
            return await endpoint(request)
        except _BadRequestError as error:
            return _json(400, {"message": str(error)})

    return guarded


async def _body(request: Request) -> Mapping[str, object]:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > _MAX_BODY:
            msg = f"The body is larger than {_MAX_BODY} bytes."
            raise _BadRequestError(msg)
    try:
        value: object = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        msg = f"The body is not valid JSON: {error}."
        raise _BadRequestError(msg) from error
    if not isinstance(value, dict):
        msg = "The body is not a JSON object."
        raise _BadRequestError(msg)
    return cast("dict[str, object]", value)


def _json(status: int, body: object) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")
