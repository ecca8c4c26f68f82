"""The mock as an ASGI application."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import count

from dataops_spec import JsonObject, Operation, document, operations
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dataops_mock.admin import create_admin
from dataops_mock.call import Handler
from dataops_mock.clock import Clock
from dataops_mock.faults import apply_faults
from dataops_mock.handlers import all_handlers
from dataops_mock.http.pipeline import Pipeline
from dataops_mock.http.quota import Counter, open_counter
from dataops_mock.http.responses import as_head
from dataops_mock.http.routing import Router
from dataops_mock.http.schemas import Schemas
from dataops_mock.http.standard import standard_rules, with_common_headers
from dataops_mock.rules import Answer, Exchange, Match, Rules
from dataops_mock.settings import Settings
from dataops_mock.state import State
from dataops_mock.world.world import World

PREFIX = "/api/v4"
ADMIN = "/-/mock/"
_LOG = logging.getLogger("dataops_mock.access")
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?")


class Application:
    """Serve the API below `/api/v4` and the mock's own switches below `/-/mock/`."""

    def __init__(
        self,
        settings: Settings,
        state: State,
        counter: Counter,
        rules: Rules,
        pipeline: Callable[[Rules], Pipeline],
        router: Router,
        admin: ASGIApp,
    ) -> None:
        """Take the parts: the rules, none of them broken, and what makes a pipeline that asks rules."""
        self._settings = settings
        self.state = state
        self.counter = counter
        self._rules = rules
        self._make_pipeline = pipeline
        self._router = router
        self._admin = admin
        self._numbers = count(1)
        self.strike(settings.faults)

    def strike(self, faults: Iterable[str]) -> None:
        """Break the rules by these faults and no others, from the next request on; what faults remember is forgotten.

        `faults` then names them, and `receive` is the seam of what comes over a socket, for whoever owns one. Raises
        `ValueError` for a fault that does not exist or cannot be struck; the rules stay as they were.
        """
        chosen = tuple(faults)
        rules = apply_faults(chosen, self._rules)
        self.faults: tuple[str, ...] = chosen
        self.receive = rules.receive
        self._pipeline = self._make_pipeline(with_common_headers(rules))

    def checkpoint(self) -> Callable[[], None]:
        """Return what brings world, clock, quota and faults back to this moment, once."""
        restore_state, restore_counts, faults = self.state.checkpoint(), self.counter.checkpoint(), self.faults

        def restore() -> None:
            restore_state()
            restore_counts()
            if faults or self.faults:
                self.strike(faults)

        return restore

    def find(self, method: str, raw_path: str) -> Match:
        """Return what the contract knows of a method and a path, percent-encoded, as it stands after the host."""
        return self._router.find(method, _below_prefix(raw_path))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; lifespan and web sockets are the business of the admin's Starlette."""
        if scope["type"] != "http" or scope["path"].startswith(ADMIN):
            await self._admin(scope, receive, send)
            return
        request, raw_path = Request(scope, receive), _raw_path(scope)
        exchange = self._exchange(request, raw_path)
        try:
            answer = await self._pipeline.answer(exchange)
        except ClientDisconnect:
            return
        # The path alone: a query may hold a token, or the value of a variable.
        _LOG.info("%s %s %d (request %s)", request.method, raw_path, answer.status, exchange.request_id)
        await send_answer(send, as_head(answer) if request.method == "HEAD" else answer)

    def _exchange(self, request: Request, raw_path: str) -> Exchange:
        path = _below_prefix(raw_path)
        return Exchange(
            method=request.method,
            raw_path=path,
            raw_query=request.scope["query_string"].decode("latin-1"),
            headers=request.headers,
            client=request.client.host if request.client else "unknown",
            chunks=request.stream(),
            world=self.state.world,
            now=self.state.clock.now(),
            base_url=self._base_url(request.headers, request.url.scheme),
            number=next(self._numbers),
            match=self._router.find(request.method, path),
        )

    def _base_url(self, headers: Headers, scheme: str) -> str:
        """Return the mock's own URL as the client names it, so that links lead back through whatever lies between."""
        host = headers.get("host", "")
        return f"{scheme}://{host}{PREFIX}" if _HOST.fullmatch(host) else self._settings.base_url


def create_app(settings: Settings, world: World | None = None, *, clock: Clock | None = None) -> Application:
    """Return the mock over `world`, or over a new one made from the settings' seed.

    Raises `ValueError` with a sentence for an unknown fault or a storage that cannot be opened, and `RuntimeError`
    where operations and handlers do not pair off.
    """
    clock = clock or Clock(settings.now)
    state = State(settings, clock, world)
    return assemble(settings, state, operations(), document(), all_handlers())


def assemble(
    settings: Settings,
    state: State,
    contract: tuple[Operation, ...],
    contract_document: JsonObject,
    handlers: Mapping[str, Handler],
) -> Application:
    """Put an application together from a contract and its handlers."""
    _pair_off(contract, handlers)
    schemas = Schemas(contract_document)
    counter = open_counter(settings.rate_limit, settings.window, settings.storage_uri)
    rules = standard_rules(schemas, counter, settings.max_body_bytes)
    pipeline = partial(Pipeline, handlers=handlers, strict=schemas if settings.strict else None)
    admin: Starlette = create_admin(state, counter, settings.host)
    return Application(settings, state, counter, rules, pipeline, Router(contract), admin)


def _pair_off(contract: tuple[Operation, ...], handlers: Mapping[str, Handler]) -> None:
    known = {operation.id for operation in contract}
    if wrong := sorted(known ^ set(handlers)):
        msg = f"These are operations without a handler, or handlers without an operation: {', '.join(wrong)}."
        raise RuntimeError(msg)


async def send_answer(send: Send, answer: Answer) -> None:
    """Send an answer with its content type and length."""
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()]
    names = {name for name, _ in headers}
    if answer.media_type is not None and b"content-type" not in names:
        headers.append((b"content-type", answer.media_type.encode("latin-1")))
    if b"content-length" not in names and answer.status != 204:
        headers.append((b"content-length", str(len(answer.content)).encode()))
    start: Message = {"type": "http.response.start", "status": answer.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": answer.content})


def _below_prefix(raw_path: str) -> str:
    """Return a path from behind the API's prefix on; empty for a path that is elsewhere."""
    inside = raw_path == PREFIX or raw_path.startswith(PREFIX + "/")
    return raw_path.removeprefix(PREFIX) if inside else ""


def _raw_path(scope: Scope) -> str:
    raw: bytes | None = scope.get("raw_path")
    return (raw or scope["path"].encode()).decode("latin-1")
