"""The words by which a requirement names the operations that it covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from dataops_spec import JsonObject, JsonValue, Operation

Predicate = Callable[[JsonObject, Operation], bool]

_ID_OR_PATH = "#/components/schemas/IdOrPath"
_STRUCTURED = frozenset({"object", "array"})
_KEYWORDS = frozenset({"enum", "format", "pattern"})
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
    return any(_types(field) & (_TYPED | _STRUCTURED) and "enum" not in field for field in _fields(document, operation))


def _has_enum_field(document: JsonObject, operation: Operation) -> bool:
    return any("enum" in field for field in _fields(document, operation))


def _answers_list(document: JsonObject, operation: Operation) -> bool:
    success = operation.responses.get("200")
    schema = success.media.get("application/json") if success else None
    return operation.method == "GET" and schema is not None and _resolved(document, schema).get("type") == "array"


def _is_by_path(_: JsonObject, operation: Operation) -> bool:
    by_path = any(parameter.schema.get("$ref") == _ID_OR_PATH for parameter in operation.path_parameters)
    return operation.method == "GET" and by_path


def _is_breakable(document: JsonObject, operation: Operation) -> bool:
    """Tell whether a request can break the schema of the operation's body, query or path."""
    if operation.body is not None:
        return (
            _has_required_field(document, operation)
            or _has_typed_field(document, operation)
            or any(_KEYWORDS & set(field) for field in _fields(document, operation))
        )
    query = (_resolved(document, parameter.schema) for parameter in operation.query_parameters)
    items = [_resolved(document, schema["items"]) if "items" in schema else schema for schema in query]
    path = (_resolved(document, parameter.schema) for parameter in operation.path_parameters)
    return (
        any(parameter.required for parameter in operation.query_parameters)
        or any(_types(schema) != frozenset({"string"}) or _KEYWORDS & set(schema) for schema in items)
        or any(schema.get("type") == "integer" for schema in path)
    )


def _is_of_creation(document: JsonObject, operation: Operation) -> bool:
    """Tell whether it is a DELETE of what some POST of the contract makes and links to it."""
    return operation.method == "DELETE" and any(
        operation.id in _links(raw, "201") for _, method, raw in _written(document) if method == "post"
    )


def _has_reading(document: JsonObject, operation: Operation) -> bool:
    return any(path == operation.path and method == "get" for path, method, _ in _written(document))


def _has_list(document: JsonObject, operation: Operation) -> bool:
    """Tell whether a list shows what the operation makes or deletes: on its own path, or on that above the thing."""
    linked = {link.operation_id for link in operation.links if link.status == "201"}
    things = [operation.path, *(path for path, _, raw in _written(document) if raw.get("operationId") in linked)]
    above = {path.rpartition("/")[0] for path in things if path.endswith("}")} | {operation.path}
    return any(
        path in above and method == "get" and _is_list(document, raw) for path, method, raw in _written(document)
    )


def _leads_to_reading(document: JsonObject, operation: Operation) -> bool:
    readings = {str(raw.get("operationId")) for _, method, raw in _written(document) if method == "get"}
    return any(link.operation_id in readings for link in operation.links)


def _written(document: JsonObject) -> Iterator[tuple[str, str, JsonObject]]:
    """Yield each operation as the document writes it, with its path and its method in lower case."""
    paths = document["paths"]
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, raw in item.items() if isinstance(item, dict) else ():
            if isinstance(raw, dict) and "operationId" in raw:
                yield path, method, raw


def _links(raw: JsonObject, status: str) -> set[str]:
    """Return the ids of the operations that an answer of this status links to."""
    links = _inner(raw, "responses", status, "links")
    return {str(_inner(link, "operationId")) for link in links.values()} if isinstance(links, dict) else set()


def _is_list(document: JsonObject, raw: JsonObject) -> bool:
    schema = _inner(raw, "responses", "200", "content", "application/json", "schema")
    return _resolved(document, schema).get("type") == "array"


def _inner(value: JsonValue, *keys: str) -> JsonValue:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


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
    "breakable": _is_breakable,
    "listed": lambda document, operation: _creates(operation) and _has_list(document, operation),
    "deleted": _is_of_creation,
    "deleted_readable": lambda document, operation: (
        _is_of_creation(document, operation) and _has_reading(document, operation)
    ),
    "deleted_listed": lambda document, operation: (
        _is_of_creation(document, operation) and _has_list(document, operation)
    ),
    "leading": _leads_to_reading,
    "linked": lambda _, operation: bool(operation.links),
    "project_id": lambda _, operation: operation.path.startswith("/projects/{id}"),
    "group_id": lambda _, operation: operation.path.startswith("/groups/{id}"),
    "by_path": _is_by_path,
})  # fmt: skip
