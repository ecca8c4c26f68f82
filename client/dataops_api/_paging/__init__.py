"""The lists of the client: what to ask next is thought out in one place, and two thin drivers fetch it."""

from __future__ import annotations

from dataops_api._paging.asyncpages import AsyncFetch, AsyncItemIterator, AsyncPageIterator, AsyncPages
from dataops_api._paging.page import Page
from dataops_api._paging.syncpages import Fetch, ItemIterator, PageIterator, Pages

__all__ = [
    "AsyncFetch",
    "AsyncItemIterator",
    "AsyncPageIterator",
    "AsyncPages",
    "Fetch",
    "ItemIterator",
    "Page",
    "PageIterator",
    "Pages",
]
