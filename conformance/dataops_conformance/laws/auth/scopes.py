"""What the scopes of a token open, and what they do not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Credential, Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.auth.aims import UNCHANGED, aim_at_own
from dataops_conformance.laws.auth.lifetime import current_user, user_id
from dataops_conformance.laws.auth.probes import (
    INSUFFICIENT_SCOPE,
    expect_status,
    harm_at_risk,
    harmless_body,
    probe,
    required_query,
)
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()


def reader(ctx: Context) -> Credential:
    """Return a token with the scope `read_api` alone: DATAOPS_READ_TOKEN, or one of the run's own project."""
    given = ctx.settings.credentials.get("DATAOPS_READ_TOKEN")
    if given is not None or ctx.settings.read_only:
        return given or ctx.credential("read_token")
    return ctx.once("a token that may only read", lambda: ctx.sandbox.project_token(scopes=("read_api",)))


@laws.law("AUTH-12", requests=1)
def read_api_reads(ctx: Context, operation: Operation) -> None:
    """Read with a token of the scope `read_api` what the user may read: the token in DATAOPS_READ_TOKEN, or one that
    the run makes.
    """
    token = reader(ctx)
    path: Mapping[str, str | int] = ctx.sandbox.path_values(operation) if operation.path_parameters else {}
    if operation.id == "get_current_user":
        exchange = _reader_itself(ctx, token)
    else:
        exchange = ctx.send(operation, path=path, credential=token)
    if path and exchange.response.status == 404:
        _require_same_user(ctx, token)
    expect_status(200, f"A token with the scope read_api cannot read by {operation.id}.", exchange)


def _require_same_user(ctx: Context, token: Credential) -> None:
    owner = _reader_itself(ctx, token)
    if token.name == "DATAOPS_READ_TOKEN" and user_id(owner) != user_id(current_user(ctx)):
        msg = "DATAOPS_READ_TOKEN is not a token of the user of DATAOPS_TOKEN, and may not see what that one sees."
        raise NotTested(msg)


def _reader_itself(ctx: Context, token: Credential) -> Exchange:
    return ctx.once("the read token's user", lambda: ctx.send("get_current_user", credential=token))


@laws.law("AUTH-13", requests=1, needs=(), risk=harm_at_risk)
def read_api_does_not_write(ctx: Context, operation: Operation) -> None:
    """Send a valid write with a token of the scope `read_api` to what the run made: create beneath it, change it to
    what it is, delete what nobody asks for any more; where that would harm, to a resource that does not exist.
    """
    token = reader(ctx)
    aim = None if ctx.settings.read_only else aim_at_own(ctx, operation)
    if aim is None:
        exchange = probe(ctx, operation, token)
    else:
        body = harmless_body(ctx, operation) if operation.id not in UNCHANGED else None
        query = {**required_query(operation), **aim.query}
        known = {parameter.name for parameter in operation.query_parameters}
        exchange = ctx.send(
            operation,
            path={name: value for name, value in aim.path.items() if f"{{{name}}}" in operation.path},
            query={name: value for name, value in query.items() if name in known},
            body=None if operation.body is None else {**(body or {}), **aim.fields},
            credential=token,
        )
    _expect_insufficient_scope(f"A token with the scope read_api gets past {operation.id}.", exchange)


def _expect_insufficient_scope(summary: str, exchange: Exchange) -> None:
    refused = exchange.response.status == 403 and exchange.response.object().get("error") == "insufficient_scope"
    expect(refused, summary, expected=INSUFFICIENT_SCOPE, seen=told(exchange), exchanges=[exchange])


@laws.law("AUTH-14", requests=1, needs=("token", "sandbox"))
def a_scope_opens_what_it_names(ctx: Context, operation: Operation) -> None:
    """Make a token with the scope `read_repository` and one with `read_user`; read a file, the project and the user
    with each, and compare with what its scope names.
    """
    path, query = _place(ctx, operation)
    user_reader = _scoped(ctx, "read_user")
    for scope in ("read_user", "read_repository"):
        token = _scoped(ctx, scope)
        # The one file shows that its scope opens it, the other that another scope does not.
        if token is None or (scope == "read_repository" and operation.id == "get_raw_file" and user_reader is not None):
            continue
        exchange = ctx.send(operation, path=path, query=query, credential=token)
        if scope in operation.required_scopes:
            expect_status(200, f"A token with the scope {scope} cannot read by {operation.id}.", exchange)
        else:
            _expect_insufficient_scope(f"A token with the scope {scope} gets past {operation.id}.", exchange)
    if user_reader is not None and operation.id == "get_project":
        user = ctx.send("get_current_user", credential=user_reader)
        expect_status(200, "A token with the scope read_user cannot read its user.", user)


def _place(ctx: Context, operation: Operation) -> tuple[Mapping[str, str | int], Mapping[str, str]]:
    """Return a path and a query in the run's own project, which has a README."""
    project = ctx.sandbox.project()
    if "file_path" not in operation.path:
        return {"id": project.id}, {}
    return {"id": project.id, "file_path": "README.md"}, {"ref": ctx.sandbox.default_branch()}


def _scoped(ctx: Context, scope: str) -> Credential | None:
    """Return a token with this scope alone; None where a project's token may not have it, as servers differ in that."""

    def make() -> Credential | None:
        try:
            return ctx.sandbox.project_token(scopes=(scope,))
        except NotTested:
            if scope == "read_repository":
                raise
            return None

    return ctx.once(f"a token with the scope {scope}", make)
