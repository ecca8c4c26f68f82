"""Ask, before anything else, whether the API is there and knows who asks."""

from __future__ import annotations

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, Response
from dataops_conformance.law import NotTested
from dataops_conformance.target.errors import BudgetExhausted, TargetError
from dataops_conformance.text import one_line

_SHOWN = 60
_UNAUTHORIZED = 401


def preflight(context: Context) -> str | None:
    """Return in one sentence why a run would say nothing about the server; None where it would.

    One request where all is well. Only what both of two operations say is believed, so that a fault of one of them is
    left to the laws.
    """
    try:
        with context.setup():
            first = context.send("get_version")
            if _served(first.response):
                return None
            second = context.send("get_current_user")
    except (TargetError, BudgetExhausted, NotTested) as exc:
        return str(exc)
    if _served(second.response):
        return None
    if first.response.status == second.response.status == _UNAUTHORIZED and _is_json(first.response):
        return "Credentials refused: the server answered 401 to DATAOPS_TOKEN; check that it is whole and still valid."
    if _is_json(first.response) and _is_json(second.response) and not _unknown(first, second):
        return None
    return f"No v4 API answers at {context.settings.base_url}: {_seen(first)}; {_remedy(context.settings.base_url)}"


def _served(response: Response) -> bool:
    return response.status < 300 and _is_json(response)


def _unknown(first: Exchange, second: Exchange) -> bool:
    return first.response.status == second.response.status == 404


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


def _remedy(base_url: str) -> str:
    if base_url.endswith("/api/v4"):
        return "check --base-url."
    return f"the base URL should end in /api/v4, try --base-url {base_url}/api/v4."
