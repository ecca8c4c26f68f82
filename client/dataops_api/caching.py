"""Conditional requests: what has not changed on the server is not sent again (RFC 9110, 13)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import sha256
from inspect import iscoroutine
from threading import Lock
from typing import Final

from dataops_api._exchange import Headers, Request, Response
from dataops_api._hooks import AsyncHandler, Handler
from dataops_api.errors import ConfigurationError

_OK: Final = 200
_NOT_MODIFIED: Final = 304
_GONE: Final = frozenset({401, 403, 404, 410})
# What differs from attempt to attempt and says nothing of what is asked: the marks by which it is traced.
_MARKS: Final = frozenset({
    "traceparent", "tracestate", "baggage", "x-request-id", "x-correlation-id", "request-id", "sentry-trace", "b3",
    "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-cloud-trace-context",
    "x-amzn-trace-id", "date",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Kept:
    etag: str
    response: Response


class ConditionalRequests:
    """A hook that keeps answers which bear an `ETag`, and asks the server whether they have changed.

    The request is made each time, and counts towards the quota; an unchanged answer is sent without its content. Give a
    client `hooks=[cache]`, an asynchronous one `hooks=[cache.asynchronous]`; clients may share it, since what is kept
    is kept for each credential. Nothing is written to disk. At most `max_entries` answers of together `max_bytes` bytes
    are kept, and those that were not asked for longest go first.
    """

    def __init__(self, *, max_entries: int = 512, max_bytes: int = 64 * 1024 * 1024) -> None:
        """Begin with nothing kept. Raises `ConfigurationError` for a bound below 1."""
        for name, value in (("max_entries", max_entries), ("max_bytes", max_bytes)):
            if value < 1:
                raise ConfigurationError(f"{name} is {value!r} and must be 1 or more.")
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._lock = Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0

    def __call__(self, request: Request, send: Handler) -> Response:
        """Send a request as a conditional one, and return the answer, whether it was sent or kept."""
        if not _may_be_kept(request):
            return send(request)
        key = _key(request)
        kept = self._find(key)
        response = send(_conditional(request, kept))
        later: object = response
        if iscoroutine(later):
            later.close()
            raise ConfigurationError("The cache is that of a client that blocks: give AsyncDataOps cache.asynchronous.")
        return self._learned(key, kept, response)

    async def asynchronous(self, request: Request, send: AsyncHandler) -> Response:
        """Send a request as a conditional one, and return the answer, whether it was sent or kept."""
        if not _may_be_kept(request):
            return await send(request)
        key = _key(request)
        kept = self._find(key)
        return self._learned(key, kept, await send(_conditional(request, kept)))

    def clear(self) -> None:
        """Forget every answer."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def _find(self, key: str) -> _Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _learned(self, key: str, kept: _Kept | None, response: Response) -> Response:
        if kept is not None and response.status_code == _NOT_MODIFIED:
            return _renewed(kept.response, response)
        if response.status_code == _OK or response.status_code in _GONE:
            etag = response.headers.get("etag")
            with self._lock:
                self._drop(key)
                if response.status_code == _OK and etag and "no-store" not in response.headers.get("cache-control", ""):
                    self._keep(key, _Kept(etag, response))
        return response

    def _keep(self, key: str, kept: _Kept) -> None:
        if len(kept.response.content) > self._max_bytes:
            return
        self._kept[key] = kept
        self._bytes += len(kept.response.content)
        while len(self._kept) > self._max_entries or self._bytes > self._max_bytes:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self._bytes -= len(dropped.response.content)


def _may_be_kept(request: Request) -> bool:
    conditions = {"if-none-match", "if-match", "if-modified-since", "range"}
    return request.method == "GET" and not request.stream and conditions.isdisjoint(map(str.lower, request.headers))


def _conditional(request: Request, kept: _Kept | None) -> Request:
    return request if kept is None else replace(request, headers={**request.headers, "If-None-Match": kept.etag})


def _key(request: Request) -> str:
    """Return the name of what was asked, by whom, and in which form; it holds no token."""
    varying = sorted((name.lower(), value) for name, value in request.headers.items() if name.lower() not in _MARKS)
    return sha256(repr((request.url, varying)).encode()).hexdigest()


def _renewed(kept: Response, answer: Response) -> Response:
    """Return the answer that was kept with the headers that the server sent now: its request id, its quota."""
    unsaid = {"content-length", "content-type", "content-encoding", "transfer-encoding"}
    now = {name.lower(): value for name, value in answer.headers.items() if name.lower() not in unsaid}
    before = {name.lower(): value for name, value in kept.headers.items()}
    return Response(kept.status_code, Headers({**before, **now}), kept.content, kept.url)
