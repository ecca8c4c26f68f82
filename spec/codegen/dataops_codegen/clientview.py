"""Derive from the contract the view that openapi-python-client can express without loss."""

from __future__ import annotations

from dataops_spec import JsonObject, JsonValue

_METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options", "trace"})
_JSON = "application/json"
_TEXT = "text/plain"
# What the generator reads nothing from, and would copy into docstrings at most.
_UNREAD = frozenset({"examples", "links"})


def client_view(document: JsonObject) -> JsonObject:
    """Return a copy of `document` for the client's generator.

    A request body has its JSON form alone: of several the generator sends the last one. The templates offer the forms.
    An answer that is JSON or text is one or the other: of several the generator reads the first one.
    An operation that also lets anyone in names no security, so that it takes a client without a token as well.
    What a parameter says of itself its schema says too: the generator documents it from there.
    Links and named examples are left out. Raises `ValueError` for a body without a JSON form.
    """
    view: JsonObject = {key: value for key, value in document.items() if key not in {"paths", "components", "security"}}
    paths = document["paths"]
    view["paths"] = {path: _path_item(item) for path, item in paths.items()} if isinstance(paths, dict) else {}
    components = document.get("components")
    if isinstance(components, dict):
        pruned: JsonObject = {name: _pruned(part) for name, part in components.items() if name not in _UNREAD}
        parameters = pruned.get("parameters", {})
        view["components"] = {
            **pruned,
            "responses": _responses(pruned.get("responses")),
            "parameters": {name: _parameter(entry) for name, entry in _entries(parameters)},
        }
    return view


def _path_item(item: JsonValue) -> JsonValue:
    if not isinstance(item, dict):
        return item
    return {key: _operation(value) if key in _METHODS else _pruned(value) for key, value in item.items()}


def _operation(operation: JsonValue) -> JsonValue:
    if not isinstance(operation, dict):
        return operation
    view: JsonObject = {key: _pruned(value) for key, value in operation.items()}
    security = operation.get("security")
    if isinstance(security, list) and {} in security:
        view["security"] = []
    view["responses"] = _responses(view.get("responses"))
    if isinstance(parameters := view.get("parameters"), list):
        view["parameters"] = [_parameter(entry) for entry in parameters]
    body = view.get("requestBody")
    if isinstance(body, dict):
        view["requestBody"] = _json_alone(body, str(operation.get("operationId")))
    return view


def _json_alone(body: JsonObject, operation_id: str) -> JsonObject:
    content = body.get("content")
    if not isinstance(content, dict) or _JSON not in content:
        msg = f"The body of {operation_id} has no {_JSON} form; the generated client needs one."
        raise ValueError(msg)
    return {**body, "content": {_JSON: content[_JSON]}}


def _parameter(parameter: JsonValue) -> JsonValue:
    schema = parameter.get("schema") if isinstance(parameter, dict) else None
    if not isinstance(parameter, dict) or not isinstance(schema, dict) or "$ref" in schema:
        return parameter
    return {**parameter, "schema": {**schema, "description": parameter.get("description", "")}}


def _entries(value: JsonValue) -> list[tuple[str, JsonValue]]:
    return list(value.items()) if isinstance(value, dict) else []


def _responses(responses: JsonValue) -> JsonObject:
    """Return `responses` with what is JSON or text under JSON's name, as the alternatives of one schema."""
    merged: JsonObject = {}
    for name, response in _entries(responses):
        content = response.get("content") if isinstance(response, dict) else None
        if isinstance(response, dict) and isinstance(content, dict) and content.keys() == {_JSON, _TEXT}:
            schemas = [media["schema"] for media in content.values() if isinstance(media, dict)]
            merged[name] = {**response, "content": {_JSON: {"schema": {"anyOf": schemas}}}}
        else:
            merged[name] = response
    return merged


def _pruned(value: JsonValue) -> JsonValue:
    """Return `value` without links and without the named examples of parameters and media types."""
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    if not isinstance(value, dict):
        return value
    pruned: JsonObject = {}
    for key, item in value.items():
        if key == "properties" and isinstance(item, dict):
            pruned[key] = {name: _pruned(schema) for name, schema in item.items()}
        elif key not in _UNREAD:
            pruned[key] = _pruned(item)
    return pruned
