"""Faults in pages by number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from dataops_mock.call import Call, Handler, Listing, Reply
from dataops_mock.errors import Refusal
from dataops_mock.faults.corners import PAGING, SORTING
from dataops_mock.faults.fault import Apply, Fault, on_handler, on_page, on_page_headers, put
from dataops_mock.faults.keyset import KEYSET_FAULTS
from dataops_mock.http.pages import link
from dataops_mock.rules import Exchange, Fields, Page, Rules

Headers = dict[str, str]


def _slice(listing: Listing, page: Page, *, before: int = 0, after: int = 0) -> Page:
    """Return the page with its bounds moved."""
    start = ((page.number or 1) - 1) * page.per_page
    return replace(page, items=listing.items[max(0, start + before) : start + page.per_page + after])


def _thirty(rules: Rules) -> Rules:
    def cut(exchange: Exchange, call: Call, listing: Listing) -> Page:
        return rules.cut_page(exchange, replace(call, query={"per_page": 30, **call.query}), listing)

    return put(rules, cut_page=cut)


def _overfull(_exchange: Exchange, _call: Call, listing: Listing, page: Page) -> Page:
    return page if page.number is None else _slice(listing, page, after=1)


def _always_twenty(rules: Rules) -> Rules:
    def cut(exchange: Exchange, call: Call, listing: Listing) -> Page:
        page = rules.cut_page(exchange, replace(call, query={**call.query, "per_page": 20}), listing)
        asked = call.query.get("per_page")
        return replace(page, per_page=asked) if isinstance(asked, int) and asked < 20 else page

    return put(rules, cut_page=cut)


def _no_maximum(_exchange: Exchange, call: Call, listing: Listing, page: Page) -> Page:
    asked = call.query.get("per_page")
    if page.number is None or not isinstance(asked, int) or asked <= page.per_page:
        return page
    return _slice(listing, replace(page, per_page=asked))


def _overlap(_exchange: Exchange, _call: Call, listing: Listing, page: Page) -> Page:
    return _slice(listing, page, before=-1, after=-1) if (page.number or 1) > 1 and page.items else page


def _gap(_exchange: Exchange, _call: Call, _listing: Listing, page: Page) -> Page:
    return replace(page, items=page.items[1:]) if page.number == 2 else page


def page_header(name: str, value: Callable[[Page], str | None]) -> Apply:
    """Give a page header another value where `value` returns one."""

    def change(_exchange: Exchange, page: Page, headers: Headers) -> Headers:
        given = value(page) if name in headers else None
        return headers if given is None else {**headers, name: given}

    return on_page_headers(change)


def _one_more(page: Page) -> str:
    return str((page.total or 0) + 1)


def _rounded_down(page: Page) -> str:
    return str((page.total or 0) // page.per_page)


def _past_the_end(page: Page) -> bool:
    return page.number is not None and page.number > 1 and not page.items


def _not_found_past_the_end(_exchange: Exchange, _call: Call, _listing: Listing, page: Page) -> Page:
    if _past_the_end(page):
        raise Refusal(404, {"error": "404 Not Found"})
    return page


def _last_again(_exchange: Exchange, _call: Call, listing: Listing, page: Page) -> Page:
    if not _past_the_end(page):
        return page
    start = (len(listing.items) - 1) // page.per_page * page.per_page
    return replace(page, items=listing.items[max(0, start) :])


def links(change: Callable[[Exchange, Page, str], str]) -> Apply:
    """Change Link where a page bears it."""

    def changed(exchange: Exchange, page: Page, headers: Headers) -> Headers:
        if page.number is None or "Link" not in headers:
            return headers
        return {**headers, "Link": change(exchange, page, headers["Link"])}

    return on_page_headers(changed)


def _without_last(_exchange: Exchange, _page: Page, links: str) -> str:
    return ", ".join(part for part in links.split(", ") if 'rel="last"' not in part)


def _next_is_this(exchange: Exchange, page: Page, links: str) -> str:
    this = link(exchange, page.per_page, "page", str(page.number))
    return ", ".join(
        f'<{this}>; rel="next"' if 'rel="next"' in part and page.number == 2 else part for part in links.split(", ")
    )


def _bare(_exchange: Exchange, _page: Page, link: str) -> str:
    def keep(match: re.Match[str]) -> str:
        return "?" + urlencode([pair for pair in parse_qsl(match[1]) if pair[0] in PAGING])

    return re.sub(r"\?([^>]*)", keep, link)


def _every_other_time_reversed(rules: Rules) -> Rules:
    def cut(exchange: Exchange, call: Call, listing: Listing) -> Page:
        if exchange.number % 2:
            return rules.cut_page(exchange, call, listing)
        turned = Listing(listing.items[::-1], listing.render, listing.ids[::-1])
        return rules.cut_page(exchange, call, turned)

    return put(rules, cut_page=cut)


def _filtered_pages_lose(_exchange: Exchange, call: Call, _listing: Listing, page: Page) -> Page:
    lost = page.number is not None and page.number > 1 and set(call.query) - PAGING
    return replace(page, items=page.items[1:]) if lost else page


def _query_without(pattern: str) -> Apply:
    """Take parameters that look like this out of a query before it is checked."""
    matching = re.compile(pattern)

    def apply(rules: Rules) -> Rules:
        def validate(exchange: Exchange, fields: Fields) -> Call:
            parts = exchange.raw_query.split("&")
            exchange.raw_query = "&".join(part for part in parts if not matching.fullmatch(part))
            return rules.validate(exchange, fields)

        return put(rules, validate=validate)

    return apply


def _unsorted(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    kept = {name: value for name, value in call.query.items() if name not in SORTING}
    return handler(replace(call, query=kept) if call.operation.is_paginated else call)


def _unfiltered(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    kept = {name: value for name, value in call.query.items() if name in PAGING | SORTING}
    return handler(replace(call, query=kept) if call.operation.is_paginated else call)


def _incomplete(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    if not isinstance(reply, Listing) or not set(call.query) - PAGING - SORTING or not reply.items:
        return reply
    return Listing(reply.items[:-1], reply.render, reply.ids[:-1])


FAULTS: tuple[Fault, ...] = (
    Fault("default-page-of-thirty", "PAGE-01", "A page holds 30 items unless told.", _thirty),
    Fault("page-overfull", "PAGE-02", "A page holds one item more than per_page.", on_page(_overfull)),
    Fault("per-page-ignored", "PAGE-02", "A page holds 20 items whatever per_page.", _always_twenty),
    Fault("per-page-unlimited", "PAGE-03", "More than 100 items a page are served.", on_page(_no_maximum)),
    Fault("page-overlap", "PAGE-04", "A page begins with the last item of the one before.", on_page(_overlap)),
    Fault("page-gap", "PAGE-04", "The second page lacks its first item.", on_page(_gap)),
    Fault("total-one-more", "PAGE-05", "x-total is one too high.", page_header("x-total", _one_more)),
    Fault("total-pages-rounded-down", "PAGE-06", "x-total-pages is rounded down.",
          page_header("x-total-pages", _rounded_down)),
    Fault("page-from-zero", "PAGE-07", "x-page counts from 0.",
          page_header("x-page", lambda p: str((p.number or 1) - 1))),
    Fault("next-page-always", "PAGE-08", "The last page too has x-next-page.",
          page_header("x-next-page", lambda p: str((p.number or 1) + 1))),
    Fault("prev-page-always", "PAGE-09", "The first page has the x-prev-page 0.",
          page_header("x-prev-page", lambda p: "0" if p.number == 1 else None)),
    Fault("past-the-end-not-found", "PAGE-10", "A page past the end gets 404.", on_page(_not_found_past_the_end)),
    Fault("past-the-end-last-again", "PAGE-10", "A page past the end is the last again.", on_page(_last_again)),
    Fault("link-without-last", "PAGE-11", "Link does not name the last page.", links(_without_last)),
    Fault("link-next-loops", "PAGE-12", "The second page's next link leads to itself.", links(_next_is_this)),
    Fault("links-drop-parameters", "PAGE-13", "Links bear the page's parameters alone.", links(_bare)),
    Fault("order-unstable", "PAGE-14", "Every other request sees the list turned round.", _every_other_time_reversed),
    Fault("filtered-pages-lose-items", "PAGE-15", "Later pages of a filtered list lack an item.",
          on_page(_filtered_pages_lose)),
    Fault("per-page-zero-served", "PAGE-16", "per_page=0 is served.", _query_without(r"per_page=0+")),
    Fault("page-text-served", "PAGE-17", "A page that is no number is served.",
          _query_without(r"(per_)?page=(?!-?\d+$).*")),
    Fault("sort-ignored", "PAGE-21", "order_by and sort have no effect.", on_handler(_unsorted)),
    Fault("filters-ignored", "PAGE-22", "Filters have no effect.", on_handler(_unfiltered)),
    Fault("filtered-list-incomplete", "PAGE-22", "A filtered list lacks its last item.", on_handler(_incomplete)),
    *KEYSET_FAULTS,
)  # fmt: skip
