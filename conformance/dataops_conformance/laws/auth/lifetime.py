"""Whom a token acts as, and when it begins and ceases to be one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Credential, Exchange, JsonValue
from dataops_conformance.law import Blocked, Laws, Need, NotTested, expect
from dataops_conformance.laws.auth.probes import expect_status, expect_unauthorized
from dataops_conformance.laws.auth.strangers import AFTER_STRANGERS, EXPIRED, REVOKED, turned_away_with
from dataops_conformance.laws.res.life import Life
from dataops_conformance.laws.res.singles import token_revocation, token_rotation
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context
    from dataops_conformance.sandbox import Made

laws = Laws()
_GIVEN_BOTS: dict[str, Need] = {
    "create_project_access_token": "project_token",
    "create_group_access_token": "group_token",
}
# What a token that the operation revoked is used on, where that is not GET /user.
_AFTER = {"revoke_group_access_token": "list_projects"}
_REVOKED = "A revoked token is still answered."
_EXPIRED = "An expired token is still answered."


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token that the run made, the id that it is revoked by, and the user that it acts as."""

    credential: Credential
    id: int
    user_id: int
    exchange: Exchange


def current_user(ctx: Context) -> Exchange:
    """Return `GET /user` with the run's own token; once in the run."""
    return ctx.once("the token's user", lambda: ctx.send("get_current_user"))


def user_id(exchange: Exchange) -> int:
    """Return the id in the answer of `GET /user`; raise Blocked where it has none."""
    identifier = exchange.response.object().get("id")
    if exchange.response.status != 200 or not isinstance(identifier, int):
        msg = f"GET /user gave no user: {told(exchange)}."
        raise Blocked(msg)
    return identifier


@laws.law("AUTH-07", requests=1)
def a_personal_token_acts_as_its_owner(ctx: Context, operation: Operation) -> None:
    """Compare the id that `GET /user` answers with the `user_id` of `GET /personal_access_tokens/self`; by
    DATAOPS_READ_TOKEN too.
    """
    token = ctx.once("the token itself", lambda: _own_token(ctx))
    _expect_owner(current_user(ctx), token)
    given = ctx.settings.credentials.get("DATAOPS_READ_TOKEN")
    if given is not None and operation.id == "get_current_personal_access_token":
        user = ctx.once("the read token's user", lambda: ctx.send("get_current_user", credential=given))
        _expect_owner(user, ctx.send(operation, credential=given))


def _expect_owner(user: Exchange, token: Exchange) -> None:
    if token.response.status == 404:
        msg = "The server does not tell of the token itself."
        raise NotTested(msg)
    expect_status(200, "GET /user does not answer the token's owner.", user)
    expect_status(200, "GET /personal_access_tokens/self does not answer the token.", token)
    owner = token.response.object().get("user_id")
    expect(
        user_id(user) == owner,
        "The token acts as somebody else than its owner.",
        expected=f"the user {owner}, whom the token names",
        seen=f"the user {user.response.object().get('id')}",
        exchanges=[token, user],
    )


def _own_token(ctx: Context) -> Exchange:
    operation = ctx.contract.operation("get_current_personal_access_token")
    kept = next(ctx.sandbox.seen.latest(operation), ())
    return kept[-1] if kept else ctx.send(operation)


@laws.law("AUTH-08", requests=1)
def a_bot_is_a_user_of_its_own(ctx: Context, operation: Operation) -> None:
    """Make a token, or take the one in DATAOPS_PROJECT_TOKEN or DATAOPS_GROUP_TOKEN where nothing may be made; ask
    `GET /user` with it, and compare with the `user_id` that the token names and with the user of DATAOPS_TOKEN.
    """
    token, user = _given_bot(ctx, operation) if ctx.settings.read_only else _made_bot(ctx, operation)
    maker = current_user(ctx)
    expect(
        user_id(user) != user_id(maker),
        "A project's or group's token acts as the user who made it.",
        expected="a bot user of its own",
        seen=f"the user {user_id(maker)}, the maker",
        exchanges=[token, user, maker],
    )


def _made_bot(ctx: Context, operation: Operation) -> tuple[Exchange, Exchange]:
    made = made_token(ctx.sandbox.thing(operation.id))
    user = ctx.once(f"a bot by {operation.id}", lambda: ctx.send("get_current_user", credential=made.credential))
    expect_status(200, "GET /user does not answer a token that was just made.", made.exchange, user)
    expect(
        user_id(user) == made.user_id,
        "A token acts as another user than the one that it names.",
        expected=f"the user {made.user_id}",
        seen=f"the user {user_id(user)}",
        exchanges=[made.exchange, user],
    )
    return made.exchange, user


def _given_bot(ctx: Context, operation: Operation) -> tuple[Exchange, Exchange]:
    token = ctx.credential(_GIVEN_BOTS[operation.id])
    user = ctx.send("get_current_user", credential=token)
    itself = ctx.send("get_current_personal_access_token", credential=token)
    _expect_owner(user, itself)
    return itself, user


def expect_turned_away(ctx: Context, variable: str, summary: str) -> None:
    """Raise Violation where a credential of the settings that is not valid was let in where AUTH-03 sent it."""
    for operation, met in turned_away_with(ctx, variable):
        expect_unauthorized(f"{summary[:-1]} by {operation.id}.", met.exchange, revoked=met.stranger.is_ended)


