"""The strings that say where a list goes on: the query of a page, and how much of it was read. Pure."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Final, TypeAlias, cast

import msgspec
from dataops_resources.runtime import Call, QueryValue

from dataops_api._requests import query_pairs
from dataops_api.errors import ConfigurationError

CREDENTIAL_PARAMETERS: Final = frozenset({"access_token", "feed_token", "job_token", "private_token", "rss_token"})
"""The query parameters by which servers of this family take a credential; none of them is kept or followed."""

_PAGES: Final = frozenset({"cursor", "page", "pagination", "per_page"}) | CREDENTIAL_PARAMETERS
"""The query parameters that say how the list is walked; those of the place count."""

_Value: TypeAlias = str | int | bool | list[str | int]


class Place(msgspec.Struct, frozen=True):
    """Where a list goes on.

    `path` tells whose list it is, and `filters` which items it has, as they were asked for: a server may write them
    otherwise in its links, and those are what `query` has. Places that were written before these were kept have no
    path.
    """

    operation: str = msgspec.field(name="o")
    query: dict[str, _Value] = msgspec.field(name="q")
    skip: int = msgspec.field(name="s", default=0)
    path: dict[str, str] | None = msgspec.field(name="p", default=None)
    filters: dict[str, _Value] = msgspec.field(name="f", default_factory=dict[str, _Value])

    @property
    def values(self) -> Mapping[str, QueryValue]:
        """The query, as a call has it."""
        return cast("Mapping[str, QueryValue]", self.query)


def write_place(call: Call, query: Mapping[str, QueryValue], skip: int) -> str:
    """Return the string that stands for the items of a page behind the first `skip`; no credential is in it."""
    place: dict[str, object] = {
        "o": call.operation.id,
        "q": {name: value for name, value in query.items() if name not in CREDENTIAL_PARAMETERS},
        "p": _path(call),
    }
    if filters := _filters(call.query):
        place["f"] = filters
    if skip:
        place["s"] = skip
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def read_place(text: str, call: Call) -> Place:
    """Return what a string stands for.

    Raises `ConfigurationError` where it is none, and for a place in a list of another operation, of another project (or
    whatever the path names), or with other filters: behind so many items of that list is nowhere in this one.
    """
    try:
        place = msgspec.json.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Place)
    except (ValueError, TypeError, RecursionError) as error:
        raise ConfigurationError("resume is no place in a list: give it the next of a page.", call=call) from error
    if place.operation != call.operation.id:
        raise ConfigurationError(
            f"resume is a place in the list of {place.operation}, not of {call.operation.id}.", call=call
        )
    _check_list(place, call)
    if place.skip < 0 or CREDENTIAL_PARAMETERS & place.query.keys():
        raise ConfigurationError("resume was changed: give it the next of a page as it was.", call=call)
    return place


def resumed(place: Place, call: Call) -> Call:
    """Return the call with the filters of the place, so that the next place has them too."""
    filters = _filters(place.values) if place.path is None else cast("Mapping[str, QueryValue]", place.filters)
    return msgspec.structs.replace(call, query=filters)


def _check_list(place: Place, call: Call) -> None:
    if place.path is None:
        return
    if other := _difference(place.path, _path(call)):
        name, there, here = other
        msg = f"resume is a place in the list of {name} {there!r}, not of {here!r}: name it as it was named there."
        raise ConfigurationError(msg, call=call)
    known = _texts(cast("Mapping[str, QueryValue]", place.filters))
    if other := _difference(known, _texts(_filters(call.query)), given_alone=True):
        name, there, here = other
        was = "had no such filter" if there is None else f"had {there!r}"
        msg = f"resume is a place in a list with other filters, {name} is {here!r} and {was}: leave the filters out."
        raise ConfigurationError(msg, call=call)


def _path(call: Call) -> dict[str, str]:
    return {name: str(value) for name, value in call.path.items()}


def _filters(query: Mapping[str, QueryValue]) -> dict[str, QueryValue]:
    """Return what of a query says which items are listed, and in which order."""
    return {name: value for name, value in query.items() if value is not None and name not in _PAGES}


def _texts(query: Mapping[str, QueryValue]) -> dict[str, str]:
    """Return the values of a query as a place would have them, each as one text."""
    return {name: ",".join(_in_order(name, value)) for name, value in query.items()}


def _in_order(name: str, value: QueryValue) -> list[str]:
    """Return the texts of a value; of several the order means nothing, and a set has another one in each process."""
    return sorted(text for _, text in query_pairs({name: _plain(value)}))


def _plain(value: QueryValue) -> QueryValue:
    return cast("QueryValue", msgspec.to_builtins(value))


def _difference(
    there: Mapping[str, str], here: Mapping[str, str], *, given_alone: bool = False
) -> tuple[str, str | None, str | None] | None:
    """Return the first name whose values differ, with both; with `given_alone` only among those that are here."""
    for name in here if given_alone else sorted({*there, *here}):
        if there.get(name) != here.get(name):
            return name, there.get(name), here.get(name)
    return None
