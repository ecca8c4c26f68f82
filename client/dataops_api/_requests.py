"""Write a call as a request: path, query, body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, Literal, TypeAlias, cast, get_args
from urllib.parse import quote, unquote, urlencode

import msgspec
from dataops_resources.runtime import Call, Operation, Options, QueryValue

from dataops_api._headers import check_headers, together
from dataops_api.errors import ConfigurationError

Method: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Body: TypeAlias = Mapping[str, object] | Sequence[object] | None
"""What is sent as JSON: an object or an array."""
_METHODS: Final[tuple[str, ...]] = get_args(Method)
_TOKENS_OF_A_QUERY: Final = frozenset({"private_token", "access_token", "job_token", "token"})


def free_call(
    method: Method,
    path: str,
    *,
    query: Mapping[str, QueryValue] | None,
    body: Body,
    headers: Mapping[str, str] | None,
    options: Options | None = None,
    content: object = None,
) -> Call:
    """Return a call of an endpoint that the contract does not have.

    Raises `ConfigurationError` for a method that there is not, for a path that does not begin with a slash, or leads
    elsewhere, for a query or a body of another type, and for a body together with a content.
    """
    known = _method(method)
    if not isinstance(cast("object", path), str):
        raise ConfigurationError(f"The path {path!r} is no text.")
    if not path.startswith("/") or path.startswith("//") or "\\" in path or _has_dots_alone(path):
        raise ConfigurationError(
            f"The path {path!r} must begin with one slash, behind the base URL, and hold no backslash, no dots alone, "
            "encoded or not."
        )
    if "?" in path or "#" in path:
        raise ConfigurationError(f"The path {path!r} has a query or a fragment: give the query as `query`.")
    _check_parts(query, body, content)
    operation = Operation(
        id="", method=known, route=path, credentials=frozenset({"token", "job"}), accept="application/json, */*;q=0.5"
    )
    return Call(operation, _with_headers(options, headers), query=query or {}, body=body)


def _check_parts(query: object, body: object, content: object) -> None:
    if body is not None and content is not None:
        raise ConfigurationError("A request has one body: give `body`, which is sent as JSON, or `content`, not both.")
    if query is not None and not isinstance(query, Mapping):
        raise ConfigurationError(f"query is of type {type(query).__name__} and must map names to values.")
    if body is not None and not isinstance(body, (Mapping, list, tuple)):
        msg = f"body is of type {type(body).__name__} and must be a mapping or a list: give other things as `content`."
        raise ConfigurationError(msg)


def _with_headers(options: Options | None, headers: Mapping[str, str] | None) -> Options:
    """Return the options with the headers of the call, which take the place of those of the same name."""
    if options is not None and not isinstance(cast("object", options), Mapping):
        raise ConfigurationError(f"options is of type {type(options).__name__} and must map names to values.")
    given: Options = options or {}
    if not headers:
        return given
    if "headers" not in given:
        return {**given, "headers": headers}
    check_headers(given["headers"])
    return {**given, "headers": together(given["headers"], headers)}


def _method(method: str) -> Method:
    """Return the method in capitals. Raises `ConfigurationError` for one that there is not."""
    upper = method.upper() if isinstance(cast("object", method), str) else ""
    if upper not in _METHODS:
        raise ConfigurationError(f"The method {method!r} is none of {', '.join(_METHODS)}.")
    return cast("Method", upper)


def _has_dots_alone(path: str) -> bool:
    # Servers decode a segment before they look at its dots.
    return any(unquote(segment) in {".", ".."} for segment in path.split("/"))


def target(call: Call) -> str:
    """Return the path and the query of a call, encoded, from the API's root."""
    path = call.operation.route
    for name, value in call.path.items():
        text = _segment(call, name, value)
        # Servers and proxies fold . and .. away, and another thing would be asked for.
        try:
            encoded = quote(text, safe="") if text not in {".", ".."} else text.replace(".", "%2E")
        except UnicodeEncodeError:
            msg = f"{name} holds half a character (a surrogate) in {call.operation.method} {call.operation.route}."
            raise ConfigurationError(msg) from None
        path = path.replace(f"{{{name}}}", encoded, 1)
    return f"{path}?{encoded}" if (encoded := _query(call)) else path


