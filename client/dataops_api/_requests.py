"""Write a call as a request: path, query, body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Literal, TypeAlias
from urllib.parse import quote, urlencode

import msgspec
from dataops_resources.runtime import Call, Operation, Options, QueryValue

from dataops_api.errors import ConfigurationError

Method: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


def free_call(
    method: Method,
    path: str,
    *,
    query: Mapping[str, QueryValue] | None,
    body: Mapping[str, object] | None,
    headers: Mapping[str, str] | None,
) -> Call:
    """Return a call of an endpoint that the contract does not have.

    Raises `ConfigurationError` for a path that does not begin with a slash, or leads elsewhere.
    """
    if not path.startswith("/") or path.startswith("//") or any(part in {".", ".."} for part in path.split("/")):
        raise ConfigurationError(
            f"The path {path!r} must begin with one slash, behind the base URL, and hold no dots alone."
        )
    if "?" in path or "#" in path:
        raise ConfigurationError(f"The path {path!r} has a query or a fragment: give the query as `query`.")
    options: Options = {"headers": headers} if headers else {}
    operation = Operation(
        id="", method=method, route=path, credentials=frozenset({"token", "job"}), accept="application/json, */*;q=0.5"
    )
    return Call(operation, options, query=query or {}, body=body)


def target(call: Call) -> str:
    """Return the path and the query of a call, encoded, from the API's root."""
    path = call.operation.route
    for name, value in call.path.items():
        text = str(value)
        if not text:
            msg = f"{name} is empty in {call.operation.method} {call.operation.route}: give an id or a path."
            raise ConfigurationError(msg)
        # Servers and proxies fold . and .. away, and another thing would be asked for.
        try:
            encoded = quote(text, safe="") if text not in {".", ".."} else text.replace(".", "%2E")
        except UnicodeEncodeError:
            msg = f"{name} holds half a character (a surrogate) in {call.operation.method} {call.operation.route}."
            raise ConfigurationError(msg) from None
        path = path.replace(f"{{{name}}}", encoded, 1)
    return f"{path}?{encoded}" if (encoded := _query(call)) else path


def _query(call: Call) -> str:
    try:
        return urlencode(list(query_pairs(call.query)), quote_via=quote)
    except UnicodeEncodeError:
        msg = f"The query of {call.operation.method} {call.operation.route} holds half a character (a surrogate)."
        raise ConfigurationError(msg) from None


def query_pairs(query: Mapping[str, QueryValue]) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a query; a sequence repeats its name, `None` is left out."""
    for name, value in query.items():
        if value is None:
            continue
        if isinstance(value, (str, int, date)):
            yield name, _text(name, value)
        else:
            for item in value:
                yield name, _text(name, item)


def _text(name: str, value: str | int | date) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime) and value.tzinfo is None:
        msg = f"{name} is {value.isoformat()}, a time without a zone: give it one, such as datetime.UTC."
        raise ConfigurationError(msg)
    return value.isoformat() if isinstance(value, date) else str(value)


def encode_body(call: Call) -> bytes | None:
    """Return the JSON of the body without the fields that are unset; `None` where the operation takes none."""
    if call.body is None:
        return None
    fields = {name: value for name, value in call.body.items() if value is not msgspec.UNSET}
    try:
        return msgspec.json.encode(fields)
    except (TypeError, ValueError, RecursionError) as exc:
        msg = f"The body of {call.operation.id} cannot be written as JSON: {exc}."
        raise ConfigurationError(msg) from exc


def secrets_of(call: Call) -> Iterator[str]:
    """Yield the tokens that a call's body carries."""
    for name, value in (call.body or {}).items():
        if isinstance(value, str) and (name == "token" or name.endswith("_token")):
            yield value
