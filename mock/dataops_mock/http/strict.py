"""Every answer held against the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator

import orjson
from dataops_spec import Header, JsonObject, Operation, Response

from dataops_mock.http.schemas import Schemas, kinds
from dataops_mock.rules import Answer

_INTEGER = re.compile(r"-?[0-9]+")
# Of a file's or a log's own type the contract may say only that it is one.
_ANY_MEDIA = frozenset({"application/octet-stream", "*/*"})


def breaches(schemas: Schemas, operation: Operation, answer: Answer) -> Iterator[str]:
    """Yield a sentence for each way in which an answer is not one that the contract gives its operation.

    None bears a value of the answer, which may be a secret.
    """
    response = operation.responses.get(str(answer.status))
    if response is None:
        yield f"the status {answer.status} is not documented"
        return
    yield from _headers(schemas, response, answer)
    if not answer.content and answer.media_type is None:
        if response.media:
            yield f"the status {answer.status} has no body"
        return
    media_type = (answer.media_type or "").partition(";")[0]
    wanted = response.media.get(media_type)
    if wanted is None and not _ANY_MEDIA & set(response.media):
        yield f"the content type {answer.media_type!r} is not documented for the status {answer.status}"
    elif wanted is not None and media_type == "application/json":
        for error in schemas.errors(wanted, orjson.loads(answer.content)):
            yield f"the body at {'/'.join(map(str, error.instance_path)) or 'its root'}: {error.message}"


def _headers(schemas: Schemas, response: Response, answer: Answer) -> Iterator[str]:
    borne = {name.lower(): value for name, value in answer.headers.items()}
    for name, header in response.headers.items():
        value = borne.get(name.lower())
        if value is None:
            if header.required:
                yield f"the header {name} is missing"
        elif not _is_of(schemas, header, value):
            yield f"the header {name} is not of its schema"


def _is_of(schemas: Schemas, header: Header, text: str) -> bool:
    schema: JsonObject = header.schema
    integral = any("integer" in kinds(a) and "string" not in kinds(a) for a in schemas.alternatives(schema))
    return schemas.is_valid(schema, int(text) if integral and _INTEGER.fullmatch(text) else text)
