"""The strings that say where a list goes on: the query of a page, and how much of it was read. Pure."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Final, TypeAlias, cast

import msgspec
from dataops_resources.runtime import Call, QueryValue

from dataops_api.errors import ConfigurationError

CREDENTIAL_PARAMETERS: Final = frozenset({"access_token", "feed_token", "job_token", "private_token", "rss_token"})
"""The query parameters by which servers of this family take a credential; none of them is kept or followed."""

_Value: TypeAlias = str | int | bool | list[str | int]


class Place(msgspec.Struct, frozen=True):
    """Where a list goes on."""

    operation: str = msgspec.field(name="o")
    query: dict[str, _Value] = msgspec.field(name="q")
    skip: int = msgspec.field(name="s", default=0)

    @property
    def values(self) -> Mapping[str, QueryValue]:
        """The query, as a call has it."""
        return cast("Mapping[str, QueryValue]", self.query)


def write_place(operation: str, query: Mapping[str, QueryValue], skip: int) -> str:
    """Return the string that stands for the items of a page behind the first `skip`; no credential is in it."""
    kept = {name: value for name, value in query.items() if name not in CREDENTIAL_PARAMETERS}
    text = msgspec.json.encode({"o": operation, "q": kept, "s": skip} if skip else {"o": operation, "q": kept})
    return urlsafe_b64encode(text).decode().rstrip("=")


def read_place(text: str, call: Call) -> Place:
    """Return what a string stands for; raise `ConfigurationError` where it is none, or another operation's."""
    try:
        place = msgspec.json.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=Place)
    except (ValueError, TypeError, RecursionError) as error:
        raise ConfigurationError("resume is no place in a list: give it the next of a page.", call=call) from error
    if place.operation != call.operation.id:
        raise ConfigurationError(
            f"resume is a place in the list of {place.operation}, not of {call.operation.id}.", call=call
        )
    if place.skip < 0 or CREDENTIAL_PARAMETERS & place.query.keys():
        raise ConfigurationError("resume was changed: give it the next of a page as it was.", call=call)
    return place
