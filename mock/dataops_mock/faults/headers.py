"""Faults in single headers and links of pages."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from dataops_mock.call import Call, Listing
from dataops_mock.errors import FieldError, Refusal
from dataops_mock.faults.fault import Apply, Fault, on_page, on_page_headers, on_refusal
from dataops_mock.faults.page import links, page_header
from dataops_mock.http.pages import link
from dataops_mock.rules import Exchange, Page

Headers = dict[str, str]


def _of_this_page(page: Page) -> str:
    return str(len(page.items))


def _pages_of_twenty(page: Page) -> str:
    return str(max(1, math.ceil((page.total or 0) / 20)))


def _refused_above(_exchange: Exchange, call: Call, _listing: Listing, page: Page) -> Page:
    asked = call.query.get("per_page")
    if isinstance(asked, int) and asked > page.per_page:
        raise FieldError("per_page does not have a valid value")
    return page


def _without_prev(_exchange: Exchange, _page: Page, told: str) -> str:
    return ", ".join(part for part in told.split(", ") if 'rel="prev"' not in part)


def _last_is_this(exchange: Exchange, page: Page, told: str) -> str:
    this = link(exchange, page.per_page, "page", str(page.number))
    return ", ".join(f'<{this}>; rel="last"' if 'rel="last"' in part else part for part in told.split(", "))


def _next_skips(exchange: Exchange, page: Page, told: str) -> str:
    further = link(exchange, page.per_page, "page", str((page.number or 1) + 2))
    return ", ".join(f'<{further}>; rel="next"' if 'rel="next"' in part else part for part in told.split(", "))


def _without_parameters(dropped: Callable[[str], bool]) -> Apply:
    """Drop parameters of these names from the links."""

    def change(_exchange: Exchange, _page: Page, told: str) -> str:
        def keep(match: re.Match[str]) -> str:
            return "?" + urlencode([pair for pair in parse_qsl(match[1]) if not dropped(pair[0])])

        return re.sub(r"\?([^>]*)", keep, told)

    return links(change)


def _of_an_integer(_exchange: Exchange, refusal: Refusal) -> Refusal:
    said = str(refusal.body.get("error", ""))
    return FieldError(re.sub(r"^((?:per_)?page) is invalid", r"\1 must be an integer", said)) if said else refusal


def _with_unit(_exchange: Exchange, page: Page, headers: Headers) -> Headers:
    return headers if page.number is None else {**headers, "x-total": f"{page.total} items"}


def _as_number(_exchange: Exchange, page: Page, headers: Headers) -> Headers:
    return headers if page.number is None else {**headers, "x-page": f"{page.number}.0"}


FAULTS: tuple[Fault, ...] = (
    Fault("per-page-above-100-refused", "PAGE-03", "More than 100 items a page get 400.", on_page(_refused_above)),
    Fault("total-of-this-page", "PAGE-05", "x-total is the number of items on the page.",
          page_header("x-total", _of_this_page)),
    Fault("total-pages-of-twenty", "PAGE-06", "x-total-pages counts pages of 20 items.",
          page_header("x-total-pages", _pages_of_twenty)),
    Fault("per-page-told-as-twenty", "PAGE-07", "x-per-page is always 20.", page_header("x-per-page", lambda _: "20")),
    Fault("next-page-lost-on-second", "PAGE-08", "The second page has no x-next-page.",
          page_header("x-next-page", lambda page: "" if page.number == 2 else None)),
    Fault("prev-page-lost-on-third", "PAGE-09", "The third page has no x-prev-page.",
          page_header("x-prev-page", lambda page: "" if page.number == 3 else None)),
    Fault("prev-page-is-first", "PAGE-09", "x-prev-page is 1 on every page but the first.",
          page_header("x-prev-page", lambda page: "1" if page.number != 1 else None)),
    Fault("link-without-prev", "PAGE-11", "Link does not name the page before.", links(_without_prev)),
    Fault("link-last-is-this", "PAGE-11", "The link to the last page leads to this one.", links(_last_is_this)),
    Fault("link-next-skips", "PAGE-12", "The next link leads to the page after the next.", links(_next_skips)),
    Fault("links-drop-arrays", "PAGE-13", "Links lack the parameters that are arrays.",
          _without_parameters(lambda name: name.endswith("[]"))),
    Fault("links-drop-per-page", "PAGE-13", "Links lack per_page.",
          _without_parameters(lambda name: name == "per_page")),
    Fault("page-text-named-otherwise", "PAGE-17", "A page that is no number is said to have to be an integer.",
          on_refusal(_of_an_integer)),
    Fault("total-with-unit", "SPEC-03", "x-total has a unit.", on_page_headers(_with_unit)),
    Fault("page-as-decimal", "SPEC-03", "x-page is a decimal fraction.", on_page_headers(_as_number)),
)  # fmt: skip
