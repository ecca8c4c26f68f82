"""Undo the Content-Encoding of a body a piece at a time, so that a bomb meets the cap before it fills the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_PIECE = 64 * 1024
# What expands twice is met now and then behind proxies; what expands three times is made to hurt.
_MOST_LAYERS = 2
_GZIP = zlib.MAX_WBITS | 16
_WINDOWS = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": zlib.MAX_WBITS}


class UndecodableError(Exception):
    """The body is not of the encoding that its header names; the message says how."""


def decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Return the pieces of the body, each of at most 64 KiB where something is undone; some may be empty.

    `encoding` is the value of Content-Encoding, empty where there is none.

    Raises:
        UndecodableError: at the first piece that shows it.
    """
    layers = [name for part in encoding.split(",") if (name := part.strip().lower()) not in {"", "identity"}]
    unknown = [name for name in layers if name not in _WINDOWS]
    if unknown:
        msg = f"it is encoded as {unknown[0][:20]!r}, though the request took no encoding"
        raise UndecodableError(msg)
    if len(layers) > _MOST_LAYERS:
        msg = f"it is encoded {len(layers)} times over"
        raise UndecodableError(msg)
    pieces: Iterator[bytes] = iter(chunks)
    for name in reversed(layers):
        pieces = _inflated(pieces, name)
    return pieces


def _inflated(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    inflater, begun = None, False
    for chunk in chunks:
        waiting = chunk
        if waiting and inflater is None:
            inflater, begun = zlib.decompressobj(_window(name, waiting)), True
        while inflater is not None and waiting:
            try:
                yield inflater.decompress(waiting, _PIECE)
            except zlib.error as exc:
                msg = f"it is announced as {name} and is not: {exc}"
                raise UndecodableError(msg) from exc
            # What follows the end of the stream is no part of the body.
            waiting = b"" if inflater.eof else inflater.unconsumed_tail
        yield b""
    if begun and inflater is not None and not inflater.eof:
        msg = f"it is announced as {name} and ends in the middle"
        raise UndecodableError(msg)


def _window(name: str, first: bytes) -> int:
    # Some servers mean by deflate the bare stream, without zlib's own header.
    bare = name == "deflate" and first[0] & 0x0F != zlib.DEFLATED
    return -zlib.MAX_WBITS if bare else _WINDOWS[name]
