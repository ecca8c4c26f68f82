"""What a pipeline trigger token does, and that it does nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataops_conformance.exchange import Credential, JsonObject, Scheme
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.auth.probes import expect_status, expect_unauthorized, wrong_trigger_token
from dataops_conformance.laws.auth.strangers import AFTER_STRANGERS, TRIGGER, turned_away_with
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_SOMEBODY = "get_current_user"
_SCHEMES: dict[str, Scheme] = {"get_current_job": "job-token", "list_projects": "bearer"}


def trigger_token(ctx: Context) -> Credential:
    """Return a pipeline trigger token: DATAOPS_TRIGGER_TOKEN, or one of the run's own project."""
    given = ctx.settings.credentials.get("DATAOPS_TRIGGER_TOKEN")
    if given is not None or ctx.settings.read_only:
        return given or ctx.credential("trigger_token")
    return Credential("DATAOPS_TRIGGER_TOKEN", ctx.sandbox.trigger_token())


@laws.law("AUTH-23", requests=1, needs=(), order=AFTER_STRANGERS)
def trigger_tokens_are_no_credential(ctx: Context, operation: Operation) -> None:
    """Send the trigger token in `private-token`, as a bearer token or, for GET /job, in `JOB-TOKEN`, there and for GET
    /user, where it would act as somebody; see how it was answered where other rules sent it.
    """
    token = trigger_token(ctx)
    scheme = _SCHEMES.get(operation.id, "private-token")
    credential = Credential(token.name, token.secret, scheme)
    asked = (operation.id, _SOMEBODY) if scheme == "job-token" else (operation.id,)
    for name in asked:
        exchange = ctx.send(name, credential=credential)
        expect_unauthorized(f"A trigger token is taken as a credential ({scheme}) by {name}.", exchange)
    for place, met in turned_away_with(ctx, TRIGGER):
        expect_unauthorized(f"A trigger token is taken as a credential by {place.id}.", met.exchange)


@laws.law("AUTH-24", requests=3, needs=("token", "sandbox"))
def trigger_tokens_trigger(ctx: Context, operation: Operation) -> None:
    """Trigger a pipeline of the run's own project with its trigger token, with a wrong one, and with none."""
    path = ctx.sandbox.path_values(operation)
    ref = ctx.sandbox.project().data.get("default_branch")
    if not isinstance(ref, str):
        msg = "The run's own project has no branch to run a pipeline on."
        raise NotTested(msg)

    def trigger(fields: JsonObject) -> None:
        body: JsonObject = {"ref": ref, **fields}
        exchange = ctx.send(operation, path=path, body=body, credential="none")
        status, what = (400, "no token") if "token" not in fields else (404, "a wrong token")
        expect_status(status, f"A trigger with {what} is not refused as such.", exchange)
        if status == 400:
            error = exchange.response.object().get("error")
            expect(
                isinstance(error, str) and "token is missing" in error,
                "A trigger without a token is refused in other words.",
                expected='400 {"error": "token is missing"}',
                seen=told(exchange),
                exchanges=[exchange],
            )

    right = ctx.sandbox.seen.success(operation)
    if right is None or right.request.credential is not None:
        body: JsonObject = {"ref": ref, "token": ctx.sandbox.trigger_token()}
        right = ctx.send(operation, path=path, body=body, credential="none")
    expect_status(201, "A trigger token starts no pipeline of its own project.", right)
    trigger({"token": wrong_trigger_token(ctx)})
    trigger({})
