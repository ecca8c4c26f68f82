"""Read the operations out of an OpenAPI document, and the requirements out of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from dataops_spec._json import JsonObject, JsonValue, as_object, list_at, object_at, text_at, texts_at
from dataops_spec._model import (
    Body,
    Document,
    Header,
    Level,
    Link,
    Location,
    Operation,
    Parameter,
    Place,
    Profile,
    Requirement,
    Response,
    Source,
)

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def read_operations(document: JsonObject) -> tuple[Operation, ...]:
    """Return the operations of `document` in its order.

    References to parameters, headers, responses and examples are followed, those to schemas are kept.
    Raises `ValueError`, with method and path, for an operation that is not what OpenAPI says.
    """
    return tuple(
        _named_operation(document, path, method, as_object(item))
        for path, item in object_at(document, "paths").items()
        for method in METHODS
        if method in as_object(item)
    )


def read_requirements(catalogue: JsonObject) -> tuple[Requirement, ...]:
    """Return the requirements of `catalogue` in its order; raise `TypeError` or `KeyError` if it is not whole."""
    return tuple(_requirement(as_object(entry)) for entry in list_at(catalogue, "requirements"))


def read_places(raw: JsonObject) -> Mapping[str, Place]:
    """Return name → place; raise `TypeError` if an entry lacks its file or its line."""
    return {name: _place(as_object(entry)) for name, entry in raw.items()}


def _place(raw: JsonObject) -> Place:
    line = raw.get("line")
    if not isinstance(line, int):
        msg = f"Expected a line number, got {line!r}."
        raise TypeError(msg)
    return Place(text_at(raw, "file"), line)


def _named_operation(document: JsonObject, path: str, method: str, item: JsonObject) -> Operation:
    try:
        return _operation(document, path, method, item)
    except (KeyError, TypeError) as exc:
        msg = f"{method.upper()} {path} is not an operation as OpenAPI has it: {exc}"
        raise ValueError(msg) from exc


def _operation(document: JsonObject, path: str, method: str, item: JsonObject) -> Operation:
    raw = as_object(item[method])
    parameters = tuple(_parameters(document, item, raw))
    responses = {status: _follow(document, entry) for status, entry in object_at(raw, "responses").items()}
    field = raw.get("x-credential-field")
    return Operation(
        id=text_at(raw, "operationId"),
        method=method.upper(),
        path=path,
        tag=next(iter(texts_at(raw, "tags")), ""),
        summary=text_at(raw, "summary"),
        description=text_at(raw, "description").strip(),
        path_parameters=tuple(parameter for parameter in parameters if parameter.location == "path"),
        query_parameters=tuple(parameter for parameter in parameters if parameter.location == "query"),
        body=_body(document, raw),
        responses={status: _response(document, status, response) for status, response in responses.items()},
        security=tuple(frozenset(as_object(entry)) for entry in list_at({**document, **raw}, "security")),
        required_scopes=texts_at(raw, "x-required-scopes"),
        credential_field=field if isinstance(field, str) else None,
        pagination=texts_at(raw, "x-pagination"),
        links=tuple(link for status, response in responses.items() for link in _links(document, status, response)),
    )


def _parameters(document: JsonObject, item: JsonObject, operation: JsonObject) -> Iterator[Parameter]:
    """Yield the path item's parameters and the operation's; the operation's win over those of the same name."""
    merged: dict[tuple[str, str], JsonObject] = {}
    for entry in (*list_at(item, "parameters"), *list_at(operation, "parameters")):
        raw = _follow(document, entry)
        merged[text_at(raw, "in"), text_at(raw, "name")] = raw
    for raw in merged.values():
        yield Parameter(
            name=text_at(raw, "name"),
            location=cast("Location", text_at(raw, "in")),
            required=raw.get("required") is True,
            schema=object_at(raw, "schema"),
            description=text_at(raw, "description").strip(),
            example=_example(document, raw),
        )


def _body(document: JsonObject, operation: JsonObject) -> Body | None:
    if "requestBody" not in operation:
        return None
    raw = _follow(document, operation["requestBody"])
    content = object_at(raw, "content")
    media_types = tuple(content)
    first = as_object(content[media_types[0]])
    return Body(raw.get("required") is True, object_at(first, "schema"), media_types, _example(document, first))


def _response(document: JsonObject, status: str, raw: JsonObject) -> Response:
    headers = {name: _follow(document, entry) for name, entry in object_at(raw, "headers").items()}
    return Response(
        status=status,
        description=text_at(raw, "description").strip(),
        media={name: object_at(as_object(media), "schema") for name, media in object_at(raw, "content").items()},
        headers={
            name: Header(name, header.get("required") is True, object_at(header, "schema"))
            for name, header in headers.items()
        },
    )


def _links(document: JsonObject, status: str, response: JsonObject) -> Iterator[Link]:
    for name, entry in object_at(response, "links").items():
        raw = _follow(document, entry)
        parameters = {key: str(value) for key, value in object_at(raw, "parameters").items()}
        yield Link(name, status, text_at(raw, "operationId"), parameters)


def _example(document: JsonObject, holder: JsonObject) -> JsonValue:
    """Return the example of a parameter or a media type, the first where there are several, null where there is none."""
    if "example" in holder:
        return holder["example"]
    for entry in object_at(holder, "examples").values():
        return _follow(document, entry).get("value")
    return None


def _follow(document: JsonObject, value: JsonValue) -> JsonObject:
    """Return the object that `value` is or refers to."""
    target = as_object(value)
    while isinstance(reference := target.get("$ref"), str):
        target = document
        for part in reference.removeprefix("#/").split("/"):
            target = as_object(target[part.replace("~1", "/").replace("~0", "~")])
    return target


def _requirement(raw: JsonObject) -> Requirement:
    source = object_at(raw, "source")
    return Requirement(
        id=text_at(raw, "id"),
        area=text_at(raw, "area"),
        title=text_at(raw, "title"),
        level=cast("Level", text_at(raw, "level")),
        statement=text_at(raw, "statement"),
        source=Source(
            cast("Document", text_at(source, "document")),
            text_at(source, "section"),
            text_at(source, "url") or None,
        ),
        profile=cast("Profile", text_at(raw, "profile")),
        operations=texts_at(raw, "operations"),
        unchecked=text_at(raw, "unchecked") or None,
        notes=text_at(raw, "notes") or None,
    )
