"""The law of errors that wants requests of its own; the others hold for every exchange: see `laws.universal`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, expect
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataops_spec import Operation
    from hypothesis.strategies import SearchStrategy

    from dataops_conformance.context import Context

laws = Laws()

_NUMBERS: SearchStrategy[str] = strategies.one_of(
    strategies.sampled_from(["0", "-1", "007", "1e3", "0x1F", "1.5", "9" * 30, "-" + "9" * 30]),
    strategies.integers(min_value=2**31).map(str),
    strategies.integers(max_value=-1).map(str),
)
_TEXTS: SearchStrategy[str] = strategies.sampled_from(
    [
        "a" * 4000,
        "\u202eevil\u202c",
        "שלום",
        "🦉🛸",
        "nul\x00nul",
        "line\r\nbreak",
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
_ANY: SearchStrategy[str] = strategies.text(min_size=1, max_size=40).map(lambda text: f"x{text}")
_KINDS: Mapping[str, SearchStrategy[str]] = {"number": _NUMBERS, "text": strategies.one_of(_TEXTS, _ANY)}


@laws.law("ERR-04", requests=3)
def odd_names_are_answered_in_order(ctx: Context, operation: Operation) -> None:
    """Put an odd number, an odd text and nothing at all where the request has an id or a name: huge, negative, long,
    with control, right-to-left and astral characters, with slashes and brackets.
    """
    for label, strategy in _KINDS.items():
        _answered_in_order(operation, _odd(ctx, operation, ctx.draw(strategy, label)))
    _answered_in_order(operation, _empty(ctx, operation))


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
