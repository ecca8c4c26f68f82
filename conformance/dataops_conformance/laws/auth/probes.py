"""Requests that are meant to be refused, made so that a server which does not refuse them does no harm.

Those that read aim at what is there, so that a server which serves it is told. Those that write aim at ids that nothing
has, and what they would create bears the run's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from dataops_spec import operations

from dataops_conformance.exchange import Credential, Exchange, JsonObject
from dataops_conformance.law import Blocked, NotTested, expect
from dataops_conformance.laws.res.reading import arguments_of
from dataops_conformance.laws.telling import told
from dataops_conformance.target.wire import build_path

if TYPE_CHECKING:
    from dataops_spec import Operation, Parameter

    from dataops_conformance.context import Context
    from dataops_conformance.sandbox import Made
    from dataops_conformance.sandbox.links import Arguments

ABSENT_ID = 1_999_999_999
"""An id that nothing has: ids count from 1, and 32 bits hold it."""

_SECRETS = ("access_tokens", "_triggers", "_variables")
_WRITTEN_BY_JOBS = ("/trace", "/artifacts")
_JOBS_PLACES = frozenset(operation.tag for operation in operations() if operation.takes_job_token)

UNAUTHORIZED = '401 {"message": "401 Unauthorized"}'
INSUFFICIENT_SCOPE = '403 {"error": "insufficient_scope"}'
FORBIDDEN = '403 {"message": "403 Forbidden"}'


def absent_path(ctx: Context, operation: Operation) -> dict[str, str | int]:
    """Return a value for each path parameter that names nothing on the server."""
    return {parameter.name: _absent(ctx, parameter) for parameter in operation.path_parameters}


def _absent(ctx: Context, parameter: Parameter) -> str | int:
    schema = ctx.contract.resolve(parameter.schema)
    choices = schema.get("anyOf")
    alternatives = [ctx.contract.resolve(item) for item in choices] if isinstance(choices, list) else [schema]
    return ABSENT_ID if any(item.get("type") == "integer" for item in alternatives) else "conformance_absent"


def required_query(operation: Operation) -> dict[str, str]:
    """Return the required query parameters with the contract's examples as their values."""
    return {item.name: str(item.example) for item in operation.query_parameters if item.required}


def run_name(ctx: Context, purpose: str) -> str:
    """Return a name, fit for a path, that shows whose it is."""
    return f"conformance-{ctx.settings.run_id}-{purpose}".lower()


def harmless_body(ctx: Context, operation: Operation) -> JsonObject | None:
    """Return the contract's example of the body, its names replaced by the run's own; None where it takes none."""
    if operation.body is None or not isinstance(operation.body.example, dict):
        return None
    body: JsonObject = dict(operation.body.example)
    for key in {"name", "path"} & body.keys():
        body[key] = run_name(ctx, "refused")
    return body


def probe(
    ctx: Context,
    operation: Operation,
    credential: Credential | Literal["none"],
    *,
    path: Mapping[str, str | int] | None = None,
) -> Exchange:
    """Send a whole and valid request to what does not exist, or to `path`."""
    return ctx.send(
        operation,
        path=absent_path(ctx, operation) if path is None else path,
        query=required_query(operation),
        body=harmless_body(ctx, operation),
        credential=credential,
    )


def ask(
    ctx: Context, operation: Operation, credential: Credential | Literal["none"], *, by_path: bool = False
) -> Exchange:
    """Read plainly what is there; send a write, or a reading for which nothing is at hand, to what does not exist.

    With `by_path` a project or a group is called by its full path, where the run knows it.
    """
    where = at_hand(ctx, operation)
    if where is None:
        return probe(ctx, operation, credential)
    named = ctx.sandbox.seen.by_path(build_path(operation.path, where.path)) if by_path else None
    return ctx.send(operation, path=where.path, query=where.query, credential=credential, raw_path=named)


def data_at_risk(operation: Operation) -> int:
    """Rank an operation by what it costs to let somebody unknown in: what reads gives data away, and what reads secrets
    opens further ways in; a list that is public in part is the likeliest to take any credential for none.
    """
    if operation.allows_anonymous or _reads_secrets(operation):
        return 2
    return 1 if operation.is_safe else 0


def opened_by_jobs(operation: Operation) -> int:
    """Rank an operation by how easily the token of a job gets too far: into what is guarded like the few operations
    that take one, which are of the same kind; then by the harm of it.
    """
    if operation.tag in _JOBS_PLACES or _reads_secrets(operation):
        return 2
    return 1 if operation.is_safe or operation.method == "DELETE" else 0


def _reads_secrets(operation: Operation) -> bool:
    """Tell whether it reads tokens, variables, or what a job has written, where either may turn up."""
    return operation.is_safe and (operation.tag.endswith(_SECRETS) or operation.path.endswith(_WRITTEN_BY_JOBS))


