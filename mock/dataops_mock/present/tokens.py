"""Access tokens and CI/CD variables."""

from __future__ import annotations

from dataops_mock.call import Call, JsonObject, JsonValue
from dataops_mock.world.entities import AccessToken, Group, Project, Variable
from dataops_mock.world.times import day_or_none, iso, iso_or_none


def access_token(call: Call, one: AccessToken) -> dict[str, JsonValue]:
    """Present a token without its secret."""
    return {
        "id": one.id,
        "name": one.name,
        "revoked": one.revoked,
        "created_at": iso(one.created_at),
        "description": one.description,
        "scopes": list(one.scopes),
        "user_id": one.user_id,
        "last_used_at": iso_or_none(one.last_used_at),
        "active": one.is_active(call.world.now()),
        "expires_at": day_or_none(one.expires_at),
    }


def resource_token(call: Call, resource: Project | Group, one: AccessToken) -> dict[str, JsonValue]:
    """Present a project's or a group's token without its secret, with the role of its bot user."""
    bot = resource.members.get(one.user_id)
    return {**access_token(call, one), "access_level": None if bot is None else bot.access_level}


def variable(one: Variable) -> JsonObject:
    """Present a variable; the value of a hidden one is told to nobody."""
    return {
        "key": one.key,
        "value": None if one.hidden else one.value,
        "description": one.description,
        "variable_type": one.variable_type,
        "environment_scope": one.environment_scope,
        "protected": one.protected,
        "masked": one.masked,
        "hidden": one.hidden,
        "raw": one.raw,
    }
