"""Pages that there are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.page.listing import DEFAULT, OVER, look, turn, whole
from dataops_conformance.laws.page.reading import identities
from dataops_conformance.laws.page.walking import survey
from dataops_conformance.laws.rate.headers import number
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_WORD = "many"
_EVERY = 17  # On one list in so many, another one for each seed, a word as per_page is tried too.


@laws.law("PAGE-10", requests=1, beside="PAGE-03")
def past_the_end_is_empty(ctx: Context, operation: Operation) -> None:
    """Ask for a page that lies past the last, by what the whole list holds; where the answer is not as it should be,
    with fewer items a page.
    """
    past = past_the_end(ctx, operation)
    if past.response.status == 200 and identities(past) == []:
        return
    number_of_page = dict(past.request.query)["page"]
    past = look(ctx, operation, survey(ctx, operation).query, page=number_of_page, per_page=DEFAULT)
    expect(
        past.response.status == 200 and identities(past) == [],
        "A page past the end is not an empty list.",
        expected="200 []",
        seen=told(past),
        exchanges=[whole(ctx, operation).exchange, past],
    )


def past_the_end(ctx: Context, operation: Operation) -> Exchange:
    """Return a page past the end, asked for with more than 100 items a page; once in the run."""
    return ctx.once(f"{operation.id} past the end", lambda: _past(ctx, operation))


def _past(ctx: Context, operation: Operation) -> Exchange:
    found = survey(ctx, operation)
    everything = whole(ctx, operation)
    total = len(everything.names) if everything.complete else number(everything.exchange.response, "x-total")
    if total is None:
        msg = "The server does not tell how long the list is."
        raise NotTested(msg)
    # To search for nothing is to search for all; a server that has it otherwise is asked again without.
    empty = [("search", "")] if "search" in {item.name for item in operation.query_parameters} else []
    # Past the end however many items a page is served with, and further than others may fill it meanwhile.
    return look(ctx, operation, [*found.query, *empty], page=total // DEFAULT + 3, per_page=OVER)


@laws.law("PAGE-16", requests=1, beside="PAGE-17")
def a_page_of_nothing_is_refused(ctx: Context, operation: Operation) -> None:
    """List with `per_page=0` and a word as `page`; where the error does not name both, with `per_page=0` alone."""
    both = malformed(ctx, operation)
    if _names(both, "page is invalid") and _names(both, "per_page"):
        return
    answer = look(ctx, operation, survey(ctx, operation).query, per_page=0)
    expect(
        answer.response.status == 400,
        "per_page=0 is not refused.",
        expected=400,
        seen=told(answer),
        exchanges=[answer],
    )


@laws.law("PAGE-17", requests=0)
def a_page_must_be_a_number(ctx: Context, operation: Operation) -> None:
    """List with a word as `page` and `per_page=0`; where the error does not name both, with the word alone; on one
    list, which one as the seed has it, with a word as `per_page` too.
    """
    both = malformed(ctx, operation)
    if not (_names(both, "page is invalid") and _names(both, "per_page")):
        _refuses_a_word(ctx, operation, "page")
    if turn(ctx, operation) % _EVERY == 0 or ctx.settings.covers("full"):
        _refuses_a_word(ctx, operation, "per_page")


def _refuses_a_word(ctx: Context, operation: Operation, name: str) -> None:
    answer = look(ctx, operation, survey(ctx, operation).query, **{name: _WORD})
    expect(
        _names(answer, f"{name} is invalid"),
        f"{name} that is no number is not refused as such.",
        expected=f'400 {{"error": "{name} is invalid"}}',
        seen=told(answer),
        exchanges=[answer],
    )


def _names(answer: Exchange, words: str) -> bool:
    """Tell whether the answer is a 400 whose error has the words; `page` does not stand in `per_page`."""
    error = answer.response.object().get("error")
    is_named = isinstance(error, str) and re.search(rf"\b{words}\b", error) is not None
    return answer.response.status == 400 and is_named


def malformed(ctx: Context, operation: Operation) -> Exchange:
    """Return the answer to a word as `page` with `per_page=0`, each of which is to be refused; once in the run.

    Every other parameter that can break its schema does so too, which SPEC-06 reads.
    """
    return ctx.once(f"{operation.id} with a word as page", lambda: _malformed(ctx, operation))


def _malformed(ctx: Context, operation: Operation) -> Exchange:
    # That package reads the answers of this module.
    from dataops_conformance.laws.spec.wrong import broken_query  # noqa: PLC0415

    broken = broken_query(ctx, operation)
    query = [(name, text) for name, text in survey(ctx, operation).query if name not in broken]
    return look(ctx, operation, [*query, *broken.items()], page=_WORD, per_page=0)


def malformed_page(ctx: Context, operation: Operation) -> tuple[str, Exchange]:
    """Return `page` and the answer to a word in it (and nothing in `per_page`); asked for once in the run."""
    return "page", malformed(ctx, operation)
