"""Pages of lists: by number, or by a cursor."""

from __future__ import annotations

import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from urllib.parse import unquote_plus

from dataops_mock.call import Call, Listing
from dataops_mock.errors import FieldError
from dataops_mock.http.forms import parse_pairs
from dataops_mock.http.validation import CREDENTIAL_PARAMETERS
from dataops_mock.rules import Exchange, Page

DEFAULT_PER_PAGE = 20
MAX_PER_PAGE = 100
MAX_COUNTED = 10_000
_CURSOR = b"id:"


def cut_page(exchange: Exchange, call: Call, listing: Listing) -> Page:
    """Return the page of a list that the call asks for, by number or by cursor; raise 400 for a cursor that is none."""
    per_page = min(_number(call, "per_page", DEFAULT_PER_PAGE), MAX_PER_PAGE)
    if call.query.get("pagination") == "keyset" and "keyset" in call.operation.pagination:
        return _keyset_page(exchange, call, listing, per_page)
    number = _number(call, "page", 1)
    start = (number - 1) * per_page
    total = len(listing.items)
    items = listing.items[start : start + per_page] if start < total else ()
    return Page(items, per_page, number, total)


def _keyset_page(exchange: Exchange, call: Call, listing: Listing, per_page: int) -> Page:
    if call.query.get("order_by", "id") != "id":
        raise FieldError("order_by does not have a valid value")
    descending = call.query.get("sort", "desc") == "desc"
    rows = sorted(zip(listing.ids, range(len(listing.items)), strict=True), reverse=descending)
    given = dict(parse_pairs(exchange.raw_query)).get("cursor")
    if given is not None:
        last = read_cursor(given)
        rows = [row for row in rows if (row[0] < last if descending else row[0] > last)]
    cut = rows[:per_page]
    cursor = write_cursor(cut[-1][0]) if len(rows) > per_page else None
    return Page([listing.items[index] for _, index in cut], per_page, cursor=cursor)


def write_cursor(last_id: int) -> str:
    """Return the cursor of the page after this id."""
    return urlsafe_b64encode(_CURSOR + str(last_id).encode()).decode()


def read_cursor(cursor: str) -> int:
    """Return the id that a cursor stands for; raise 400 where it is no cursor."""
    try:
        content = urlsafe_b64decode(cursor.encode("ascii"))
        if not content.startswith(_CURSOR):
            raise FieldError("cursor is invalid")
        return int(content.removeprefix(_CURSOR))
    except ValueError as error:
        raise FieldError("cursor is invalid") from error


def page_headers(exchange: Exchange, _call: Call, page: Page) -> Mapping[str, str]:
    """Return the headers that tell where a page stands: six numbers and Link, or only the next link for a cursor."""
    if page.number is None or page.total is None:
        if page.cursor is None:
            return {}
        return {"Link": f'<{link(exchange, page.per_page, "cursor", page.cursor)}>; rel="next"'}
    last = max(1, math.ceil(page.total / page.per_page))
    following = page.number + 1 if page.number < last else None
    before = page.number - 1 if page.number > 1 else None
    counted = page.total <= MAX_COUNTED
    headers = {
        "x-page": str(page.number),
        "x-per-page": str(page.per_page),
        "x-next-page": "" if following is None else str(following),
        "x-prev-page": "" if before is None else str(before),
    }
    if counted:
        headers |= {"x-total": str(page.total), "x-total-pages": str(last)}
    relations = {"prev": before, "next": following, "first": 1, "last": last if counted else None}
    headers["Link"] = ", ".join(
        f'<{link(exchange, page.per_page, "page", str(number))}>; rel="{name}"'
        for name, number in relations.items()
        if number is not None
    )
    return headers


def link(exchange: Exchange, per_page: int, name: str, value: str) -> str:
    """Return the URL of another page: the request's own, but for the page, and without a credential."""
    dropped = CREDENTIAL_PARAMETERS | {"page", "cursor"}
    kept = [part for part in exchange.raw_query.split("&") if part and part_name(part) not in dropped]
    if not any(part_name(part) == "per_page" for part in kept):
        kept.append(f"per_page={per_page}")
    query = "&".join([*kept, f"{name}={value}"])
    return f"{exchange.base_url}{exchange.raw_path}?{query}"


def part_name(part: str) -> str:
    """Return the name of one part of a query string."""
    return unquote_plus(part.partition("=")[0])


def _number(call: Call, name: str, default: int) -> int:
    value = call.query.get(name)
    return value if isinstance(value, int) else default
