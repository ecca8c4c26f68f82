"""The tokens of users, bots among them."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_mock.call import Call, Entity, Handler, NoContent, Reply
from dataops_mock.errors import InsufficientScope, NotFound, Unauthorized
from dataops_mock.handlers.fields import end_of_token, integer, listing, path_id
from dataops_mock.handlers.token_lists import chosen_tokens
from dataops_mock.present.tokens import access_token
from dataops_mock.world import tokens
from dataops_mock.world.access import acting_user
from dataops_mock.world.entities import AccessToken


def list_personal_access_tokens(call: Call) -> Reply:
    """List the caller's own tokens."""
    user = acting_user(call)
    wanted = integer(call.query, "user_id")
    own = [one for one in call.world.tokens.values() if one.user_id == user.id and wanted in (None, user.id)]
    return listing(chosen_tokens(call, own), lambda one: access_token(call, one), lambda one: one.id)


def get_current_personal_access_token(call: Call) -> Reply:
    """Answer the token that the call bears."""
    if call.principal.token is None:
        raise Unauthorized
    return Entity(access_token(call, call.principal.token))


def revoke_personal_access_token(call: Call) -> Reply:
    """Revoke a token of the caller's."""
    tokens.revoke(call.world, _own_token(call))
    return NoContent()


def rotate_personal_access_token(call: Call) -> Reply:
    """Revoke a token of the caller's and answer the one in its place, with the secret."""
    one = _own_token(call)
    bearer = call.principal.token
    if bearer is not None and "api" not in bearer.scopes and bearer.id != one.id:
        raise InsufficientScope(("api",))
    fresh = tokens.rotate(call.world, one, end_of_token(call))
    return Entity({**access_token(call, fresh), "token": fresh.secret})


def _own_token(call: Call) -> AccessToken:
    one = call.world.tokens.get(path_id(call, "token_id", "Personal Access Token"))
    if one is None or one.user_id != acting_user(call).id or one.revoked:
        raise NotFound("Personal Access Token")
    return one


HANDLERS: Mapping[str, Handler] = {
    "list_personal_access_tokens": list_personal_access_tokens,
    "get_current_personal_access_token": get_current_personal_access_token,
    "revoke_personal_access_token": revoke_personal_access_token,
    "rotate_personal_access_token": rotate_personal_access_token,
}
