"""Lives of resources in random order, over the contract's links, held against a model of what must be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NoReturn, TypeAlias

from dataops_spec import Operation
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dataops_conformance.context import Context
from dataops_conformance.contract import Contract, Resource, kind_made
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue
from dataops_conformance.law import NotTested, Violation
from dataops_conformance.laws.res.compare import differing, lost_fields, shown
from dataops_conformance.laws.res.life import send_to
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.bodies import fields_of
from dataops_conformance.sandbox.finding import list_operation
from dataops_conformance.sandbox.made import Made
from dataops_conformance.sandbox.making import thing_of
from dataops_conformance.sandbox.semantics import rule_for
from dataops_conformance.sandbox.strategies import values_of
from dataops_conformance.search.hunt import Counterexample

# Resources inside the run's own project: they go with it, so that no example needs a clean-up of its own.
KINDS = (
    "create_project_variable",
    "create_pipeline_schedule",
    "create_pipeline_trigger",
    "create_branch",
    "create_file",
)
Action: TypeAlias = Literal["create", "read", "change", "find", "delete"]
_MOST_STEPS = 8
# Fields of free text: whatever is legal in it is kept as it is.
_FREE_TEXT = frozenset({"description", "value"})
_LETTERS = st.sampled_from("aZ09 _-.,:;/\\'\"[]{}()&=?#%+<>äßЖ中אر😀e\u0301")
_TEXTS = st.text(_LETTERS, min_size=1, max_size=60).map(str.strip).filter(bool)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a life: what to do, with which of the things made so far, and the optional fields to send."""

    action: Action
    thing: int
    fields: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Lives:
    """An example: a kind of resource, by the operation that creates it, and the steps after its first creation."""

    kind: str
    first: Mapping[str, JsonValue]
    steps: tuple[Step, ...]


@dataclass(slots=True)
class _Thing:
    """A resource of the model: what it is, and the fields as they should read now."""

    made: Made
    known: JsonObject
    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    is_changed: bool = False
    is_gone: bool = False


def lives_of(contract: Contract) -> SearchStrategy[Lives]:
    """Return a strategy of lives of every kind."""
    # Made once: Hypothesis looks every new strategy through before it draws from it.
    lives = {kind: _lives(contract, kind) for kind in KINDS}
    return st.sampled_from(KINDS).flatmap(lives.__getitem__)


def _lives(contract: Contract, kind: str) -> SearchStrategy[Lives]:
    create = contract.operation(kind)
    resource = contract.resource_of(create)
    update = resource.update if resource is not None else None
    numbers = st.integers(0, _MOST_STEPS)
    steps = [st.builds(Step, st.just(action), numbers, st.just({})) for action in ("read", "find", "delete")]
    if update is not None:
        steps.append(st.builds(Step, st.just("change"), numbers, _free(contract, update)))
    # The first is what Hypothesis tries most: a read after each change.
    steps.append(st.builds(Step, st.just("create"), numbers, _free(contract, create)))
    several = st.lists(st.one_of(steps), min_size=1, max_size=_MOST_STEPS).map(tuple)
    return st.builds(Lives, st.just(kind), _free(contract, create), several)


def _free(contract: Contract, operation: Operation) -> SearchStrategy[JsonObject]:
    """Return a strategy of optional fields: those of free text, and those of which the schema says all."""
    chosen: dict[str, SearchStrategy[JsonValue]] = {}
    for name, schema in fields_of(contract.body_schema(operation) or {}).items():
        if name in _FREE_TEXT:
            chosen[name] = _TEXTS
        elif rule_for(operation.id, name) is None:
            chosen[name] = values_of(schema, contract.resolve)
    return st.fixed_dictionaries({}, optional=chosen)


