"""What has no creation of its own: a setting that is changed and read, a token that its own bot rotates or revokes."""

from __future__ import annotations

from dataclasses import dataclass

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Credential, Exchange, JsonObject, MediaType
from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.laws.res.changes import change_for
from dataops_conformance.sandbox.made import Made

# How a reading names a field that a change names otherwise.
_SHOWN_AS = {"update_job_token_scope": {"enabled": "inbound_enabled"}}


@dataclass(frozen=True, slots=True)
class SingleChange:
    """A change of a setting: the fields sent, and as the reading names them; the readings around it."""

    sent: JsonObject
    shown_as: JsonObject
    before: Exchange
    exchange: Exchange
    after: Exchange


@dataclass(frozen=True, slots=True)
class Revocation:
    """A token that its own bot revoked."""

    made: Made
    revoked: Exchange


@dataclass(frozen=True, slots=True)
class Rotation:
    """A token that its own bot rotated, and what the old and the new secret were answered then; None where there is no
    new one.
    """

    made: Made
    sent: JsonObject
    rotated: Exchange
    old: Exchange | None
    new: Exchange | None


def single_change(
    context: Context, operation: Operation, media_type: MediaType = "application/json", turn: int = 0
) -> SingleChange:
    """Change a setting of the spare project, in this body type, and read it before and after."""
    return context.once(f"{operation.id} in {media_type}", lambda: _single_change(context, operation, media_type, turn))


def _single_change(context: Context, operation: Operation, media_type: MediaType, turn: int) -> SingleChange:
    reading = next(
        (item for item in context.contract.operations if item.path == operation.path and item.method == "GET"), None
    )
    if reading is None or operation.path.count("{") != 1 or not operation.path.startswith("/projects/"):
        msg = f"No operation of the contract reads what {operation.id} changes."
        raise NotTested(msg)
    path = context.sandbox.spare_project().values
    before = context.once(f"{reading.id} before", lambda: context.send(reading, path=path))
    sent = change_for(context, operation, turn)
    exchange = context.send(operation, path=path, body=sent, media_type=media_type)
    after = context.send(reading, path=path)
    names = _SHOWN_AS.get(operation.id, {})
    return SingleChange(sent, {names.get(name, name): value for name, value in sent.items()}, before, exchange, after)


def own_token(context: Context) -> tuple[Made, Credential]:
    """Make a project access token that may do all, and return it with its own credential."""
    sandbox = context.sandbox
    body: JsonObject = {**sandbox.body_for("create_project_access_token"), "scopes": ["api"], "access_level": 40}
    made = sandbox.make("create_project_access_token", body=body)
    return made, credential_of(made.data)


def credential_of(answer: JsonObject) -> Credential:
    """Return the credential that an answer tells; raise Blocked where it tells none."""
    token = answer.get("token")
    if not isinstance(token, str) or not token:
        msg = "A token was created or rotated, and the answer does not tell it."
        raise Blocked(msg)
    return Credential("SANDBOX_OWN_TOKEN", token)


def token_revocation(context: Context) -> Revocation:
    """Have a token revoked by its own bot."""

    def revoke() -> Revocation:
        made, credential = own_token(context)
        exchange = context.send("revoke_personal_access_token", path={"token_id": made.id}, credential=credential)
        return Revocation(made, exchange)

    return context.once("revocation by the bot itself", revoke)


def token_rotation(context: Context) -> Rotation:
    """Have a token rotated by its own bot, in JSON, and use both secrets before anything else is done to it."""
    return context.once("rotation by the bot itself", lambda: _rotate(context))


def _rotate(context: Context) -> Rotation:
    made, credential = own_token(context)
    sent = context.sandbox.body_for("rotate_personal_access_token", extra=("expires_at",))
    rotated = context.send("rotate_personal_access_token", path={"token_id": made.id}, body=sent, credential=credential)
    answer = dict(rotated.response.object())
    if rotated.response.status != 200 or not answer.get("token"):
        return Rotation(made, sent, rotated, None, None)
    old = context.send("get_current_user", credential=credential)
    new = context.send("get_current_personal_access_token", credential=credential_of(answer))
    return Rotation(made, sent, rotated, old, new)