def harm_at_risk(operation: Operation) -> int:
    """Rank a write by the harm that it does to let somebody without the right in: what deletes cannot be undone, and
    what makes secrets opens further ways in.
    """
    makes_secrets = operation.tag.endswith(("access_tokens", "_triggers"))
    return 1 if operation.method == "DELETE" or makes_secrets else 0


def is_even(ctx: Context, operation: Operation) -> bool:
    """Tell whether the operation has an even place in the contract: for what takes turns."""
    return ctx.contract.operations.index(operation) % 2 == 0


def at_hand(ctx: Context, operation: Operation) -> Arguments | None:
    """Return where a reading finds something; None for a write, and where there is nothing to find."""
    if operation.method != "GET" or not operation.path_parameters:
        return None
    try:
        return arguments_of(ctx, operation)
    except (NotTested, Blocked):
        # That there is nothing to read is told by the laws that must read it.
        return None


def anonymous_probe(ctx: Context, operation: Operation) -> Exchange:
    """Send a request without credentials to what does not exist; once in the run."""
    return ctx.once(f"anonymous {operation.id}", lambda: probe(ctx, operation, "none"))


def wrong_token(ctx: Context) -> Credential:
    """Return a token that has the form of one and that no server knows."""
    return Credential("DATAOPS_UNKNOWN_TOKEN", f"glpat-unknown{_number(ctx)}")


def wrong_job_token(ctx: Context) -> Credential:
    """Return a job token that has the form of one and that no server knows."""
    return Credential("DATAOPS_UNKNOWN_JOB_TOKEN", f"glcbt-unknown{_number(ctx)}", "job-token")


def wrong_trigger_token(ctx: Context) -> str:
    """Return a text that is no trigger token of any project."""
    return f"unknown{_number(ctx)}"


def _number(ctx: Context) -> str:
    return f"{ctx.settings.seed % 10**10:010d}"


def is_unauthorized(exchange: Exchange, *, revoked: bool = False) -> bool:
    """Tell whether the answer is the 401 of the rules, and no more; `revoked` admits that which tells of an ended
    token.
    """
    body = exchange.response.object()
    known = body == {"message": "401 Unauthorized"} or (revoked and body.get("error") == "invalid_token")
    return exchange.response.status == 401 and known


def expect_unknown(operation: Operation, circumstance: str, exchange: Exchange, *, revoked: bool = False) -> None:
    """Raise Violation unless the answer is the 401 of the rules, and say whether it was served, or refused otherwise.

    `circumstance` follows the operation's name: `without credentials`. `revoked` admits that which tells of an ended
    token.
    """
    status = exchange.response.status
    if 200 <= status < 300:
        summary = f"{operation.id} is answered {circumstance}."
    elif status == 401:
        summary = f"The 401 of {operation.id} {circumstance} has another body."
    else:
        summary = f"{operation.id} {circumstance} answers {status} before 401."
    expect_unauthorized(summary, exchange, revoked=revoked)


def expect_unauthorized(summary: str, *exchanges: Exchange, revoked: bool = False) -> None:
    """Raise Violation unless the last of the exchanges is the 401 of the rules; the others lead up to it."""
    last = exchanges[-1]
    expect(
        is_unauthorized(last, revoked=revoked),
        summary,
        expected=UNAUTHORIZED + (' or 401 {"error": "invalid_token"}' if revoked else ""),
        seen=told(last),
        exchanges=exchanges,
    )


def expect_status(status: int, summary: str, *exchanges: Exchange) -> None:
    """Raise Violation unless the last of the exchanges has this status; the others lead up to it."""
    last = exchanges[-1]
    expect(last.response.status == status, summary, expected=status, seen=told(last), exchanges=exchanges)


def listed_ids(exchange: Exchange) -> set[int]:
    """Return the numeric ids of the items of a list."""
    found = (item.get("id") for item in exchange.response.items() if isinstance(item, dict))
    return {identifier for identifier in found if isinstance(identifier, int)}


def quiet_project(ctx: Context) -> Made:
    """Return a private project of the run, with a README, that no law of another area touches; once in the run.

    It has no members but its maker, and its job token scope is as the server made it.
    """

    def make() -> Made:
        body = ctx.sandbox.body_for("create_project", extra=("initialize_with_readme",))
        with ctx.setup():
            return ctx.sandbox.make("create_project", path={}, body={**body, "visibility": "private"})

    return ctx.once("a project that nothing else touches", make)


def quiet_group(ctx: Context) -> Made:
    """Return a private group in the run's own, without projects or members but its maker; once in the run."""

    def make() -> Made:
        body = {**ctx.sandbox.body_for("create_group"), "parent_id": ctx.sandbox.group().id}
        with ctx.setup():
            return ctx.sandbox.make("create_group", path={}, body={**body, "visibility": "private"})

    return ctx.once("a group that nothing else touches", make)
