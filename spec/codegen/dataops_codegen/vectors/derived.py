"""The vectors that follow from the contract's examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dataops_spec import JsonObject, JsonValue

from dataops_codegen.vectors.completing import bodies_of
from dataops_codegen.vectors.contract import Contract, Example
from dataops_codegen.vectors.encoding import decoded_target, form_fields, target_of
from dataops_codegen.vectors.pointers import leaves

_READ = frozenset({"application/json", "text/plain"})
_RULES_OF_BODIES: list[JsonValue] = ["BODY-01", "BODY-02", "BODY-03"]


def values(contract: Contract) -> Iterator[JsonObject]:
    """Yield a vector for each example of an answer of success: a client gives every value of it."""
    for example in _once(each for each in contract.answers() if each.status < 300):
        text = example.media_type == "text/plain"
        article = "a text" if text else "a list" if isinstance(example.value, list) else "a value"
        created: list[JsonValue] = ["RES-01"] if example.status == 201 else []
        expect: JsonObject = {"text": example.value} if text else {"values": dict(leaves(example.value))}
        yield {
            "id": f"value-{_kebab(example.name)}",
            "kind": "client",
            "feature": "text" if text else "value",
            "title": f"{example.operation.summary}: {article} as the contract's example {example.name} has it",
            "requirements": ["SPEC-04", *created],
            **_place(example),
            "response": _response(contract, example),
            "expect": expect,
        }


def errors(contract: Contract) -> Iterator[JsonObject]:
    """Yield a vector for each example of an error: its message and its fields."""
    for example in _once(each for each in contract.answers() if each.status >= 400):
        message, fields = said(example.value)
        limited: list[JsonValue] = ["RATE-12"] if example.status == 429 else []
        yield {
            "id": f"error-{_kebab(example.name)}",
            "kind": "client",
            "feature": "error",
            "title": f"{example.status}: an error as the contract's example {example.name} has it",
            "requirements": ["ERR-01", *limited],
            **_place(example),
            "response": _response(contract, example),
            "expect": {"error": {"status": example.status, "message": message, "fields": fields}},
        }


def forms(contract: Contract) -> Iterator[JsonObject]:
    """Yield a vector for each example of a body, in the three content types."""
    for example in _once(contract.bodies()):
        body = example.value
        if not isinstance(body, dict):
            raise TypeError(f"The example {example.name} of a body is no object.")
        path: JsonObject = {each.name: each.example for each in example.operation.path_parameters}
        target = target_of(example.operation.path, path, {})
        yield {
            "id": f"body-{_kebab(example.name)}",
            "kind": "request",
            "feature": "body",
            "title": f"{example.operation.summary}: a body as the contract's example {example.name} has it",
            "requirements": _RULES_OF_BODIES,
            **_place(example),
            "arguments": {"path": path, "body": body},
            "expect": {
                "method": example.operation.method,
                "target": target,
                "segments": decoded_target(target)[0],
                "query": [],
                "bodies": bodies_of(body, form_fields(body)),
            },
        }


def said(body: JsonValue) -> tuple[str, JsonObject]:
    """Return an error's message in one line and what is wrong by field, from each of the API's forms."""
    if not isinstance(body, dict):
        return str(body), {}
    message = body.get("message")
    if isinstance(message, dict):
        fields: JsonObject = {name: _words(words) for name, words in message.items()}
        return "; ".join(f"{name} {', '.join(map(str, _words(words)))}" for name, words in fields.items()), fields
    if message is not None:
        return str(message), {}
    described = body.get("error_description")
    return f"{body['error']}: {described}" if described is not None else str(body["error"]), {}


def _words(words: JsonValue) -> list[JsonValue]:
    return words if isinstance(words, list) else [words]


def _once(examples: Iterator[Example]) -> Iterator[Example]:
    """Yield each example that a client reads whole once, however many operations share it."""
    seen: set[str] = set()
    for example in examples:
        if example.media_type in _READ and example.name not in seen:
            seen.add(example.name)
            yield example


def _place(example: Example) -> JsonObject:
    operation = example.operation
    return {"operation": operation.id, "method": operation.method, "route": operation.path}


def _response(contract: Contract, example: Example) -> JsonObject:
    headers: JsonObject = {"Content-Type": example.media_type, **contract.headers_of(example)}
    body = "text" if example.media_type == "text/plain" else "json"
    return {"status": example.status, "headers": headers, body: example.value}


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
