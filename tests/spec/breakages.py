"""Changes of the contract, each of which breaks one of the project's own Spectral rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Document = Any
Change = Callable[[Document], object]

PROJECTS = ("paths", "/projects", "get")
ANSWERS = (*PROJECTS, "responses")
SCHEMAS = ("components", "schemas")
MESSAGE = (*SCHEMAS, "Message", "properties")
CREATION = ("paths", "/projects", "post")
UNNAMED = {"type": "object", "description": "An object without a name.", "properties": {"a": {"type": "string"}}}
EMAIL = {
    "name": "odd",
    "in": "query",
    "description": "One.",
    "example": "a",
    "schema": {"type": "string", "format": "email"},
}


def at(contract: Document, path: tuple[str, ...]) -> Document:
    for key in path:
        contract = contract[key]
    return contract


def put(value: object, *path: str) -> Change:
    return lambda contract: at(contract, path[:-1]).__setitem__(path[-1], value)


def drop(*path: str) -> Change:
    return lambda contract: at(contract, path[:-1]).pop(path[-1])


def append(value: object, *path: str) -> Change:
    return lambda contract: at(contract, path).append(value)


def json_last(contract: Document) -> None:
    content = at(contract, (*CREATION, "requestBody", "content"))
    content["application/json"] = content.pop("application/json")


def short_job_id(contract: Document) -> None:
    at(contract, ("paths", "/projects/{id}/jobs/{job_id}"))["parameters"][1]["schema"] = {"type": "integer"}


BREAKAGES: list[tuple[str, Change]] = [
    ("contract-operation-id", put("listProjects", *PROJECTS, "operationId")),
    ("contract-operation-one-tag", put(["projects", "groups"], *PROJECTS, "tags")),
    ("contract-operation-said-whole", drop(*PROJECTS, "security")),
    ("contract-scopes", put(["Read API"], *PROJECTS, "x-required-scopes")),
    ("contract-answers-always", drop(*ANSWERS, "429")),
    ("contract-answers-404", drop("paths", "/projects/{id}", "get", "responses", "404")),
    ("contract-answers-to-bodies", drop(*CREATION, "responses", "415")),
    ("contract-deletion", put({}, "paths", "/projects/{id}", "delete", "responses", "200")),
    ("contract-standing-headers", drop(*ANSWERS, "200", "headers", "X-Request-Id")),
    ("contract-refusal-headers", drop("components", "responses", "TooManyRequests", "headers", "Retry-After")),
    (
        "contract-retry-after-on-429-alone",
        put(
            {"$ref": "#/components/headers/RetryAfter"},
            *("components", "responses", "NoContent", "headers", "Retry-After"),
        ),
    ),
    ("contract-pagination", drop(*PROJECTS, "x-pagination")),
    ("contract-body-types", json_last),
    ("contract-no-wildcard-type", put({}, *ANSWERS, "200", "content", "*/*")),
    ("contract-json-examples", drop(*ANSWERS, "200", "content", "application/json", "examples")),
    ("contract-parameter-said-whole", drop("components", "parameters", "Page", "example")),
    ("contract-component-described", drop(*SCHEMAS, "Message", "description")),
    ("contract-named-schemas", drop(*MESSAGE, "message", "description")),
    ("contract-enum-without-null", append(None, *SCHEMAS, "Visibility", "enum")),
    ("contract-formats", put({"type": "string", "format": "uri", "description": "Odd."}, *SCHEMAS, "Odd")),
    ("contract-long-ids", drop(*SCHEMAS, "Project", "properties", "id", "format")),
    ("contract-deprecation", put(True, *PROJECTS, "deprecated")),
]

MORE_BREAKAGES: list[tuple[str, Change]] = [
    ("contract-operation-id", put("projects", *PROJECTS, "operationId")),
    ("contract-operation-said-whole", drop(*PROJECTS, "summary")),
    ("contract-answers-always", put({"description": "Refused."}, *ANSWERS, "401")),
    ("contract-pagination", drop(*ANSWERS, "200", "headers", "x-next-page")),
    ("contract-body-types", drop(*CREATION, "requestBody", "content", "multipart/form-data")),
    ("contract-named-schemas", put(UNNAMED, *MESSAGE, "extra")),
    ("contract-formats", append(EMAIL, *PROJECTS, "parameters")),
    ("contract-long-ids", drop(*SCHEMAS, "Group", "properties", "parent_id", "format")),
    ("contract-long-ids", short_job_id),
]
