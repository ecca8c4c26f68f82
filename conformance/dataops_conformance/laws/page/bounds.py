"""Pages that there are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.page.listing import MOST, look, place, whole
from dataops_conformance.laws.page.reading import identities
from dataops_conformance.laws.rate.headers import number
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()


@laws.law("PAGE-10", requests=1)
def past_the_end_is_empty(ctx: Context, operation: Operation) -> None:
    """Ask for a page that lies past the last, by what the whole list holds."""
    everything = whole(ctx, operation)
    items = len(identities(everything))
    total = items if items < MOST else number(everything.response, "x-total")
    if total is None:
        msg = "The server does not tell how long the list is."
        raise NotTested(msg)
    # Two pages further than the first that is empty: others may add items meanwhile.
    past = look(ctx, operation, place(ctx, operation), page=total // 20 + 3, per_page=20)
    expect(
        past.response.status == 200 and identities(past) == [],
        "A page past the end is not an empty list.",
        expected="200 []",
        seen=told(past),
        exchanges=[everything, past],
    )


@laws.law("PAGE-16", requests=1)
def a_page_of_nothing_is_refused(ctx: Context, operation: Operation) -> None:
    """List with `per_page=0`."""
    answer = look(ctx, operation, place(ctx, operation), per_page=0)
    expect(
        answer.response.status == 400,
        "per_page=0 is not refused.",
        expected=400,
        seen=told(answer),
        exchanges=[answer],
    )


@laws.law("PAGE-17", requests=1)
def a_page_must_be_a_number(ctx: Context, operation: Operation) -> None:
    """List with `page` set to a word on every second list, with `per_page` on the others."""
    name, answer = malformed_page(ctx, operation)
    error = answer.response.object().get("error")
    expect(
        answer.response.status == 400 and isinstance(error, str) and f"{name} is invalid" in error,
        f"{name} that is no number is not refused as such.",
        expected=f'400 {{"error": "{name} is invalid"}}',
        seen=told(answer),
        exchanges=[answer],
    )


def malformed_page(ctx: Context, operation: Operation) -> tuple[str, Exchange]:
    """Return the parameter, `page` or `per_page`, and the answer to a word in it; asked for once in the run."""
    index = [item.id for item in ctx.contract.operations if item.is_paginated].index(operation.id)
    name = ("page", "per_page")[index % 2]
    key = f"{operation.id} with a word as {name}"
    return name, ctx.once(key, lambda: look(ctx, operation, place(ctx, operation), **{name: "many"}))
