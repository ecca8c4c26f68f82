"""Tell of settings that a server does not know: a project or group that is not there, a token that is refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

from dataops_conformance.result import ExchangeRecord
from dataops_conformance.settings import NEEDS, Settings

# Those that a server is to know wherever they are sent; of the others some are to be refused, or open little.
_KNOWN_EVERYWHERE: Final = tuple(
    NEEDS[need] for need in ("other_token", "read_token", "project_token", "group_token", "quota_token")
)
_HEADER: Final = "private-token"
_UNAUTHORIZED = 401
_NOT_FOUND = 404


def mistaken(settings: Settings, exchanges: Sequence[ExchangeRecord]) -> Iterator[str]:
    """Yield a sentence for each setting that the exchanges of a run show to be wrong; nothing is sent for it."""
    named = (("DATAOPS_PROJECT", "projects", settings.project), ("DATAOPS_GROUP", "groups", settings.group))
    for variable, collection, name in named:
        if name is not None and _is_absent(f"{settings.base_url}/{collection}/{quote(name, safe='')}", exchanges):
            yield f"{variable} names {name}, and what the run asked of it was answered 404; name one that exists."
    for variable in _KNOWN_EVERYWHERE:
        if variable in settings.credentials and _is_refused(variable, exchanges):
            yield f"{variable} was answered 401 whenever it was used; check that it is whole and still valid."


def _is_absent(address: str, exchanges: Iterable[ExchangeRecord]) -> bool:
    """Tell whether everything below an address was answered 404 to the run's own token, the address itself or two."""
    found: list[tuple[str, int]] = []
    for item in exchanges:
        asked = item.url.partition("?")[0]
        if item.credential == NEEDS["token"] and (asked == address or asked.startswith(f"{address}/")):
            found.append((asked, item.status))
    is_enough = len(found) > 1 or any(asked == address for asked, _ in found)
    return is_enough and all(status == _NOT_FOUND for _, status in found)


def _is_refused(variable: str, exchanges: Iterable[ExchangeRecord]) -> bool:
    """Tell whether a token was sent, in its own header, and answered 401 each time."""
    statuses = {
        item.status
        for item in exchanges
        if item.credential == variable and any(name.lower() == _HEADER for name, _ in item.request_headers)
    }
    return statuses == {_UNAUTHORIZED}
