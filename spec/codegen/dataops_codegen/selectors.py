"""The words by which a requirement names the operations that it covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from dataops_spec import JsonObject, JsonValue, Operation

Predicate = Callable[[JsonObject, Operation], bool]

_ID_OR_PATH = "#/components/schemas/IdOrPath"
_STRUCTURED = frozenset({"object", "array"})
_TYPED = frozenset({"integer", "number", "boolean"})


def _any(_: JsonObject, __: Operation) -> bool:
    return True


def _creates(operation: Operation) -> bool:
    """Tell whether it is a POST that makes a resource of the fields that are sent, and answers it."""
    created = operation.responses.get("201")
    return operation.method == "POST" and operation.body is not None and created is not None and bool(created.media)


def _links_to_get(operation: Operation) -> bool:
    return any(link.status == "201" and link.operation_id.startswith("get_") for link in operation.links)


def _has_required_field(document: JsonObject, operation: Operation) -> bool:
    return operation.body is not None and bool(_resolved(document, operation.body.schema).get("required"))


def _has_nested_field(document: JsonObject, operation: Operation) -> bool:
    return any(_types(field) & _STRUCTURED for field in _fields(document, operation))


def _has_typed_field(document: JsonObject, operation: Operation) -> bool:
    return any(_types(field) & _TYPED for field in _fields(document, operation))


def _has_enum_field(document: JsonObject, operation: Operation) -> bool:
    return any("enum" in field for field in _fields(document, operation))


def _answers_list(document: JsonObject, operation: Operation) -> bool:
    success = operation.responses.get("200")
    schema = success.media.get("application/json") if success else None
    return operation.method == "GET" and schema is not None and _resolved(document, schema).get("type") == "array"


def _is_by_path(_: JsonObject, operation: Operation) -> bool:
    by_path = any(parameter.schema.get("$ref") == _ID_OR_PATH for parameter in operation.path_parameters)
    return operation.method == "GET" and by_path


def _takes_json(_: JsonObject, operation: Operation) -> bool:
    return operation.body is not None and "application/json" in operation.body.media_types


def _fields(document: JsonObject, operation: Operation) -> Iterator[JsonObject]:
    """Yield the schema of every field of the body, and of every alternative that it may be."""
    if operation.body is None:
        return
    properties = _resolved(document, operation.body.schema).get("properties")
    for field in properties.values() if isinstance(properties, dict) else ():
        resolved = _resolved(document, field)
        yield resolved
        alternatives = resolved.get("anyOf")
        for alternative in alternatives if isinstance(alternatives, list) else ():
            yield _resolved(document, alternative)


def _types(schema: JsonObject) -> frozenset[str]:
    kinds = schema.get("type", [])
    return frozenset(str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _resolved(document: JsonObject, schema: JsonValue) -> JsonObject:
    """Return `schema` or the component that it refers to."""
    if not isinstance(schema, dict):
        return {}
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    components = document["components"]
    schemas = components.get("schemas") if isinstance(components, dict) else None
    return _resolved(document, schemas[reference.rpartition("/")[2]] if isinstance(schemas, dict) else None)


SELECTORS: Mapping[str, Predicate] = MappingProxyType({
    "all": _any,
    "limited": _any,
    "paginated": lambda _, operation: operation.is_paginated,
    "keyset": lambda _, operation: "keyset" in operation.pagination,
    "protected": lambda _, operation: operation.protected,
    "public": lambda _, operation: operation.allows_anonymous,
    "token": lambda _, operation: operation.takes_token,
    "token_writes": lambda _, operation: operation.takes_token and not operation.is_safe,
    "job_token": lambda _, operation: operation.takes_job_token,
    "no_job_token": lambda _, operation: operation.takes_token and not operation.takes_job_token,
    "body": lambda _, operation: operation.body is not None,
    "json_body": _takes_json,
    "form_nested": _has_nested_field,
    "required_fields": _has_required_field,
    "typed_fields": _has_typed_field,
    "enum_fields": _has_enum_field,
    "get": lambda _, operation: operation.method == "GET",
    "list": _answers_list,
    "item": lambda _, operation: operation.method == "GET" and bool(operation.path_parameters),
    "create": lambda _, operation: _creates(operation),
    "readable": lambda _, operation: _creates(operation) and _links_to_get(operation),
    "update": lambda _, operation: operation.method in {"PUT", "PATCH"},
    "delete": lambda _, operation: operation.method == "DELETE",
    "linked": lambda _, operation: bool(operation.links),
    "project_id": lambda _, operation: operation.path.startswith("/projects/{id}"),
    "group_id": lambda _, operation: operation.path.startswith("/groups/{id}"),
    "by_path": _is_by_path,
})  # fmt: skip
