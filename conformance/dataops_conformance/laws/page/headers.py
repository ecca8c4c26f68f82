"""What the headers of a page say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.page.bounds import past_the_end
from dataops_conformance.laws.page.listing import DEFAULT, MOST, OVER, look, place, whole
from dataops_conformance.laws.page.reading import identities, pages_of
from dataops_conformance.laws.page.walking import Walk, settled, survey
from dataops_conformance.laws.rate.headers import number

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_COUNTED = 10_000


@laws.law("PAGE-01", requests=4)
def the_default_is_the_first_page_of_twenty(ctx: Context, operation: Operation) -> None:
    """List without `page` and `per_page`, count the items and read x-page and x-per-page."""
    first = survey(ctx, operation).default
    count = len(identities(first))
    expect(count <= DEFAULT, "A page holds more than 20 items unasked.", expected=20, seen=count, exchanges=[first])
    for name, value in (("x-page", 1), ("x-per-page", DEFAULT)):
        _says(first, name, value, "The headers of a list asked for without page parameters do not say the defaults.")


def _says(exchange: Exchange, name: str, value: int, summary: str) -> None:
    seen = exchange.response.header(name)
    right = number(exchange.response, name) == value
    expect(right, summary, expected=f"{name}: {value}", seen=f"{name}: {seen}", exchanges=[exchange])


@laws.law("PAGE-03", requests=0)
def more_than_a_hundred_is_a_hundred(ctx: Context, operation: Operation) -> None:
    """List with `per_page=150`, count the items and read x-per-page; of a list that fits the default page, on a page
    past the end.
    """
    everything = whole(ctx, operation).exchange
    found = everything if _asks_over(everything) else past_the_end(ctx, operation)
    is_shown = _asks_over(found) and found.response.status == 200
    over = found if is_shown else look(ctx, operation, place(ctx, operation).query, per_page=OVER)
    count = len(identities(over))
    summary = "per_page above 100 is not served as 100."
    expect(count <= MOST, summary, expected="at most 100 items", seen=f"{count} items", exchanges=[over])
    _says(over, "x-per-page", MOST, summary)


def _asks_over(page: Exchange) -> bool:
    return ("per_page", str(OVER)) in page.request.query


@laws.law("PAGE-05", requests=0)
def x_total_is_the_length(ctx: Context, operation: Operation) -> None:
    """Compare x-total of every page with the number of items of the whole list; of a list of more than 100, with where
    its last page ends.
    """
    everything = whole(ctx, operation)
    if len(everything.names) < 2:
        _total_is(everything.exchange, len(everything.names))
        return
    settled(ctx, operation, _totals)


def _totals(seen: Walk) -> None:
    if seen.whole.complete:
        _total_is(seen.whole.exchange, len(seen.whole.names))
    if seen.items is not None:
        for page in seen.pages:
            _total_is(page, len(seen.items))
        return
    pages = None if seen.last is None else number(seen.last.response, "x-page")
    if seen.last is None or pages is None:
        msg = "The list is too long to be counted."
        raise NotTested(msg)
    _total_is(seen.last, (pages - 1) * seen.size + len(identities(seen.last)))


def _total_is(page: Exchange, total: int) -> None:
    if total <= _COUNTED or page.response.header("x-total") is not None:
        _says(page, "x-total", total, "x-total is not the length of the list.")


@laws.law("PAGE-06", requests=0)
def x_total_pages_is_rounded_up(ctx: Context, operation: Operation) -> None:
    """Compute x-total-pages of every page from its x-total and x-per-page."""
    for page in _pages(ctx, operation):
        total, size = number(page.response, "x-total"), number(page.response, "x-per-page")
        stated = page.response.header("x-total-pages")
        if stated is None and (total is None or total > _COUNTED):
            continue
        if total is None or not size:
            msg = "The server bears no x-total or no x-per-page (PAGE-05, PAGE-07)."
            raise NotTested(msg)
        right = {str(pages_of(total, size))} if total else {"0", "1"}
        expect(
            stated in right,
            "x-total-pages is not x-total divided by x-per-page, rounded up.",
            expected=f"ceil({total} / {size}) = {' or '.join(sorted(right))}",
            seen=stated,
            exchanges=[page],
        )


def _pages(ctx: Context, operation: Operation) -> list[Exchange]:
    """Return every page at hand: of a list too short to be walked, the default and the whole."""
    both = [place(ctx, operation).default, whole(ctx, operation).exchange]
    if len(identities(both[1])) < 2:
        return both
    pages: list[Exchange] = []
    settled(ctx, operation, lambda seen: pages.extend(seen.pages))
    return [*both, *pages]


@laws.law("PAGE-07", requests=0)
def x_page_says_what_was_asked_for(ctx: Context, operation: Operation) -> None:
    """Compare x-page and x-per-page of each page of a walk with what its request named."""
    summary = "The headers of a page do not say what was asked for."
    everything = whole(ctx, operation)
    _says(everything.exchange, "x-page", 1, summary)
    if len(everything.names) < 2:
        return

    def judge(seen: Walk) -> None:
        for index, page in enumerate(seen.pages, start=1):
            _says(page, "x-page", index, summary)
            _says(page, "x-per-page", seen.size, summary)

    settled(ctx, operation, judge)


@laws.law("PAGE-08", requests=0)
def x_next_page_is_the_next(ctx: Context, operation: Operation) -> None:
    """Read x-next-page of each page of a walk, the last among them."""
    _neighbours(ctx, operation, "x-next-page")


@laws.law("PAGE-09", requests=0)
def x_prev_page_is_the_one_before(ctx: Context, operation: Operation) -> None:
    """Read x-prev-page of each page of a walk, the first among them."""
    _neighbours(ctx, operation, "x-prev-page")


def _neighbours(ctx: Context, operation: Operation, name: str) -> None:
    everything = whole(ctx, operation)
    if len(everything.names) < 2:
        _neighbour_is(everything.exchange, name, None)
        return

    def judge(seen: Walk) -> None:
        for index, page in enumerate(seen.pages, start=1):
            if name == "x-prev-page":
                _neighbour_is(page, name, index - 1 or None)
            else:
                _neighbour_is(page, name, None if index == seen.count else index + 1)
        if seen.last is not None and name == "x-next-page":
            _neighbour_is(seen.last, name, None)

    settled(ctx, operation, judge)


def _neighbour_is(page: Exchange, name: str, value: int | None) -> None:
    stated = (page.response.header(name) or "").strip()
    expect(
        stated == ("" if value is None else str(value)),
        f"{name} is not the neighbour of its page.",
        expected=f"{name}: {'(empty)' if value is None else value}",
        seen=f"{name}: {stated or '(empty)'}",
        exchanges=[page],
    )
