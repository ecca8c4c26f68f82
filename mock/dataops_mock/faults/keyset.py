"""Faults in pages by cursor."""

from __future__ import annotations

from dataclasses import replace

from dataops_mock.call import Call, Listing
from dataops_mock.faults.fault import Fault, on_page, on_page_headers
from dataops_mock.http.forms import parse_pairs
from dataops_mock.http.pages import write_cursor
from dataops_mock.rules import Exchange, Page


def _skips(exchange: Exchange, _call: Call, _listing: Listing, page: Page) -> Page:
    later = page.number is None and "cursor" in dict(parse_pairs(exchange.raw_query))
    return replace(page, items=page.items[1:]) if later else page


def _turned(_exchange: Exchange, _call: Call, _listing: Listing, page: Page) -> Page:
    return replace(page, items=page.items[::-1]) if page.number is None else page


def _endless(exchange: Exchange, call: Call, listing: Listing, page: Page) -> Page:
    if page.number is not None or page.cursor is not None or not listing.ids:
        return page
    end = min(listing.ids) if call.query.get("sort", "desc") == "desc" else max(listing.ids)
    return replace(
        page, cursor=dict(parse_pairs(exchange.raw_query)).get("cursor") if not page.items else write_cursor(end)
    )


def _counts(exchange: Exchange, page: Page, headers: dict[str, str]) -> dict[str, str]:
    if page.number is not None:
        return headers
    first = f'<{exchange.base_url}{exchange.raw_path}?{exchange.raw_query}>; rel="first"'
    links = ", ".join(part for part in (headers.get("Link"), first) if part)
    return {**headers, "x-page": "1", "x-per-page": str(page.per_page), "Link": links}


KEYSET_FAULTS: tuple[Fault, ...] = (
    Fault("keyset-skips", "PAGE-18", "Each later keyset page lacks its first item.", on_page(_skips)),
    Fault("keyset-unordered", "PAGE-18", "A keyset page is turned round.", on_page(_turned)),
    Fault("keyset-endless", "PAGE-19", "The last keyset page has a next link.", on_page(_endless)),
    Fault("keyset-counts", "PAGE-20", "A keyset page bears x-page and a first link.", on_page_headers(_counts)),
)
