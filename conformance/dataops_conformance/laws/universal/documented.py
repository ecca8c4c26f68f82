"""Every answer is one that the contract documents: status, content type, headers, schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject, JsonValue
from dataops_conformance.law import Laws, Violation
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation, Response

    from dataops_conformance.context import Context

laws = Laws()
_JSON = "application/json"
# Longer ones count nothing, and Python itself refuses to read some.
_INTEGER = re.compile(r"-?[0-9]{1,30}")


def _documented(operation: Operation | None, exchange: Exchange) -> Response | None:
    """Return what the contract says of this answer; None for a request or a status that it does not know."""
    if operation is None or exchange.request.method != operation.method:
        return None
    return operation.responses.get(str(exchange.response.status)) or operation.responses.get("default")


@laws.universal("SPEC-01")
def statuses_are_documented(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Compare the status of every answer with those that the contract gives its operation."""
    if operation is None or exchange.request.method != operation.method or _documented(operation, exchange):
        return
    yield Violation(
        f"{operation.id} answers a status that the contract does not give it.",
        expected=", ".join(operation.responses),
        seen=told(exchange),
        exchanges=[exchange],
    )


@laws.universal("SPEC-02")
def content_types_are_documented(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Compare the content type of every answer with those that the contract gives its operation and status."""
    documented, response = _documented(operation, exchange), exchange.response
    if documented is None or operation is None:
        return
    if not response.body:
        # A file or a log may be empty; JSON may not.
        if _JSON in documented.media:
            yield _wrong_type(operation, exchange, ", ".join(documented.media), "no body")
        return
    if not any(fnmatchcase(response.media_type, media.lower()) for media in documented.media):
        expected = ", ".join(documented.media) or "no body"
        yield _wrong_type(operation, exchange, expected, response.media_type or "none")


def _wrong_type(operation: Operation, exchange: Exchange, expected: str, seen: str) -> Violation:
    return Violation(
        f"{operation.id} answers {exchange.response.status} with a content type that the contract does not give it.",
        expected=expected,
        seen=seen,
        exchanges=[exchange],
    )


@laws.universal("BODY-07")
def bodies_are_json_by_default(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Compare the content type of every answer with a body with application/json and with those that the contract gives
    its operation and status.
    """
    response = exchange.response
    if not response.body or exchange.request.method == "HEAD":
        return
    documented = _documented(operation, exchange)
    media = {_JSON, *(name.lower() for name in (documented.media if documented is not None else ()))}
    if response.status == 429:
        media.add("text/plain")
    if not any(fnmatchcase(response.media_type, name) for name in media):
        yield Violation(
            "A body is of another content type than JSON though the contract gives its operation none.",
            expected=", ".join(sorted(media)),
            seen=response.media_type or "no content type",
            exchanges=[exchange],
        )


@laws.universal("SPEC-03")
def headers_are_as_documented(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Look in every answer for the headers that the contract requires, and hold each one that it documents to its
    schema.
    """
    documented = _documented(operation, exchange)
    for header in documented.headers.values() if documented is not None else ():
        value = exchange.response.header(header.name)
        if value is None:
            if header.required:
                yield _wrong_header(exchange, header.name, "the header", "no such header")
            continue
        errors = ctx.contract.schema_errors(header.schema, _typed(ctx.contract.resolve(header.schema), value))
        if errors:
            yield _wrong_header(exchange, header.name, str(header.schema), f"{value!r}: {errors[0].message}")


def _wrong_header(exchange: Exchange, name: str, expected: str, seen: str) -> Violation:
    return Violation(f"{name} is not as documented.", expected=expected, seen=seen, exchanges=[exchange])


def _typed(schema: JsonObject, text: str) -> JsonValue:
    """Return the text of a header as the type that its schema names, or as it stands where it is none of that type."""
    types = schema.get("type")
    if types == "integer" and _INTEGER.fullmatch(text.strip()):
        return int(text)
    if types == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


@laws.universal("SPEC-04")
def bodies_are_of_their_schema(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Validate the JSON body of every answer against the schema that the contract gives its operation and status."""
    if operation is None or _documented(operation, exchange) is None or not exchange.response.body:
        return
    try:
        errors = ctx.contract.response_errors(operation, exchange.response)
    except ValueError:
        expected = "JSON, as the content type says"
        yield Violation("A JSON body cannot be read.", expected=expected, seen=told(exchange), exchanges=[exchange])
        return
    if errors:
        yield Violation(
            f"The {exchange.response.status} of {operation.id} is not of its schema.",
            expected=f"{errors[0].message} [{errors[0].keyword}]",
            seen=f"at {errors[0].path or '(the whole)'}: {errors[0].seen}",
            exchanges=[exchange],
        )
