"""Schedules (RES-20, RES-21, RES-25)."""

from __future__ import annotations

from datetime import UTC, datetime

from croniter import croniter
from dataops_spec import Operation
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Blocked, Laws, Need, NotTested, Violation, expect
from dataops_conformance.laws.permission import ensure_allowed
from dataops_conformance.laws.res.life import Life
from dataops_conformance.laws.telling import told

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
_BAD_CRON = ("61 * * * *", "* 25 * * *", "0 0 32 1 *", "0 0 1 13 *", "0 4 * *", "every day", "a b c d e")
_SIX_FIELDS = "0 4 * * 1 2027"
_BAD_ZONES = ("Mars/Olympus", "No_Such/Zone", "Europe/Atlantis")
_LOOKS = 3


@laws.law("RES-20", requests=2, needs=_NEEDS)
def a_bad_cron_expression_is_refused(context: Context, operation: Operation) -> None:
    """Send a cron expression that is none, of six fields to a new schedule, a drawn one to a change, then a time zone
    that is none; both are answered 400.
    """
    path = context.sandbox.path_values(operation)
    broken: dict[str, str] = {
        "cron": _SIX_FIELDS if operation.method == "POST" else context.draw(st.sampled_from(_BAD_CRON), "bad cron"),
        "cron_timezone": context.draw(st.sampled_from(_BAD_ZONES), "bad time zone"),
    }
    for field, value in broken.items():
        body: JsonObject = {**context.sandbox.body_for(operation), field: value}
        exchange = context.send(operation, path=path, body=body)
        expect(
            exchange.response.status == 400,
            f"{operation.id} took {value!r} as {field}.",
            expected="status 400",
            seen=told(exchange),
            exchanges=[exchange],
        )


@laws.law("RES-21", requests=0, needs=_NEEDS)
def a_schedule_is_active_in_utc_unless_told(context: Context, operation: Operation) -> None:
    """Create one without `active` and `cron_timezone`; it is active, in UTC, and runs next when its cron says."""
    step = Life.of(context, operation).created()
    answer = step.exchange.response.object()
    if step.exchange.response.status != 201:
        msg = f"{operation.id} was answered {step.exchange.response.status}."
        raise Blocked(msg)
    expect(
        answer.get("active") is True and answer.get("cron_timezone") == "UTC",
        "A schedule that was made without them is not active or not in UTC.",
        expected="active: True, cron_timezone: UTC",
        seen=f"active: {answer.get('active')}, cron_timezone: {answer.get('cron_timezone')}",
        exchanges=[step.exchange],
    )
    next_run = _instant(answer.get("next_run_at"), step.exchange)
    expect(
        next_run > step.exchange.response.received_at and croniter.match(str(step.sent["cron"]), next_run),
        "The next run of an active schedule is not ahead, or its cron expression does not name it.",
        expected=f"an instant of {step.sent['cron']} (UTC) ahead",
        seen=next_run.isoformat(),
        exchanges=[step.exchange],
    )


@laws.law("RES-25", requests=3, needs=_NEEDS)
def a_schedule_that_is_played_runs_a_pipeline(context: Context, operation: Operation) -> None:
    """Play a new schedule; the answer is 201 with its message, and a pipeline of the source `schedule` is listed."""
    schedule = context.sandbox.schedule()
    path = context.sandbox.path_values(operation)
    is_own = context.sandbox.project().own
    played = context.send(operation, path=path)
    if not is_own:
        ensure_allowed(operation, played)
    expect(
        played.response.status == 201 and played.response.object().get("message") == "201 Created",
        "Playing a schedule was not answered as it should be.",
        expected='201 {"message": "201 Created"}',
        seen=told(played),
        exchanges=[played],
    )
    project = context.sandbox.project().values
    exchanges = [played]
    for _ in range(_LOOKS):
        listed = context.send("list_pipelines", path=project, query={"source": "schedule"})
        exchanges = [played, listed]
        refs = {str(item.get("ref")) for item in listed.response.items() if isinstance(item, dict)}
        if schedule.text("ref").removeprefix("refs/heads/") in refs:
            return
    if not is_own:
        msg = "A schedule was played, and no pipeline is listed; the project was found, and its own files decide."
        raise NotTested(msg)
    raise Violation(
        "A schedule was played, and no pipeline of the source schedule is listed.",
        expected=f"a pipeline of the source schedule on {schedule.text('ref')}",
        seen="none",
        exchanges=exchanges,
    )


def _instant(value: object, exchange: Exchange) -> datetime:
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Violation(
            "An active schedule does not tell its next run.",
            expected="next_run_at: an instant ahead",
            seen=f"next_run_at: {value}",
            exchanges=[exchange],
        )
    return instant.astimezone(UTC)
