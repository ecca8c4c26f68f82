"""Lists of access tokens: their filters and orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dataops_mock.call import Call
from dataops_mock.handlers.fields import contains, day, flag, moment, text, within
from dataops_mock.world.entities import AccessToken
from dataops_mock.world.times import day_or_none, iso, iso_or_none

_KEYS: Mapping[str, Callable[[AccessToken], str | None]] = {
    "created": lambda one: iso(one.created_at),
    "expires": lambda one: day_or_none(one.expires_at),
    "last_used": lambda one: iso_or_none(one.last_used_at),
    "name": lambda one: one.name,
}


def chosen_tokens(call: Call, among: Iterable[AccessToken]) -> list[AccessToken]:
    """Return those of the tokens that the call's filters name, in the call's order; what has no value stands last."""
    query = call.query
    now = call.world.now()
    state, revoked, search = text(query, "state"), flag(query, "revoked"), text(query, "search")
    created = moment(query, "created_after"), moment(query, "created_before")
    used = moment(query, "last_used_after"), moment(query, "last_used_before")
    expires = day(query, "expires_after"), day(query, "expires_before")
    found = [
        one
        for one in among
        if contains(search, one.name)
        and (state is None or one.is_active(now) == (state == "active"))
        and (revoked is None or one.revoked == revoked)
        and within(*created, one.created_at)
        and within(*used, one.last_used_at)
        and within(*expires, one.expires_at)
    ]
    field, _, direction = (text(query, "sort") or "created_asc").rpartition("_")
    key = _KEYS[field]
    known = sorted(
        (one for one in found if key(one) is not None),
        key=lambda one: (key(one) or "", one.id),
        reverse=direction == "desc",
    )
    return known + [one for one in found if key(one) is None]
