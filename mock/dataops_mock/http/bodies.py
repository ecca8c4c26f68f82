"""The body of a request, in any of its three types, as fields."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from email.message import Message

import orjson
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from dataops_mock.call import JsonValue
from dataops_mock.errors import FieldError, Refusal
from dataops_mock.http.forms import MAX_FIELDS, nest, parse_pairs
from dataops_mock.rules import Exchange, Fields

MAX_NESTING = 64
JSON = "application/json"
MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"


async def decode_body(exchange: Exchange, max_bytes: int) -> Fields:
    """Return the fields of the body, none where there is no body or the operation takes none.

    Raises 400 for a body that cannot be read or is larger than `max_bytes`, and 415 for another content type.
    """
    operation = exchange.match.operation
    if operation is None or operation.body is None:
        return Fields()
    message = Message()
    message["content-type"] = exchange.headers.get("content-type", "")
    media_type = message.get_content_type() if exchange.headers.get("content-type") else ""
    if media_type == MULTIPART:
        boundary = message.get_param("boundary")
        return await _multipart(exchange.chunks, boundary if isinstance(boundary, str) else "", max_bytes)
    content = await read_all(exchange.chunks, max_bytes)
    if not content:
        return Fields()
    if media_type == JSON:
        return Fields(_json(content))
    if media_type == URLENCODED:
        return Fields(nest(_clean(parse_pairs(_text(content)))), typed=False)
    accepted = ", ".join(operation.body.media_types)
    raise Refusal(415, {"error": f"The provided content-type '{media_type}' is not supported; send {accepted}."})


async def read_all(chunks: AsyncIterator[bytes], max_bytes: int) -> bytes:
    """Return the whole body; raise 400 where it is larger than `max_bytes`."""
    return b"".join([chunk async for chunk in _capped(chunks, max_bytes)])


async def _capped(chunks: AsyncIterator[bytes], max_bytes: int) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > max_bytes:
            raise FieldError(f"The body is larger than {max_bytes} bytes")
        yield chunk


def _json(content: bytes) -> Mapping[str, JsonValue]:
    try:
        value: JsonValue = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise FieldError("The body is not valid JSON") from error
    if not isinstance(value, dict):
        raise FieldError("The body is not a JSON object")
    check_json(value)
    return value


def check_json(value: JsonValue) -> None:
    """Raise 400 where a value is nested too deep or a text holds NUL, which no text of the API may."""
    level: list[JsonValue] = [value]
    for _ in range(MAX_NESTING):
        below: list[JsonValue] = []
        for item in level:
            if isinstance(item, str) and "\0" in item:
                raise FieldError("A text holds the character NUL")
            if isinstance(item, Mapping):
                below.extend(item.keys())
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        if not below:
            return
        level = below
    raise FieldError(f"The body is nested deeper than {MAX_NESTING} levels")


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise FieldError("The body is not valid UTF-8") from error


def _clean(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if any("\0" in name or "\0" in value for name, value in pairs):
        raise FieldError("A text holds the character NUL")
    return pairs


class _Parts:
    """Gather the parts of a multipart body as they come."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self._name: str | None = None
        self._header = bytearray()
        self._value = bytearray()
        self._data = bytearray()
        self.ended = False

    def on_part_begin(self) -> None:
        self._name = None
        self._data = bytearray()

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            self._name = _text(options[b"name"]) if b"name" in options else None
        self._header = bytearray()
        self._value = bytearray()

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._data += data[start:end]

    def on_part_end(self) -> None:
        if self._name is None:
            raise FieldError("A part of the multipart body has no name")
        if len(self.pairs) == MAX_FIELDS:
            raise FieldError(f"There are more than {MAX_FIELDS} parameters")
        self.pairs.append((self._name, _text(bytes(self._data))))

    def on_end(self) -> None:
        self.ended = True


async def _multipart(chunks: AsyncIterator[bytes], boundary: str, max_bytes: int) -> Fields:
    if not boundary:
        raise FieldError("The content type multipart/form-data names no boundary")
    parts = _Parts()
    size = 0
    try:
        parser = MultipartParser(
            boundary.encode("latin-1", "replace"),
            {
                "on_part_begin": parts.on_part_begin,
                "on_part_data": parts.on_part_data,
                "on_part_end": parts.on_part_end,
                "on_header_field": parts.on_header_field,
                "on_header_value": parts.on_header_value,
                "on_header_end": parts.on_header_end,
                "on_end": parts.on_end,
            },
        )
        async for chunk in _capped(chunks, max_bytes):
            size += len(chunk)
            parser.write(chunk)
        parser.finalize()
    except FormParserError as error:
        raise FieldError("The body is not valid multipart/form-data") from error
    if size and not parts.ended:
        raise FieldError("The multipart body has no end")
    return Fields(nest(_clean(parts.pairs)), typed=False)
