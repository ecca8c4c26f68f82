"""The law of errors that wants requests of its own; the others hold for every exchange: see `laws.universal`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.res.oddities import Kind, huge_id, is_numeric, oddity_of
from dataops_conformance.laws.res.reading import LATE
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataops_spec import Operation
    from hypothesis.strategies import SearchStrategy

    from dataops_conformance.context import Context

laws = Laws()

_NEGATIVE: SearchStrategy[str] = strategies.one_of(
    strategies.sampled_from(["-1", "-2147483649"]), strategies.integers(max_value=-1).map(str)
)
_WRITTEN: SearchStrategy[str] = strategies.sampled_from(["007", "000", "1e3", "0x1F", "1.5", "+0x7", "0" * 40 + "7"])
_CONTROL: SearchStrategy[str] = strategies.sampled_from(
    ["nul\x00nul", "line\r\nbreak", "bell\x07", "\x1b[0m", "tab\there"]
)
_LONG: SearchStrategy[str] = strategies.sampled_from(["a" * 300, "a" * 4000])
_TEXTS: SearchStrategy[str] = strategies.sampled_from(
    [
        "\u202eevil\u202c",
        "שלום",
        "🦉🛸",
        "up/../down",
        "a//b/",
        "[]",
        "a[b][]=c&d",
        "%2e%2e%2f",
        "' OR 1=1 --",
        "{{7*7}}",
        " ",
        "\ufeff",
    ]
)
# No dot alone, which names another path; no surrogate, which is no character.
# Without a codec: Hypothesis would try a million characters for one, on every machine anew.
_CHARACTERS = strategies.characters(exclude_categories=["Cs"])
_ANY: SearchStrategy[str] = strategies.text(_CHARACTERS, min_size=1, max_size=40).map(lambda text: f"x{text}")
_BEYOND_ASCII = "\u202eש🦉"
_DRAWN: Mapping[Kind, SearchStrategy[str]] = {
    "zero": strategies.just("0"), "negative": _NEGATIVE, "written": _WRITTEN, "control": _CONTROL, "long": _LONG,
    "text": strategies.one_of(_TEXTS, _ANY),
}  # fmt: skip
_OTHER_NUMBERS: tuple[Kind, ...] = ("zero", "written", "text", "empty")


@laws.law("ERR-04", requests=3, order=LATE)
def odd_names_are_answered_in_order(ctx: Context, operation: Operation) -> None:
    """Put a huge and a negative number where the request has an id, and, in turns over the operations, zero, a number
    in another writing, or a text; where it has a name, texts: long, with control, right-to-left and astral characters,
    with slashes and brackets, or nothing at all. What another law has tried so is read.
    """
    tried: set[Kind] = set()
    for exchange in ctx.sandbox.seen.refused(operation):
        if kind := oddity_of(operation, exchange):
            tried.add(kind)
            _answered_in_order(operation, exchange)
    for kind in _kinds(ctx, operation):
        if kind not in tried:
            _answered_in_order(operation, _send(ctx, operation, kind))
    _search_lists(ctx, operation)


def _search_lists(ctx: Context, operation: Operation) -> None:
    """Search the list that shows what the operation reads for a text beyond ASCII and with NUL; that a list is searched
    for nothing, the laws of pages see to. An operation without a path sees to the lists that no other does.
    """
    for other in _lists_of(ctx, operation):
        try:
            path = ctx.sandbox.arguments(other).path
        except NotTested:
            continue
        _answered_in_order(other, ctx.send(other, path=path, query={"search": f"{_BEYOND_ASCII}\x00"}))


def _lists_of(ctx: Context, operation: Operation) -> list[Operation]:
    tried = [ctx.contract.operation(name) for name in ctx.contract.requirement("ERR-04").operations]
    lists = [item for item in ctx.contract.operations if item.method == "GET" and "search" in _names_of_query(item)]
    lists = [item for item in lists if item not in tried]
    if operation.path_parameters:
        return [item for item in lists if item.path == operation.path.rpartition("/")[0]]
    shown = {each.path.rpartition("/")[0] for each in tried}
    return [item for item in lists if item.path not in shown]


def _names_of_query(operation: Operation) -> set[str]:
    return {parameter.name for parameter in operation.query_parameters}


def _kinds(ctx: Context, operation: Operation) -> tuple[Kind, ...]:
    """Return the kinds to try: those that servers stumble over most, and some by turns."""
    place = ctx.contract.requirement("ERR-04").operations.index(operation.id) + ctx.settings.seed
    if operation.path_parameters and is_numeric(ctx.contract, operation):
        return "huge", "negative", _OTHER_NUMBERS[place % len(_OTHER_NUMBERS)]
    return ("text", "control", "long") if operation.path_parameters else ("text", "control")


def _send(ctx: Context, operation: Operation, kind: Kind) -> Exchange:
    if kind == "huge":
        return _odd(ctx, operation, huge_id(operation.id))
    return _empty(ctx, operation) if kind == "empty" else _odd(ctx, operation, ctx.draw(_DRAWN[kind], kind))


def _odd(ctx: Context, operation: Operation, text: str) -> Exchange:
    if not operation.path_parameters:
        return ctx.send(operation, query={"search": text})
    arguments = ctx.sandbox.arguments(operation)
    last = operation.path_parameters[-1].name
    return ctx.send(operation, path={**arguments.path, last: text}, query=arguments.query)


def _empty(ctx: Context, operation: Operation) -> Exchange:
    """Send nothing where the id stands; what such a path names, if anything, the contract leaves open."""
    if not operation.path_parameters:
        return ctx.send(operation, query={"search": ""})
    arguments = ctx.sandbox.arguments(operation)
    template, last = operation.path, operation.path_parameters[-1].name
    for parameter in operation.path_parameters[:-1]:
        template = template.replace(f"{{{parameter.name}}}", str(arguments.path[parameter.name]))
    return ctx.send(operation, raw_path=template.replace(f"{{{last}}}", ""), query=arguments.query)


def _answered_in_order(operation: Operation, exchange: Exchange) -> None:
    own = exchange.request.operation == operation.id
    documented = str(exchange.response.status) in operation.responses or not own
    expect(
        exchange.response.status < 500 and documented,
        f"{operation.id} does not answer an odd id or name in order.",
        expected=f"a documented status below 500: {', '.join(operation.responses)}",
        seen=told(exchange),
        exchanges=[exchange],
    )
