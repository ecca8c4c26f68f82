"""The `Link` header of a page: where the next one is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

from dataops_api._paging.resume import CREDENTIAL_PARAMETERS
from dataops_api.errors import PaginationError

if TYPE_CHECKING:
    from dataops_resources.runtime import Call

    from dataops_api._exchange import Response

_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_RELATION = re.compile(r""";\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)
_MOST_PARAMETERS = 200
_SHOWN = 200
_VARIABLE = re.compile(r"\{[^{}]*\}")


def next_link(header: str | None) -> str | None:
    """Return the target of `rel="next"`, where the header has one."""
    for target, parameters in _links(header or ""):
        found = _RELATION.search(parameters)
        if found and "next" in (found[1] or found[2] or "").lower().split():
            return target
    return None


def _links(header: str) -> Iterator[tuple[str, str]]:
    for found in _LINK.finditer(header):
        yield found[1].strip(), found[2]


def followed(target: str, call: Call, response: Response) -> dict[str, str | list[str]]:
    """Return the query parameters of a next link. Nothing else of it is used: a token must not go elsewhere.

    So its scheme, its host and what stands before the operation's path need not be those that were asked: behind a
    proxy that ends TLS or adds a prefix the server does not know them. Raises `PaginationError` for a link to the path
    of another operation, or one that is no URL.
    """
    try:
        link = urlsplit(urljoin(response.url, target))
        if not _is_of(call.operation.route, link):
            message = f"The next link leads to {_shown(link)}, not to {call.operation.route}; it is not followed."
            raise PaginationError(message, call=call, response=response)
        pairs = parse_qsl(link.query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        message = f"The next link is no URL that can be followed: {target[:_SHOWN]!r}."
        raise PaginationError(message, call=call, response=response) from error
    query: dict[str, str | list[str]] = {}
    for name, value in pairs:
        if name in CREDENTIAL_PARAMETERS:
            continue
        if name not in query:
            query[name] = [value] if name.endswith("[]") else value
        else:
            before = query[name]
            query[name] = [*before, value] if isinstance(before, list) else [before, value]
    return query


def _is_of(route: str, url: SplitResult) -> bool:
    """Tell whether a URL ends with a path of this template; a server may write an id where a full path was asked."""
    literals = _VARIABLE.split(route)
    return re.search(".+".join(map(re.escape, literals)) + "/?$", unquote(url.path), re.DOTALL) is not None


def _shown(url: SplitResult) -> str:
    """Return where a URL leads, without its query and what else may be secret."""
    host = url.netloc.rpartition("@")[2]
    return f"{url.scheme}://{host}{url.path}"[:_SHOWN].encode("unicode_escape").decode()
