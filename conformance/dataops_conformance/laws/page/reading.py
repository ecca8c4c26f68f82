"""Read a page: its items, the numbers in its headers, its links. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from dataops_conformance.exchange import Exchange, JsonValue, Response
from dataops_conformance.law import Violation
from dataops_conformance.laws.rate.headers import whole_number
from dataops_conformance.laws.telling import told

_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[^",;=\s]+(?:="[^"]*"|=[^",;]*)?)*)')
_RELATION = re.compile(r';\s*rel\s*=\s*"?([^";]*)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: the path of its URL, and its query in order."""

    path: str
    query: tuple[tuple[str, str], ...]

    @property
    def page(self) -> int | None:
        """The number of the page that it leads to; None where it names none."""
        return whole_number(dict(self.query).get("page", ""))


def links(response: Response) -> Mapping[str, Link]:
    """Return the links of the `Link` header by relation."""
    found: dict[str, Link] = {}
    for match in _LINK.finditer(response.header("link") or ""):
        relation = _RELATION.search(match[2])
        parts = urlsplit(match[1])
        for name in relation[1].split() if relation else ():
            found[name.lower()] = Link(parts.path, tuple(parse_qsl(parts.query, keep_blank_values=True)))
    return found


def identity(item: JsonValue) -> str:
    """Return what tells an item of a list from the others."""
    if not isinstance(item, dict):
        return json.dumps(item)
    if "id" in item:
        return json.dumps(item["id"])
    if "key" in item:
        return json.dumps([item["key"], item.get("environment_scope")])
    return json.dumps(item.get("name", item))


def identities(exchange: Exchange) -> list[str]:
    """Return the identities of a page's items, in order; raise Violation where the answer is no page."""
    try:
        value = exchange.response.json
    except ValueError:
        value = None
    if exchange.response.status != 200 or not isinstance(value, list):
        raise Violation("The answer is no page.", expected="200 and a list", seen=told(exchange), exchanges=[exchange])
    return [identity(item) for item in value]


def listed(names: list[str], limit: int = 12) -> str:
    """Return identities as a reader sees them, the first few of them."""
    more = f", … ({len(names)} in all)" if len(names) > limit else ""
    return f"[{', '.join(names[:limit])}{more}]"


def pages_of(items: int, per_page: int) -> int:
    """Return how many pages hold so many items."""
    return -(-items // per_page)