class Player:
    """Plays an example against the target, and holds every answer against the model."""

    def __init__(self, context: Context, kind: str) -> None:
        """Take the kind of resource, by the operation that creates it."""
        self._context = context
        self._create = context.contract.operation(kind)
        resource = context.contract.resource_of(self._create)
        if resource is None:
            msg = f"{kind} makes no resource."
            raise NotTested(msg)
        self._resource: Resource = resource
        self._things: list[_Thing] = []

    @classmethod
    def play(cls, context: Context, example: Lives) -> None:
        """Send what the example says.

        Raises:
            Counterexample: an answer is not what the model says.
            NotTested: the target does not let this user make such a thing.
        """
        player = cls(context, example.kind)
        player.create(example.first)
        for step in example.steps:
            if step.action == "create":
                player.create(step.fields)
            else:
                player.do(step)

    def create(self, fields: Mapping[str, JsonValue]) -> None:
        """Make a thing; the answer tells what was sent."""
        path = self._context.sandbox.path_values(self._create)
        sent = {**self._context.sandbox.body_for(self._create), **fields}
        exchange = self._context.send(self._create, path=path, body=sent)
        made = thing_of(self._context.contract, self._create, exchange, path)
        thing = _Thing(made, dict(made.data), [exchange])
        self._things.append(thing)
        self._hold("RES-01", self._create, thing, lost_fields(sent, made.data), sent, made.data)

    def do(self, step: Step) -> None:
        """Do what a step says with the thing that its number falls on."""
        thing = self._things[step.thing % len(self._things)]
        if step.action == "read":
            self._read(thing)
        elif step.action == "find":
            self._find(thing)
        elif thing.is_gone:
            # What is gone is only looked for.
            self._read(thing)
        elif step.action == "change":
            self._change(thing, step.fields)
        else:
            self._delete(thing)

    def _read(self, thing: _Thing) -> None:
        get = self._wanted(self._resource.get)
        exchange = self._to(thing, get)
        if thing.is_gone:
            self._status("RES-06", get, thing, exchange, 404)
            return
        rule = "RES-05" if thing.is_changed else "RES-04"
        self._status(rule, get, thing, exchange, 200)
        answer = exchange.response.object()
        self._hold(rule, get, thing, differing(thing.known, answer), thing.known, answer)

    def _change(self, thing: _Thing, fields: Mapping[str, JsonValue]) -> None:
        update = self._wanted(self._resource.update)
        sent = {**self._context.sandbox.body_for(update), **fields}
        exchange = self._to(thing, update, sent)
        self._status("RES-02", update, thing, exchange, 200)
        answer = exchange.response.object()
        self._hold("RES-02", update, thing, lost_fields(sent, answer), sent, answer)
        self._hold("BODY-18", update, thing, differing(thing.known, answer, but=sent), thing.known, answer)
        thing.known.update(answer)
        thing.is_changed = True

    def _find(self, thing: _Thing) -> None:
        listing = self._wanted(list_operation(self._context.contract, self._create))
        is_listed = self._is_listed(thing, listing)
        if is_listed == thing.is_gone:
            rule = "RES-09" if thing.is_gone else "RES-08"
            expected, seen = ("not in the list", "in it") if thing.is_gone else ("in the list", "not in it")
            summary = f"{listing.id} {'still shows' if thing.is_gone else 'misses'} what {self._create.id} made."
            self._fail(rule, listing, thing, summary, expected, seen)

    def _delete(self, thing: _Thing) -> None:
        delete = self._wanted(self._resource.delete)
        self._status("RES-03", delete, thing, self._to(thing, delete), 204)
        thing.is_gone = True

    def _to(self, thing: _Thing, operation: Operation, body: JsonObject | None = None) -> Exchange:
        exchange = send_to(self._context, self._create, thing.made, operation, body)
        thing.exchanges.append(exchange)
        return exchange

    def _is_listed(self, thing: _Thing, listing: Operation) -> bool:
        above = {name: value for name, value in thing.made.values.items() if f"{{{name}}}" in listing.path}
        known = {parameter.name for parameter in listing.query_parameters}
        query = {"per_page": "100"} if "per_page" in known else {}
        while True:
            exchange = self._context.send(listing, path=above, query=query)
            thing.exchanges.append(exchange)
            names = [(item.get("id"), item.get("name"), item.get("key")) for item in exchange.response.items()
                     if isinstance(item, dict)]  # fmt: skip
            if any(thing.made.id in several for several in names):
                return True
            following = exchange.response.header("x-next-page")
            if not following or following == query.get("page"):
                return False
            query = {**query, "page": following}

    def _status(self, rule: str, operation: Operation, thing: _Thing, exchange: Exchange, wanted: int) -> None:
        if exchange.response.status != wanted:
            what = kind_made(self._create.id)
            summary = f"{operation.id} was answered {exchange.response.status} in the life of a {what}."
            self._fail(rule, operation, thing, summary, str(wanted), told(exchange))

    def _hold(
        self,
        rule: str,
        operation: Operation,
        thing: _Thing,
        fields: tuple[str, ...],
        wanted: Mapping[str, JsonValue],
        seen: Mapping[str, JsonValue],
    ) -> None:
        if fields:
            summary = f"{operation.id} tells {', '.join(fields)} otherwise than it is."
            self._fail(rule, operation, thing, summary, shown(fields, wanted), shown(fields, seen))

    @staticmethod
    def _fail(rule: str, operation: Operation, thing: _Thing, summary: str, expected: str, seen: str) -> NoReturn:
        violation = Violation(summary, expected=expected, seen=seen, exchanges=tuple(thing.exchanges))
        raise Counterexample(rule, operation.id, violation)

    @staticmethod
    def _wanted(operation: Operation | None) -> Operation:
        if operation is None:
            msg = "The contract has no such operation for this resource."
            raise NotTested(msg)
        return operation
