"""What an app gives as the content of a request, made into bytes or into something that gives them as it is read."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast, runtime_checkable

from dataops_api.errors import ConfigurationError

if TYPE_CHECKING:
    from dataops_api._exchange import AsyncContent

Upload: TypeAlias = bytes | bytearray | memoryview | Iterable[bytes] | None
"""What a client that blocks sends as it is: bytes, an iterable of them, or an open binary file."""
AsyncUpload: TypeAlias = Upload | AsyncIterable[bytes]
"""What `Upload` is, or an asynchronous iterable."""


@runtime_checkable
class _Seekable(Protocol):
    def tell(self) -> int: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...


def sendable(content: AsyncUpload) -> AsyncContent:
    """Return the content as it is sent: bytes, a file, or an iterable whose pieces are looked at when they come.

    Raises `ConfigurationError` for what gives no bytes; the pieces of an iterator raise it when they are read.
    """
    given = cast("object", content)
    if given is None or isinstance(given, bytes):
        return given
    if isinstance(given, (bytearray, memoryview)):
        # A copy: it may be sent again, and the app may change its own meanwhile.
        return bytes(cast("bytearray | memoryview", given))
    if isinstance(given, str):
        raise ConfigurationError("The content is a text: encode it, and send its bytes.")
    if isinstance(given, Mapping):
        raise ConfigurationError("The content is a mapping: give it as `body`, which is sent as JSON.")
    if isinstance(given, AsyncIterable):
        return _later(cast("AsyncIterable[object]", given))
    if hasattr(given, "read"):
        return _file(given)
    if not isinstance(given, Iterable):
        kind = type(given).__name__
        raise ConfigurationError(f"The content is of type {kind}: give bytes, a binary file, or an iterable of bytes.")
    if isinstance(given, (list, tuple)):
        return list(_pieces(cast("Iterable[object]", given)))
    return _pieces(cast("Iterable[object]", given))


def length_of(content: object) -> int | None:
    """Return how many bytes a file still gives; None for what is none, and for one that cannot tell, such as a pipe."""
    if not isinstance(content, _Seekable):
        return None
    try:
        here = content.tell()
        end = content.seek(0, os.SEEK_END)
        content.seek(here)
    except OSError:
        return None
    return max(0, end - here)


def _file(content: object) -> Iterable[bytes]:
    # Files in text mode know their encoding, whatever their class.
    if hasattr(content, "encoding"):
        raise ConfigurationError("The content is a file of text: open it in binary mode, 'rb'.")
    return cast("Iterable[bytes]", content)


def _pieces(content: Iterable[object]) -> Iterator[bytes]:
    for piece in content:
        yield _piece(piece)


async def _later(content: AsyncIterable[object]) -> AsyncIterator[bytes]:
    async for piece in content:
        yield _piece(piece)


def _piece(piece: object) -> bytes:
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, (bytearray, memoryview)):
        return bytes(cast("bytearray | memoryview", piece))
    raise ConfigurationError(f"The content gives a piece of type {type(piece).__name__}: it must give bytes.")
