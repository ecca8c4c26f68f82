"""Whom a token acts as, and when it begins and ceases to be one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Credential, Exchange, JsonObject
from dataops_conformance.law import Blocked, Laws, NotTested, expect
from dataops_conformance.laws.auth.probes import expect_status, expect_unauthorized, run_name
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_TRIED_ON = ("get_current_user", "list_projects")
_REVOKED = "A revoked token is still answered."


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token that the run made, the id that it is revoked by, the user that it acts as, and where it belongs."""

    credential: Credential
    id: int
    user_id: int
    owner: int | str
    exchange: Exchange


def make_token(ctx: Context, operation: str, purpose: str, scopes: tuple[str, ...] = ("api",)) -> MadeToken:
    """Create a token of the run's own project or group by `operation`; it goes when its owner is deleted."""
    made = ctx.sandbox.group() if operation == "create_group_access_token" else ctx.sandbox.project()
    body: JsonObject = {"name": run_name(ctx, purpose), "scopes": list(scopes), "access_level": 40}
    exchange = ctx.send(operation, path={"id": made.id}, body=body)
    token = exchange.response.object()
    secret, identifier, user = token.get("token"), token.get("id"), token.get("user_id")
    if exchange.response.status == 403:
        msg = f"{operation} answers {told(exchange)}: the user of DATAOPS_TOKEN may make no such token."
        raise NotTested(msg)
    if not (isinstance(secret, str) and isinstance(identifier, int) and isinstance(user, int)):
        msg = f"{operation} gave no token: {told(exchange)}."
        raise Blocked(msg)
    kind = operation.removeprefix("create_").removesuffix("_access_token").upper()
    return MadeToken(Credential(f"DATAOPS_{kind}_TOKEN", secret), identifier, user, made.id, exchange)


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


@laws.law("AUTH-07", requests=2)
def a_personal_token_acts_as_its_owner(ctx: Context, operation: Operation) -> None:
    """Compare the id that `GET /user` answers with the `user_id` of `GET /personal_access_tokens/self`."""
    user = current_user(ctx)
    token = ctx.once("the token itself", lambda: ctx.send("get_current_personal_access_token"))
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


@laws.law("AUTH-08", requests=2, needs=("token", "sandbox"))
def a_bot_is_a_user_of_its_own(ctx: Context, operation: Operation) -> None:
    """Make a token, ask `GET /user` with it, and compare with the token's `user_id` and with the user who made it."""
    made, user = bot(ctx, operation.id)
    expect_status(200, "GET /user does not answer a token that was just made.", made.exchange, user)
    expect(
        user_id(user) == made.user_id,
        "A token acts as another user than the one that it names.",
        expected=f"the user {made.user_id}",
        seen=f"the user {user_id(user)}",
        exchanges=[made.exchange, user],
    )
    maker = current_user(ctx)
    expect(
        user_id(user) != user_id(maker),
        "A project's or group's token acts as the user who made it.",
        expected="a bot user of its own",
        seen=f"the user {user_id(maker)}, the maker",
        exchanges=[made.exchange, user, maker],
    )


@laws.law("AUTH-09", requests=5)
def revoked_tokens_are_invalid(ctx: Context, operation: Operation) -> None:
    """Use the token in DATAOPS_REVOKED_TOKEN on a protected operation and on a public one; revoke a token that the run
    made and used, and use it again on both. Either will do where the other cannot be had.
    """
    given = ctx.settings.credentials.get("DATAOPS_REVOKED_TOKEN")
    if given is not None or ctx.settings.read_only:
        for exchange in ctx.once("DATAOPS_REVOKED_TOKEN in use", lambda: _use(ctx, ctx.credential("revoked_token"))):
            expect_unauthorized(_REVOKED, exchange, revoked=True)
    if not ctx.settings.read_only:
        _revoke_and_use(ctx, operation)


def _use(ctx: Context, token: Credential) -> list[Exchange]:
    return [ctx.send(name, credential=token) for name in _TRIED_ON]


def _revoke_and_use(ctx: Context, operation: Operation) -> None:
    if operation.id == "revoke_personal_access_token":
        made = make_token(ctx, "create_project_access_token", "revoked")
        before = ctx.send("get_current_user", credential=made.credential)
        _works(before, "just made")
        revocation = ctx.send(operation, path={"token_id": made.id}, credential=made.credential)
    else:
        made, before = bot(ctx, operation.id.replace("revoke", "create"))
        _works(before, "just made")
        revocation = ctx.send(operation, path={"id": made.owner, "token_id": made.id})
    if revocation.response.status not in {200, 204}:
        msg = f"{operation.id} answers {told(revocation)}."
        raise Blocked(msg)
    for after in _use(ctx, made.credential):
        expect_unauthorized(_REVOKED, before, revocation, after, revoked=True)


def bot(ctx: Context, operation: str) -> tuple[MadeToken, Exchange]:
    """Return a token that the operation made, and `GET /user` by it; once in the run. AUTH-09 revokes it."""

    def make() -> tuple[MadeToken, Exchange]:
        made = make_token(ctx, operation, "bot")
        return made, ctx.send("get_current_user", credential=made.credential)

    return ctx.once(f"a bot by {operation}", make)


def _works(exchange: Exchange, when: str) -> None:
    if exchange.response.status != 200:
        msg = f"GET /user answers a token that was {when} {told(exchange)}."
        raise Blocked(msg)


@laws.law("AUTH-10", requests=1, needs=("expired_token",))
def expired_tokens_are_invalid(ctx: Context, operation: Operation) -> None:
    """Send a request with the token in DATAOPS_EXPIRED_TOKEN."""
    exchange = ctx.send(operation, credential=ctx.credential("expired_token"))
    expect_unauthorized("An expired token is still answered.", exchange, revoked=True)


@laws.law("AUTH-11", requests=5, needs=("token", "sandbox"))
def rotation_ends_the_old_and_starts_the_new(ctx: Context, operation: Operation) -> None:
    """Make a token of the run's own project, let it rotate itself, and use both the old and the new."""
    made = make_token(ctx, "create_project_access_token", "rotated")
    rotation = ctx.send(operation, path={"token_id": made.id}, body={}, credential=made.credential)
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
    old = ctx.send("get_current_user", credential=made.credential)
    expect_unauthorized("A token that was rotated is still answered.", made.exchange, rotation, old, revoked=True)
    new = ctx.send("get_current_user", credential=Credential("DATAOPS_PROJECT_TOKEN", str(secret)))
    expect_status(200, "The token that a rotation gave is not answered.", made.exchange, rotation, new)
    expect(
        user_id(new) == made.user_id,
        "The token that a rotation gave acts as another user.",
        expected=f"the user {made.user_id}",
        seen=f"the user {user_id(new)}",
        exchanges=[made.exchange, rotation, new],
    )