@laws.law("AUTH-09", requests=2, order=35)
def revoked_tokens_are_invalid(ctx: Context, operation: Operation) -> None:
    """Use the token in DATAOPS_REVOKED_TOKEN on a public operation, and see how it was answered where other rules sent
    it; use a token that the operation revoked. Either will do where the other cannot be had.
    """
    given = ctx.settings.credentials.get(REVOKED)
    if given is not None or ctx.settings.read_only:
        token = ctx.credential("revoked_token")
        exchange = ctx.once("DATAOPS_REVOKED_TOKEN in use", lambda: ctx.send("list_projects", credential=token))
        expect_unauthorized(_REVOKED, exchange, revoked=True)
        expect_turned_away(ctx, REVOKED, _REVOKED)
    if not ctx.settings.read_only:
        _expect_revoked(ctx, operation)


def _expect_revoked(ctx: Context, operation: Operation) -> None:
    """Use what the operation revoked: in the life of a token that other laws read too, or by the token's own bot."""
    if operation.id == "revoke_personal_access_token":
        revocation = token_revocation(ctx)
        made, revoked = made_token(revocation.made), revocation.revoked
    else:
        life = Life.of(ctx, operation)
        made, revoked = made_token(life.thing()), life.removed()
    if revoked.response.status not in {200, 204}:
        msg = f"{operation.id} answers {told(revoked)}."
        raise Blocked(msg)
    # A public collection may take a token that is no more for none.
    after = ctx.send(_AFTER.get(operation.id, "get_current_user"), credential=made.credential)
    expect_unauthorized(_REVOKED, made.exchange, revoked, after, revoked=True)


def made_token(made: Made) -> MadeToken:
    """Return the token that an answer bore; raise Blocked where it bore none."""
    secret, identifier, user = made.data.get("token"), made.data.get("id"), made.data.get("user_id")
    if not (isinstance(secret, str) and isinstance(identifier, int) and isinstance(user, int)):
        msg = f"{made.kind} gave no token: {told(made.exchange)}."
        raise Blocked(msg)
    kind = made.kind.removeprefix("create_").removesuffix("_access_token").upper()
    return MadeToken(Credential(f"DATAOPS_{kind}_TOKEN", secret), identifier, user, made.exchange)


@laws.law("AUTH-10", requests=2, order=AFTER_STRANGERS, needs=("expired_token",))
def expired_tokens_are_invalid(ctx: Context, operation: Operation) -> None:
    """Send a request with the token in DATAOPS_EXPIRED_TOKEN, in `private-token` and as a bearer token; see how it was
    answered where other rules sent it.
    """
    token = ctx.credential("expired_token")
    for credential in (token, replace(token, scheme="bearer")):
        expect_unauthorized(_EXPIRED, ctx.send(operation, credential=credential), revoked=True)
    expect_turned_away(ctx, EXPIRED, _EXPIRED)


@laws.law("AUTH-11", requests=4, needs=("token", "sandbox"))
def rotation_ends_the_old_and_starts_the_new(ctx: Context, operation: Operation) -> None:
    """Make a token of the run's own project, let it rotate itself, and use both the old and the new; the new one tells
    its scopes and its user itself.
    """
    life = token_rotation(ctx)
    made, rotation = made_token(life.made), life.rotated
    if rotation.response.status == 404:
        msg = f"The server rotates no token of a bot user: {told(rotation)}."
        raise NotTested(msg)
    expect_status(200, "A token cannot rotate itself.", made.exchange, rotation)
    answer = rotation.response.object()
    secret = answer.get("token")
    expect(
        isinstance(secret, str) and secret not in {"", made.credential.secret},
        "The answer of a rotation bears no new token.",
        expected="another secret",
        seen="the same secret" if secret else "none",
        exchanges=[made.exchange, rotation],
    )
    scopes = made.exchange.response.object().get("scopes")
    expect(
        answer.get("scopes") == scopes,
        "Rotation changes the scopes of a token.",
        expected=scopes,
        seen=answer.get("scopes"),
        exchanges=[made.exchange, rotation],
    )
    if life.old is not None and life.new is not None:
        expect_unauthorized(
            "A token that was rotated is still answered.", made.exchange, rotation, life.old, revoked=True
        )
        _expect_the_same(ctx, made, scopes, rotation, life.new, Credential("DATAOPS_PROJECT_TOKEN", str(secret)))


def _expect_the_same(
    ctx: Context, made: MadeToken, scopes: JsonValue, rotation: Exchange, new: Exchange, credential: Credential
) -> None:
    """Raise Violation unless the new token is answered, as the old one's user, and tells the old one's scopes."""
    if new.response.status == 404:
        new = ctx.send("get_current_user", credential=credential)
    expect_status(200, "The token that a rotation gave is not answered.", made.exchange, rotation, new)
    seen = new.response.object()
    user = seen.get("user_id", seen.get("id"))
    expect(
        user == made.user_id,
        "The token that a rotation gave acts as another user.",
        expected=f"the user {made.user_id}",
        seen=f"the user {user}",
        exchanges=[made.exchange, rotation, new],
    )
    expect(
        "user_id" not in seen or seen.get("scopes") == scopes,
        "The token that a rotation gave has other scopes than the old one.",
        expected=f"the scopes {scopes}",
        seen=f"the scopes {seen.get('scopes')}",
        exchanges=[made.exchange, rotation, new],
    )
