"""The result document: what a run found, as plain data. Every report is rendered from it and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Status: TypeAlias = Literal["pass", "fail", "warn", "not tested", "blocked", "waived", "error"]
Verdict: TypeAlias = Literal["conforms", "violates", "inconclusive"]
Level: TypeAlias = Literal["MUST", "SHOULD", "MAY"]

WaiverState: TypeAlias = Literal["in use", "not tried", "expired", "unused", "over-broad", "unknown"]

BUDGET: Final = "budget: "
"""What the reason of a check begins with that the budget cut."""


@dataclass(frozen=True, slots=True)
class ExchangeRecord:
    """An exchange as a report shows it: secrets redacted, bodies cut to a length, and the request as curl.

    `curl` uses `$DATAOPS_TOKEN` and its like in place of secrets and runs as printed, given those variables; empty
    for an exchange that no finding shows. `started_at` is this machine's UTC.
    """

    number: int
    operation: str | None
    method: str
    url: str
    credential: str | None
    request_headers: tuple[tuple[str, str], ...]
    request_body: str | None
    status: int
    response_headers: tuple[tuple[str, str], ...]
    response_body: str
    elapsed_ms: float
    curl: str
    started_at: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen against what was expected, and the shortest sequence of requests that shows it."""

    summary: str
    expected: str
    seen: str
    exchanges: tuple[ExchangeRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One requirement tried on one operation. `name` is `PAGE-04[list_projects]`; `reason`, why it was not tested.

    `carrier` is the check whose exchange broke a universal law; None elsewhere, empty for what the run sent first.
    """

    name: str
    requirement: str
    area: str
    operation: str
    level: Level
    status: Status
    duration_s: float
    requests: int
    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    carrier: str | None = None


@dataclass(frozen=True, slots=True)
class RequirementInfo:
    """A requirement of the catalogue, as a report quotes it.

    `checked` says that the suite has a law for it, `unchecked_reason` why it has none; `in_run`, that this run's
    profile and selection held it.
    """

    id: str
    area: str
    title: str
    level: Level
    statement: str
    source: str
    profile: str
    checked: bool
    in_run: bool
    unchecked_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that the run made and could not remove."""

    kind: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """How the requests were spent.

    `limit` is None where there was none; `wanted` is what the whole plan would take, by estimate; `quota_requests` are
    counted apart.
    """

    limit: int | None
    wanted: int
    spent: int
    setup: int
    cleanup: int
    quota_requests: int
    waits_s: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the run was: enough to run it again. Paths are as they were given, None where none was.

    `project` and `group` are the sandbox; `versions` are those of the suite, of Python and of what it draws with;
    `names` are what the names of all that the run made begin with; `shard` is `2/4` where the run was one of four;
    `processes` is None where it was not parted; `database` is where the random search keeps its examples.
    """

    run_id: str
    suite_version: str
    contract_version: str
    contract_hash: str
    base_url: str
    profile: str
    seed: int
    rate_limit: str
    quota: bool
    only: tuple[str, ...]
    sandbox: tuple[str, ...]
    max_requests: int | None
    env_file: str | None
    config: str | None
    waivers: str | None
    credentials: tuple[str, ...]
    python: str
    started_at: str
    finished_at: str
    project: str | None = None
    group: str | None = None
    versions: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    shard: str | None = None
    processes: int | None = None
    database: str | None = None


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """A waiver, and how it fared in the run.

    `waives` names the checks that it made `waived`. `problem` is a sentence where the waiver fails the run: it is
    expired, unused, over-broad, or names what there is not.
    """

    requirement: str
    operation: str
    reason: str
    owner: str
    expires: str
    state: WaiverState
    waives: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def name(self) -> str:
        """What it is for: `PAGE-04[list_projects]`."""
        return f"{self.requirement}[{self.operation}]"


@dataclass(frozen=True, slots=True)
class Exercised:
    """What of an operation the run exercised, sorted.

    `parameters` were sent (`path.id`, `query.page`, `body.name`), in the bodies' `media_types`; `statuses` were
    answered; `fields` were borne by answers (`200 namespace.id`; those of a list are its items').
    """

    operation: str
    requests: int
    parameters: tuple[str, ...]
    media_types: tuple[str, ...]
    statuses: tuple[int, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A whole run.

    `reasons` say in sentences why the verdict is what it is. `exchanges` are those of the run up to a cap, in order.
    `stopped` says why the run ended before its time, None where it did not; `withheld` names the checks that the
    profile itself keeps from being tried, and that are not owed.
    """

    schema_version: str
    verdict: Verdict
    reasons: tuple[str, ...]
    manifest: Manifest
    budget: BudgetUse
    requirements: tuple[RequirementInfo, ...]
    operations: tuple[str, ...]
    checks: tuple[CheckResult, ...]
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = field(default=())
    waivers: tuple[WaiverUse, ...] = ()
    exercised: tuple[Exercised, ...] = ()
    exchanges: tuple[ExchangeRecord, ...] = ()
    stopped: str | None = None
    withheld: tuple[str, ...] = ()

    def count(self, status: Status) -> int:
        """Return how many checks ended so."""
        return sum(check.status == status for check in self.checks)
