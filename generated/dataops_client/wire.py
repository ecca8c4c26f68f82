"""Write bodies in the content types that the API reads, and read those that it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, cast, get_args
from urllib.parse import urlencode

import httpx

BodyFormat: TypeAlias = Literal["json", "multipart", "urlencoded"]
"""How a body travels: `application/json`, `multipart/form-data` or `application/x-www-form-urlencoded`."""


def request_arguments(body: dict[str, Any], body_format: BodyFormat) -> dict[str, Any]:
    """Return the arguments that make httpx send `body`, what a model's `to_dict` gave, in `body_format`.

    Raises:
        ValueError: `body_format` is none of the three.
    """
    if body_format not in get_args(BodyFormat):
        msg = f"body_format is {body_format!r} and must be 'json', 'multipart' or 'urlencoded'."
        raise ValueError(msg)
    match body_format:
        case "json":
            return {"json": body}
        case "multipart":
            return {"files": [(name, (None, value.encode())) for name, value in form_fields(body)]}
        case "urlencoded":
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            return {"content": urlencode(list(form_fields(body))).encode(), "headers": headers}


def form_fields(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names and values of a form that says what `body` says.

    A map's field is `name[key]`, a list's item `name[]`, a field of a list's map `name[][key]`; null is `null`.
    """
    for name, value in body.items():
        yield from _fields(name, value)


def _fields(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            yield from _fields(f"{name}[{key}]", item)
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from _fields(f"{name}[]", item)
    else:
        yield name, _text(value)


def _text(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def is_json(response: httpx.Response) -> bool:
    """Tell whether `response` says that its body is JSON."""
    media_type = str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
    return media_type == "application/json" or media_type.endswith("+json")


def decoded(response: httpx.Response) -> Any:
    """Return the body of `response`: what its JSON means, or its text where it is no JSON."""
    return response.json() if is_json(response) else response.text