def _segment(call: Call, name: str, value: object) -> str:
    """Return what stands for a name in the path. Raises `ConfigurationError` for what is neither an id nor a path."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        given, remedy = repr(value), "give an id (int) or a path (str)"
    elif value == "":
        given, remedy = "empty", "give an id or a path"
    else:
        return str(value)
    msg = f"{name} is {given} in {call.operation.method} {call.operation.route}: {remedy}."
    raise ConfigurationError(msg)


def _query(call: Call) -> str:
    _check_days(call, call.query)
    try:
        return urlencode(list(query_pairs(call.query)), quote_via=quote)
    except UnicodeEncodeError:
        msg = f"The query of {call.operation.method} {call.operation.route} holds half a character (a surrogate)."
        raise ConfigurationError(msg) from None


def query_pairs(query: Mapping[str, QueryValue]) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a query; a sequence repeats its name, `None` is left out.

    Raises `ConfigurationError` for a value of another type, and for a sequence without items: no filter at all would be
    sent, and everything be found.
    """
    for name, value in query.items():
        if value is None:
            continue
        if isinstance(value, (str, int, date)):
            yield name, _text(name, value)
        else:
            for item in _items(name, value):
                yield name, _text(name, item)


def _items(name: str, value: object) -> list[object]:
    if not _is_sequence(value):
        raise ConfigurationError(_unfit(name, value))
    items = list(cast("Iterable[object]", value))
    if not items:
        msg = f"{name} is empty, and no filter would be sent: give at least one value, or None for no filter."
        raise ConfigurationError(msg)
    return items


def _is_sequence(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray, Mapping))


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ConfigurationError(_without_zone(name, value))
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, (str, int)):
        raise ConfigurationError(_unfit(name, value))
    return str(value)


def _unfit(name: str, value: object) -> str:
    return (
        f"{name} is {value!r} in a query, which takes a text, an integer, a bool, a date, a time, a sequence of them, "
        "or None to leave it out."
    )


def _without_zone(name: str, value: datetime) -> str:
    return f"{name} is {value.isoformat()}, a time without a zone: give it one, such as datetime.UTC."


def encode_body(call: Call) -> bytes | None:
    """Return the JSON of the body without the fields that are unset; `None` where the operation takes none."""
    body = call.body
    if body is None:
        return None
    if isinstance(body, Mapping):
        body = {name: value for name, value in body.items() if value is not msgspec.UNSET}
        _check_days(call, body)
    try:
        written = msgspec.json.encode(body)
    except (TypeError, ValueError, RecursionError) as exc:
        operation = call.operation
        msg = f"The body of {operation.id or f'{operation.method} {operation.route}'} cannot be written as JSON: {exc}."
        raise ConfigurationError(msg) from exc
    _check_times(body)
    return written


def _check_days(call: Call, values: Mapping[str, object]) -> None:
    """Raise `ConfigurationError` for a time where a day is wanted: which day it is depends on the zone."""
    for name in call.operation.days:
        if isinstance(value := values.get(name), datetime):
            msg = f"{name} is {value.isoformat()}, a time, and takes a day: give its date(), in the zone that you mean."
            raise ConfigurationError(msg)


def _check_times(body: object) -> None:
    """Raise `ConfigurationError` for a time without a zone: the server would take it for one of its own zone."""
    fields = cast("Mapping[str, object]", body).items() if isinstance(body, Mapping) else [("body", body)]
    left: list[tuple[str, object]] = list(fields)
    while left:
        name, value = left.pop()
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ConfigurationError(_without_zone(name, value))
        if isinstance(value, Mapping):
            left += [(name, inner) for inner in cast("Mapping[object, object]", value).values()]
        elif isinstance(value, (list, tuple, set, frozenset)):
            left += [(name, inner) for inner in cast("Iterable[object]", value)]


def secrets_of(call: Call) -> Iterator[str]:
    """Yield the tokens that a call's body and its query carry."""
    for fields in [call.body] if isinstance(call.body, Mapping) else call.body or ():
        for name, value in cast("Mapping[object, object]", fields).items() if isinstance(fields, Mapping) else ():
            if isinstance(value, str) and (name == "token" or str(name).endswith("_token")):
                yield value
    for name, value in call.query.items():
        if isinstance(value, str) and name.lower() in _TOKENS_OF_A_QUERY:
            yield value
