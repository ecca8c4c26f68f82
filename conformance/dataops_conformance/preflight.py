"""Ask, before anything else, whether the API is there and knows who asks."""

from __future__ import annotations

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, Response
from dataops_conformance.law import NotTested
from dataops_conformance.settings import UsageError
from dataops_conformance.target.errors import BudgetExhausted, TargetError
from dataops_conformance.text import one_line

_SHOWN = 60
_UNAUTHORIZED = 401
_NOT_FOUND = 404
_API = "/api/v4"


def preflight(context: Context) -> str | None:
    """Return in one sentence why a run would say nothing about the server; None where it would.

    One request where all is well. Only what both of two operations say is believed, so that a fault of one of them is
    left to the laws.

    Raises:
        UsageError: the base URL lacks /api/v4, and with it the API answers.
    """
    try:
        with context.setup():
            first = context.send("get_version")
            if _served(first.response):
                return None
            second = context.send("get_current_user")
            if not (_served(second.response) or _is_api(first, second)):
                _look_below(context)
    except (TargetError, BudgetExhausted, NotTested) as exc:
        return str(exc)
    if _served(second.response):
        return None
    if first.response.status == second.response.status == _UNAUTHORIZED and _is_json(first.response):
        return "Credentials refused: the server answered 401 to DATAOPS_TOKEN; check that it is whole and still valid."
    if _is_api(first, second):
        return None
    base_url = context.settings.base_url
    where = base_url if base_url.endswith(_API) else f"{base_url}, nor below it at {_API}"
    return f"No v4 API answers at {where}: {_seen(first)}; check --base-url."


def _look_below(context: Context) -> None:
    """Raise UsageError where the API answers at /api/v4 below the base URL."""
    base_url = context.settings.base_url
    if base_url.endswith(_API):
        return
    answer = context.send("get_version", raw_path=f"{_API}/version").response
    if _is_json(answer) and answer.status != _NOT_FOUND:
        msg = f"The base URL {base_url!r} lacks {_API}; give --base-url {base_url}{_API}."
        raise UsageError(msg)


def _served(response: Response) -> bool:
    return response.status < 300 and _is_json(response)


def _is_api(first: Exchange, second: Exchange) -> bool:
    """Tell whether both answers are in JSON, and not both that there is no such thing."""
    answers = first.response, second.response
    return all(map(_is_json, answers)) and any(answer.status != _NOT_FOUND for answer in answers)


def _is_json(response: Response) -> bool:
    """Tell by the body itself: a wrong content type is a matter for the laws."""
    try:
        return isinstance(response.json, dict)
    except ValueError:
        return False


def _seen(exchange: Exchange) -> str:
    response = exchange.response
    location = response.header("location")
    body = one_line(response.body[:_SHOWN].decode("utf-8", "replace"))
    answer = f"{response.status} {response.media_type or 'without a content type'}"
    told = f"a redirect to {one_line(location)}" if location else f"beginning {body!r}" if body else "without a body"
    return f"{exchange.request.method} {exchange.request.path} was answered {answer}, {told}"
