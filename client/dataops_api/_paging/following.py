"""What an answer says of the page after it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataops_api._paging.asking import Ask, by_number, page_size
from dataops_api._paging.links import followed, next_link
from dataops_api.errors import PaginationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataops_resources.runtime import Call

    from dataops_api._exchange import Response

_MOST_DIGITS = 18


def counted(headers: Mapping[str, str], name: str) -> int | None:
    """Return a header that is a whole number; `None` where it is absent or something else."""
    return _whole(headers.get(name, ""))


def following(call: Call, ask: Ask, response: Response, count: int) -> Ask | None:
    """Return the page after the one that was asked for and has `count` items; `None` after the last.

    Raises `PaginationError` where the answer names a next page that cannot be it.
    """
    if ask.page is None:
        target = next_link(response.headers.get("link"))
        return Ask({**ask.query, **followed(target, call, response)}, None) if target is not None else None
    told = _told_number(call, response)
    if told is None:
        told = ask.page + 1 if _goes_on(ask, response, count) else None
    elif told != ask.page + 1:
        kind = "again" if told == ask.page else "before it" if told < ask.page else "and leaves pages out"
        message = f"The page after page {ask.page} is said to be page {told}, {kind}."
        raise PaginationError(message, call=call, response=response)
    return by_number(ask.query, told) if told is not None else None


def _told_number(call: Call, response: Response) -> int | None:
    """Return the number of the next page as `x-next-page` tells it, or else the next link."""
    header = response.headers.get("x-next-page", "").strip()
    if header:
        return _number_of(header, "x-next-page", call, response)
    target = next_link(response.headers.get("link"))
    if target is None:
        return None
    page = followed(target, call, response).get("page", "")
    return _number_of(page if isinstance(page, str) else page[-1], "the page of the next link", call, response)


def _number_of(text: str, source: str, call: Call, response: Response) -> int:
    number = _whole(text)
    if number is None:
        message = f"What should be the number of the next page, {source}, is {text[:40]!r}."
        raise PaginationError(message, call=call, response=response)
    return number


def _goes_on(ask: Ask, response: Response, count: int) -> bool:
    """Tell whether there may be a page more, though none is named."""
    headers, size = response.headers, page_size(ask.query)
    # A server without the headers that sends more than was asked for does not page: that was all.
    silent = "x-next-page" not in headers and "link" not in headers and count == size
    pages = counted(headers, "x-total-pages")
    return silent or (pages is not None and ask.page is not None and ask.page < pages and count >= size)


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
