"""The content of an answer, read as it comes in."""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from dataops_api._exchange import Response
from dataops_api.errors import InvalidResponseError

if TYPE_CHECKING:
    from dataops_resources.runtime import Call

    from dataops_api._http import AsyncOpenResponse, OpenResponse

_LONGEST_LINE = 16 * 1024 * 1024


class _Content:
    def __init__(self, call: Call, response: Response) -> None:
        self._call = call
        self.response = response

    @property
    def size(self) -> int | None:
        """How many bytes the server says that there are; `None` where it does not, or sends them compressed."""
        length = self.response.headers.get("content-length", "")
        return int(length) if length.isdigit() and "content-encoding" not in self.response.headers else None

    @property
    def content_type(self) -> str:
        """The media type."""
        return self.response.headers.get("content-type", "")


class Download(_Content):
    """The content of an answer, as it comes in: iterate it, once, or save it."""

    def __init__(self, call: Call, opened: OpenResponse) -> None:
        super().__init__(call, opened)
        self._opened = opened

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._opened)

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
    """The content of an answer, as it comes in: iterate it, once, or save it."""

    def __init__(self, call: Call, opened: AsyncOpenResponse) -> None:
        super().__init__(call, opened)
        self._opened = opened

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._opened.__aiter__()

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
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
