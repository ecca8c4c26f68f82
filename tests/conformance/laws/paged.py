"""A list of users in memory, paged as the rules have it, or with one flaw."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import httpx

User = dict[str, object]
FILTERS = frozenset({"active", "blocked", "humans", "search", "username", "without_project_bots"})


def users(count: int) -> list[User]:
    """Return so many users, the first blocked, their names in another order than their ids."""
    return [
        {
            "id": number,
            "username": f"user{count - number:03d}",
            "name": f"Name {number % 3}",
            "state": "blocked" if number < 3 else "active",
        }
        for number in range(1, count + 1)
    ]


class PagedUsers:
    """Answers `GET /users`; `flaw` names the one rule that it breaks."""

    def __init__(self, count: int = 7, flaw: str = "") -> None:
        """Begin with `count` users."""
        self.items = users(count)
        self.flaw = flaw
        self.requests = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.requests += 1
        query = dict(parse_qsl(request.url.query.decode(), keep_blank_values=True))
        told = self._told(query)
        if told:
            error = ", ".join(told) if self.flaw != "words told otherwise" else "bad request"
            return httpx.Response(400, json={"error": error.partition(",")[0] if self.flaw == "told singly" else error})
        items = self._chosen(query)
        return self._keyset(items, query) if query.get("pagination") == "keyset" else self._page(items, query)

    def _told(self, query: Mapping[str, str]) -> list[str]:
        words = [name for name in ("page", "per_page") if name in query and not query[name].isdigit()]
        told = [] if self.flaw == "words served" else [f"{name} is invalid" for name in words]
        if query.get("per_page") == "0" and self.flaw != "nothing served":
            told.append("per_page does not have a valid value")
        return told

    def _chosen(self, query: Mapping[str, str]) -> list[User]:
        items = list(self.items)
        if self.flaw != "filters ignored":
            for field, wanted in (("active", "active"), ("blocked", "blocked")):
                if query.get(field) == "true":
                    items = [item for item in items if item["state"] == wanted]
            if "username" in query:
                items = [item for item in items if item["username"] == query["username"].lower()]
            if "search" in query:
                text = query["search"].lower()
                items = [item for item in items if text in f"{item['username']} {item['name']}".lower()]
        if self.flaw == "filtered short" and FILTERS & set(query):
            items = items[:-1]
        if self.flaw != "sort ignored":
            field = query.get("order_by", "id")
            items.sort(key=lambda item: (item[field], item["id"]), reverse=query.get("sort") == "desc")
        if self.flaw == "turning" and self.requests % 2:
            items.reverse()
        return items

    def _number(self, query: Mapping[str, str], name: str, default: int) -> int:
        text = query.get(name, "")
        return int(text) if text.isdigit() else default

    def _page(self, items: list[User], query: dict[str, str]) -> httpx.Response:
        page = self._number(query, "page", 1)
        size = self._number(query, "per_page", 30 if self.flaw == "thirty" else 20) or 20
        size = size if self.flaw == "no cap" else min(size, 100)
        count = max(1, -(-len(items) // size))
        if page > count and self.flaw == "past is 404":
            return httpx.Response(404, json={"message": "404 Not Found"})
        start = (page - 1) * size
        if self.flaw == "overlap" and page > 1:
            start -= 1
        stop = start + size + (1 if self.flaw == "overfull" else 0)
        shown = items[start:stop]
        if self.flaw == "filtered pages short" and page > 1 and FILTERS & set(query):
            del shown[-1:]
        following = page + 1 if page < count or self.flaw == "next always" else None
        before = page - 1 if page > 1 or self.flaw == "prev always" else None
        headers = {
            "x-page": str(page - 1 if self.flaw == "from zero" else page),
            "x-per-page": str(size),
            "x-total": str(len(items) + (self.flaw == "total one more")),
            "x-total-pages": str(len(items) // size if self.flaw == "rounded down" else count),
            "x-next-page": "" if following is None else str(following),
            "x-prev-page": "" if before is None else str(before),
            "link": self._links(query, page, count),
        }
        return httpx.Response(200, json=shown, headers=headers)

    def _links(self, query: dict[str, str], page: int, count: int) -> str:
        kept = {} if self.flaw == "query lost" else {name: value for name, value in query.items() if name != "page"}
        targets = {"first": 1, "last": count, "prev": page - 1, "next": page + 1}
        if page == 2 and self.flaw == "next loops":
            targets["next"] = 2
        if self.flaw == "no last":
            del targets["last"]
        return ", ".join(
            f'<http://elsewhere/api/v4/users?{urlencode({**kept, "page": target})}>; rel="{relation}"'
            for relation, target in targets.items()
            if 1 <= target <= count
        )

    def _keyset(self, items: list[User], query: dict[str, str]) -> httpx.Response:
        start, size = self._number(query, "cursor", 0), self._number(query, "per_page", 20)
        shown = items[start + (self.flaw == "cursor skips" and start > 0) : start + size]
        headers = {"x-page": "1"} if self.flaw == "cursor counts" else {}
        if start + size < len(items) or self.flaw == "cursor endless":
            target = urlencode({**query, "cursor": str(min(start + size, len(items)))})
            headers["link"] = f'<http://elsewhere/api/v4/users?{target}>; rel="next"'
        return httpx.Response(200, json=shown, headers=headers)
