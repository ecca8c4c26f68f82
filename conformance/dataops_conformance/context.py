"""What a law holds in its hands: the target, the contract, the sandbox, and observations that it shares with others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar, cast

from dataops_spec import Operation

from dataops_conformance.carrying import Carrying
from dataops_conformance.contract import Contract
from dataops_conformance.drawing import draw_one
from dataops_conformance.exchange import Credential, Exchange, JsonObject, MediaType, Request
from dataops_conformance.law import Blocked, Need, NotTested, Violation
from dataops_conformance.settings import NEEDS, Settings
from dataops_conformance.target.session import Target
from dataops_conformance.target.wire import QueryValue, build_path, encode_body, query_pairs

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from dataops_conformance.sandbox import Sandbox

T = TypeVar("T")
_ORDINARY = "law"


class Spell(Protocol):
    """Chooses by which of its names a request calls a thing that has two."""

    def __call__(self, operation: Operation, path: str, content_type: str | None, /) -> str:
        """Return the path to send in place of `path`."""
        ...


class Observer(Protocol):
    """Sees every exchange of the run, in order."""

    def __call__(self, exchange: Exchange, operation: Operation | None) -> None:
        """Take one exchange and the operation that it was for."""


class Context:
    """The face that laws and the sandbox are written against."""

    sandbox: Sandbox

    def __init__(self, settings: Settings, contract: Contract, target: Target) -> None:
        """Join the three; the engine sets `sandbox`, which needs the context itself."""
        self.settings = settings
        self.contract = contract
        self.target = target
        self.check = ""
        self.carrying = Carrying(settings.seed)
        self.observers: list[Observer] = []
        self.spell: Spell = lambda _operation, path, _content_type: path
        self._known: dict[str, object] = {}
        self._failed: dict[str, Violation | NotTested | Blocked] = {}
        target.on_exchange(self._observe)

    def once(self, key: str, make: Callable[[], T]) -> T:
        """Return what `make` returned the first time that this key was asked for in the run.

        Where the first call raised NotTested, later ones raise it again with the same reason; where it raised Violation
        or Blocked, later ones raise Blocked, so that one fault is told once.
        """
        if key in self._failed:
            failure = self._failed[key]
            if isinstance(failure, NotTested):
                raise type(failure)(str(failure))
            msg = f"{key}: {failure}"
            raise Blocked(msg) from failure
        if key not in self._known:
            # What is drawn within depends on the observation, not on who asked for it first.
            check, self.check = self.check, key
            try:
                self._known[key] = make()
            except (Violation, NotTested, Blocked) as failure:
                self._failed[key] = failure
                raise
            finally:
                self.check = check
        return cast("T", self._known[key])

    def known(self, kind: type[T]) -> Iterator[T]:
        """Yield the observations of this type that the run has made by now."""
        yield from (value for value in self._known.values() if isinstance(value, kind))

    def draw(self, strategy: SearchStrategy[T], label: str) -> T:
        """Return a value of the strategy: the same for the same seed, check and label."""
        text = f"{self.settings.seed}|{self.check}|{label}"
        return draw_one(strategy, int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))

    def credential(self, name: Need) -> Credential:
        """Return the credential of this kind; raise NotTested, naming the variable to set, where there is none."""
        variable = NEEDS[name]
        credential = self.settings.credentials.get(variable)
        if credential is None:
            msg = f"There is no {name.replace('_', ' ')}; set {variable} to test this."
            raise NotTested(msg)
        return credential

    @contextmanager
    def setup(self) -> Generator[None]:
        """Count the requests within as set-up."""
        with self.target.budget.purpose("setup"):
            yield

    @contextmanager
    def quota(self) -> Generator[None]:
        """Count the requests within apart from the budget, send them unpaced, and hand 429s to the law as they are."""
        with self.target.budget.purpose("quota"):
            yield

    def send(
        self,
        operation: Operation | str,
        *,
        path: Mapping[str, str | int] = {},
        query: Mapping[str, QueryValue] | Sequence[tuple[str, str]] = (),
        body: JsonObject | None = None,
        media_type: MediaType = "application/json",
        raw_body: bytes | None = None,
        content_type: str | None = None,
        headers: Sequence[tuple[str, str]] = (),
        credential: Credential | Literal["default", "none"] = "default",
        method: str | None = None,
        raw_path: str | None = None,
    ) -> Exchange:
        """Send one request and return the exchange; every exchange passes the universal laws.

        `path` gives the path's parameters before encoding. `body` is encoded as `media_type`; `raw_body` and
        `content_type` stand in its place where it must be wrong. `method` and `raw_path` (relative to the base URL,
        encoded, from the slash on) send what no operation knows. The default credential, the run's own token, travels
        as `Carrying` says. A 429 is waited out, except within `quota()`.

        Raises:
            NotTested: the request may not leave in this profile, or its credential is missing.
            BudgetExhausted: the budget holds no further request.
            TargetError: the server gave no answer.
        """
        wanted = self.contract.operation(operation) if isinstance(operation, str) else operation
        secret = self._resolve(credential)
        sent_method = (method or wanted.method).upper()
        content, announced = raw_body, content_type
        if body is not None:
            content, announced = encode_body(body, media_type)
            announced = content_type or announced
        sent_path = build_path(wanted.path, path) if raw_path is None else raw_path
        if raw_path is None and method is None and credential == "default":
            sent_path = self.spell(wanted, sent_path, announced)
        own = sent_method == wanted.method and raw_path is None
        known = wanted if own else self.contract.match(sent_method, sent_path)
        request = Request(
            method=sent_method,
            path=sent_path,
            query=query_pairs(query),
            headers=(*headers, *((("content-type", announced),) if announced is not None else ())),
            body=content,
            credential=(self.target.redactor.name_of(secret.secret) or secret.name) if secret else None,
            scheme=secret.scheme if secret else "private-token",
            operation=known.id if known else None,
        )
        return self._carry(wanted, request, secret) if credential == "default" else self.target.send(request, secret)

    def _carry(self, operation: Operation, request: Request, token: Credential | None) -> Exchange:
        """Send the run's own token in the way that is the operation's turn, and plainly where it is refused so.

        Set-up and the laws of the quota keep to the plain way, in which a request is never two.
        """
        carried = token
        if token is not None and self.target.budget.current == _ORDINARY:
            carried = self.carrying.carried(operation, token)
        if carried is None or carried == token:
            return self.target.send(request, token)
        exchange = self.target.send(replace(request, scheme=carried.scheme), carried)
        if not self.carrying.is_doubtful(operation, exchange):
            return exchange
        plain = self.target.send(request, token)
        self.carrying.note(operation, exchange, plain)
        return plain

    def _resolve(self, credential: Credential | Literal["default", "none"]) -> Credential | None:
        if isinstance(credential, Credential):
            return credential
        return None if credential == "none" else self.credential("token")

    def _observe(self, exchange: Exchange) -> None:
        operation = self.contract.find(exchange.request.operation) if exchange.request.operation else None
        for observer in self.observers:
            observer(exchange, operation)
