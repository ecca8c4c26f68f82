"""The content of an answer, read as it comes in."""

from __future__ import annotations

import codecs
import os
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import IO, TYPE_CHECKING, Final

from dataops_api._exchange import Response
from dataops_api._http import AsyncOpenResponse, OpenResponse
from dataops_api.errors import ConfigurationError, InvalidResponseError, TransportError

if TYPE_CHECKING:
    from dataops_resources.runtime import Call

_LONGEST_LINE: Final = 16 * 1024 * 1024
_LONGEST_NAME: Final = 100


class _Content:
    def __init__(self, call: Call, response: Response) -> None:
        self._call = call
        self._broken = False
        self.response = response

    @property
    def size(self) -> int | None:
        """How many bytes the server says that there are; `None` where it does not, or sends them compressed."""
        length = self.response.headers.get("content-length", "")
        packed = "content-encoding" in self.response.headers
        return int(length) if length.isascii() and length.isdigit() and not packed else None

    @property
    def content_type(self) -> str:
        """The media type."""
        return self.response.headers.get("content-type", "")

    def _check_whole(self) -> None:
        """Raise `ConfigurationError` after a reading that broke off: its end would pass for that of the content."""
        if self._broken:
            raise ConfigurationError("An earlier reading of this content broke off: begin anew.", call=self._call)

    def _named(self, error: TransportError) -> TransportError:
        return error.of(self._call, self.response.attempts, self.response.clean)


class Download(_Content):
    """The content of an answer, as it comes in: iterate it, read it, or save it, once."""

    def __init__(self, call: Call, response: Response) -> None:
        super().__init__(call, response)
        self._opened: OpenResponse | None = response if isinstance(response, OpenResponse) else None
        self._chunks: Iterator[bytes] | None = None
        self._rest = bytearray()

    def close(self) -> None:
        """Give the connection back; what was not read is given up."""
        if self._opened is not None:
            self._opened.close()

    def __iter__(self) -> Iterator[bytes]:
        failed: TransportError | None = None
        try:
            yield from _whole(self.response) if self._opened is None else self._opened
        except TransportError as error:
            failed = self._named(error)
        if failed is not None:
            # Not in the `except`, where the error as it was would go along as its context.
            raise failed

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes of what is left, all of it unless told; nothing at the end.

        So whatever reads a file reads this one: `shutil.copyfileobj`, `json.load`.
        """
        if self._chunks is None:
            self._chunks = iter(self)
        while size < 0 or len(self._rest) < size:
            chunk = self._next(self._chunks)
            if chunk is None:
                break
            self._rest += chunk
        return _taken(self._rest, size)

    def _next(self, chunks: Iterator[bytes]) -> bytes | None:
        self._check_whole()
        try:
            return next(chunks, None)
        except BaseException:
            self._broken = True
            raise

    def iter_lines(self) -> Iterator[str]:
        """Yield the lines of a text, without their ends; what is no UTF-8 is replaced."""
        lines = _Lines(self._call, self.response)
        for chunk in self:
            yield from lines.of(chunk)
        yield from lines.rest()

    def save(self, path: str | os.PathLike[str]) -> int:
        """Write the content to a file, which appears when it is whole; return the number of bytes."""
        written = 0
        with _appearing(Path(path)) as file:
            for chunk in self:
                written += file.write(chunk)
        return written


class AsyncDownload(_Content):
    """The content of an answer, as it comes in: iterate it, read it, or save it, once."""

    def __init__(self, call: Call, response: Response) -> None:
        super().__init__(call, response)
        self._opened: AsyncOpenResponse | None = response if isinstance(response, AsyncOpenResponse) else None
        self._chunks: AsyncIterator[bytes] | None = None
        self._rest = bytearray()

    async def close(self) -> None:
        """Give the connection back; what was not read is given up."""
        if self._opened is not None:
            await self._opened.close()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        failed: TransportError | None = None
        if self._opened is None:
            for chunk in _whole(self.response):
                yield chunk
            return
        try:
            async for chunk in self._opened:
                yield chunk
        except TransportError as error:
            failed = self._named(error)
        if failed is not None:
            raise failed

    async def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes of what is left, all of it unless told; nothing at the end."""
        if self._chunks is None:
            self._chunks = aiter(self)
        while size < 0 or len(self._rest) < size:
            chunk = await self._next(self._chunks)
            if chunk is None:
                break
            self._rest += chunk
        return _taken(self._rest, size)

    async def _next(self, chunks: AsyncIterator[bytes]) -> bytes | None:
        self._check_whole()
        try:
            return await anext(chunks, None)
        except BaseException:
            self._broken = True
            raise

    async def iter_lines(self) -> AsyncIterator[str]:
        """Yield the lines of a text, without their ends; what is no UTF-8 is replaced."""
        lines = _Lines(self._call, self.response)
        async for chunk in self:
            for line in lines.of(chunk):
                yield line
        for line in lines.rest():
            yield line

    async def save(self, path: str | os.PathLike[str]) -> int:
        """Write the content to a file, which appears when it is whole; return the number of bytes."""
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        written = 0
        with _appearing(Path(path)) as file:
            async for chunk in self:
                written += await asyncio.to_thread(file.write, chunk)
        return written


def _taken(rest: bytearray, size: int) -> bytes:
    """Take so many bytes off the beginning, all of them where the size is below 0."""
    count = len(rest) if size < 0 else size
    taken = bytes(rest[:count])
    del rest[:count]
    return taken


def _whole(response: Response) -> tuple[bytes, ...]:
    """Return the content of an answer that a hook gave in the server's place."""
    return (response.content,) if response.content else ()


class _Lines:
    """Cuts chunks of bytes into lines of text."""

    def __init__(self, call: Call, response: Response) -> None:
        self._call = call
        self._response = response
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def of(self, chunk: bytes) -> Iterator[str]:
        """Yield the lines that end in the chunk."""
        *whole, self._rest = (self._rest + self._decoder.decode(chunk)).split("\n")
        if len(self._rest) > _LONGEST_LINE:
            msg = f"a line is longer than {_LONGEST_LINE:,} characters"
            raise InvalidResponseError(msg, call=self._call, response=self._response)
        yield from (line.removesuffix("\r") for line in whole)

    def rest(self) -> Iterator[str]:
        """Yield the last line, if it has no end."""
        if last := self._rest + self._decoder.decode(b"", final=True):
            yield last


@contextmanager
def _appearing(path: Path) -> Generator[IO[bytes]]:
    """Yield a file beside `path` that takes its place at the end, or is gone after an error."""
    # Not of tempfile, whose files are for the user alone: it gets the rights that any new file gets.
    unfinished = path.with_name(f".{path.name[:_LONGEST_NAME]}.{token_hex(8)}")
    file = unfinished.open("xb")
    try:
        with file:
            yield file
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
