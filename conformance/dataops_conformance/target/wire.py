"""What goes on the wire: paths, queries, and a body in each of the three media types. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from email import message_from_bytes
from email.message import Message
from typing import TypeAlias
from urllib.parse import parse_qsl, quote, urlencode

from dataops_conformance.exchange import JsonObject, JsonValue, MediaType

QueryScalar: TypeAlias = "str | int | float | bool | None"
QueryValue: TypeAlias = "QueryScalar | Sequence[str | int]"

# A fixed boundary makes a run reproducible byte for byte; `_boundary` lengthens it where a value holds it.
_BOUNDARY = "dataops-conformance-boundary"
_PLACEHOLDER = re.compile(r"{([^}]+)}")


def build_path(template: str, values: Mapping[str, str | int]) -> str:
    """Return the path with each `{name}` percent-encoded, the slash too; raise ValueError for one that is missing."""
    missing = [name for name in _PLACEHOLDER.findall(template) if name not in values]
    if missing:
        msg = f"The path {template} wants a value for {', '.join(missing)}."
        raise ValueError(msg)
    return _PLACEHOLDER.sub(lambda match: quote(str(values[match[1]]), safe=""), template)


def query_pairs(query: Mapping[str, QueryValue] | Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return names and values as text; a list repeats its name, with `[]` behind it."""
    if not isinstance(query, Mapping):
        return tuple(query)
    return tuple(_query_pairs(query))


def _query_pairs(query: Mapping[str, QueryValue]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        if value is None or isinstance(value, str | int | float):
            yield name, text_of(value)
        else:
            repeated = name if name.endswith("[]") else f"{name}[]"
            yield from ((repeated, text_of(item)) for item in value)


def encode_query(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the query string without its question mark."""
    return urlencode(pairs, quote_via=quote)


def text_of(value: QueryScalar) -> str:
    """Return a scalar as a query or a form writes it: `true`, `false`, and nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def encode_body(body: JsonObject, media_type: MediaType) -> tuple[bytes, str]:
    """Return the bytes of `body` and the Content-Type that announces them."""
    if media_type == "application/json":
        return json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass"), media_type
    fields = form_fields(body)
    if media_type == "application/x-www-form-urlencoded":
        return urlencode(fields, quote_via=quote, safe="[]").encode(), media_type
    boundary = _boundary(fields)
    return _multipart(fields, boundary), f"multipart/form-data; boundary={boundary}"


def decode_fields(content: bytes, content_type: str) -> Mapping[str, JsonValue]:
    """Return the fields at the top of a body that `encode_body` wrote, the texts of a form by their names as sent.

    Of what is no such body, or is none at all, there are none.
    """
    if content_type.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True))
    if content_type.startswith("multipart/form-data"):
        message = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + content)
        return dict(_parts(message))
    try:
        body: JsonValue = json.loads(content or b"null")
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _parts(message: Message) -> Iterator[tuple[str, str]]:
    for part in message.walk():
        name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            yield name, content.decode("utf-8", "replace")


def form_fields(body: JsonObject) -> list[tuple[str, str]]:
    """Return the fields of a form: `parent[child]`, `name[]`, and `name[][field]` for a list of objects."""
    return [pair for name, value in body.items() for pair in _fields(name, value)]


def _fields(name: str, value: JsonValue) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _fields(f"{name}[{key}]", item)
    elif isinstance(value, list):
        for item in value:
            yield from _fields(f"{name}[]", item)
    else:
        yield name, text_of(value)


def _boundary(fields: Sequence[tuple[str, str]]) -> str:
    boundary = _BOUNDARY
    while any(boundary in name or boundary in value for name, value in fields):
        boundary += "-x"
    return boundary


def _multipart(fields: Sequence[tuple[str, str]], boundary: str) -> bytes:
    lines: list[bytes] = []
    for name, value in fields:
        escaped = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        lines += [
            f"--{boundary}".encode(),
            f'Content-Disposition: form-data; name="{escaped}"'.encode("utf-8", "surrogatepass"),
            b"",
            value.encode("utf-8", "surrogatepass"),
        ]
    return b"\r\n".join([*lines, f"--{boundary}--".encode(), b""])
