"""Follow a link of the contract from an answer to the operation that it feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from dataops_spec import Link, Operation

from dataops_conformance.exchange import JsonValue


@dataclass(frozen=True, slots=True)
class Arguments:
    """The path parameters and the query of a request."""

    path: Mapping[str, str | int]
    query: Mapping[str, str]


def follow(link: Link, target: Operation, body: JsonValue, path: Mapping[str, str | int]) -> Arguments | None:
    """Return the arguments that the link gives its target; None where the answer has not what the link names.

    `body` is the answer's, `path` the path parameters of the request that it answers.
    """
    names = {parameter.name for parameter in target.path_parameters}
    in_path: dict[str, str | int] = {}
    in_query: dict[str, str] = {}
    for name, expression in link.parameters.items():
        value = _evaluate(expression, body, path)
        if value is None:
            return None
        if name in names:
            in_path[name] = value
        else:
            in_query[name] = str(value)
    if not names <= set(in_path):
        return None
    return Arguments(in_path, in_query)


def item_path(template: str, values: Mapping[str, str | int]) -> str:
    """Return the path with its parameters percent-encoded, as they go over the wire."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", quote(str(value), safe=""))
    return template


def pointed(body: JsonValue, pointer: str) -> JsonValue:
    """Return what a JSON pointer names, None where there is nothing."""
    value = body
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _evaluate(expression: str, body: JsonValue, path: Mapping[str, str | int]) -> str | int | None:
    if expression.startswith("$request.path."):
        return path.get(expression.removeprefix("$request.path."))
    if expression.startswith("$response.body#"):
        value = pointed(body, expression.removeprefix("$response.body#"))
        return value if isinstance(value, str | int) and not isinstance(value, bool) else None
    return expression if not expression.startswith("$") else None
