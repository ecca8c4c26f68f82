"""The version, the current user, and users."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from dataops_mock.call import Call, Entity, Handler, Reply
from dataops_mock.handlers.fields import contains, flag, in_order, listing, moment, text, within
from dataops_mock.present.users import current_user, user_reference
from dataops_mock.world.access import acting_user
from dataops_mock.world.entities import User

_KEYS: Mapping[str, Callable[[User], int | str | datetime]] = {
    "id": lambda user: user.id,
    "name": lambda user: user.name,
    "username": lambda user: user.username,
    "created_at": lambda user: user.created_at,
    "updated_at": lambda user: user.created_at,
}


def get_version(_call: Call) -> Reply:
    """Answer what the server runs."""
    return Entity({"version": "17.11.0", "revision": "0a1b2c3d4e5", "kas": _AGENT_SERVER, "enterprise": True})


def get_current_user(call: Call) -> Reply:
    """Answer the user that the call acts as."""
    return Entity(current_user(call, acting_user(call)))


def list_users(call: Call) -> Reply:
    """List the users that a call's filters name."""
    query = call.query
    search = text(query, "search")
    username = text(query, "username")
    after, before = moment(query, "created_after"), moment(query, "created_before")
    found = [
        user
        for user in call.world.users.values()
        if not user.retired
        and (contains(search, user.name, user.username) or (search or "").casefold() == user.email.casefold())
        and (username is None or username.casefold() == user.username.casefold())
        and (not flag(query, "active") or user.state == "active")
        and (not flag(query, "blocked") or user.state == "blocked")
        and (not flag(query, "humans") or user.bot is None)
        and (not flag(query, "without_project_bots") or user.bot is None)
        and within(after, before, user.created_at)
    ]
    found = in_order(found, _KEYS[text(query, "order_by") or "id"], descending=text(query, "sort") != "asc")
    return listing(found, lambda user: user_reference(call, user), lambda user: user.id)


_AGENT_SERVER: Mapping[str, bool | None] = {
    "enabled": False,
    "externalUrl": None,
    "externalK8sProxyUrl": None,
    "version": None,
}

HANDLERS: Mapping[str, Handler] = {
    "get_version": get_version,
    "get_current_user": get_current_user,
    "list_users": list_users,
}
