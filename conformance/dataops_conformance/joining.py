"""Join what the parts of a run found, and judge the whole. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

import dataops_spec

from dataops_conformance.result import BudgetUse, CheckResult, Exercised, Manifest, Result
from dataops_conformance.settings import Shard, UsageError, effective
from dataops_conformance.verdict import decide, worst_of, writes_of
from dataops_conformance.waivers import Waiver, apply_waivers, judge_waivers

# What must be the same in every shard, and how it is called.
_SAME: Mapping[str, str] = {
    "contract_hash": "contract",
    "suite_version": "version of the suite",
    "seed": "seed",
    "base_url": "base URL",
    "profile": "profile",
    "rate_limit": "rate limit",
    "quota": "use of the quota",
    "only": "selection",
    "sandbox": "list of sandboxes",
    "max_requests": "budget",
    "credentials": "list of credentials",
    "versions": "list of versions",
}


def judge(
    result: Result,
    waivers: Sequence[Waiver],
    covered: Mapping[str, AbstractSet[str]],
    universal: AbstractSet[str] = frozenset(),
) -> Result:
    """Return the result with accepted violations waived and its verdict told anew.

    `covered` maps every requirement of the catalogue to the operations that it covers; `universal` names those that no
    check sends a request for. Of a shard nothing is said against a waiver: what it is for may lie in another one.
    """
    today = datetime.fromisoformat(result.manifest.started_at).date()
    checks, uses = apply_waivers(result.checks, waivers, covered, today)
    manifest = result.manifest
    makes = effective(manifest.profile, manifest.base_url, manifest.sandbox) != "read-only"
    # What may not be deleted is told as left behind, and keeps nothing from being tried.
    operations = dataops_spec.operations()
    writing = {item.id for item in operations if not item.is_safe and item.method != "DELETE"}
    verdict, reasons = decide(
        checks,
        withheld=frozenset(result.withheld),
        stopped=result.stopped,
        makes=makes,
        universal=universal,
        writes=writes_of(result.exchanges, result.exercised, writing),
    )
    if result.manifest.shard is None:
        verdict, reasons = judge_waivers(verdict, reasons, uses)
    return replace(result, checks=checks, verdict=verdict, reasons=reasons, waivers=uses)


def join(results: Sequence[Result]) -> Result:
    """Return the result of the whole from those of its parts, its verdict yet to be judged."""
    first = results[0]
    checks = worst_of([_unwaived(check) for result in results for check in _numbered(result, results).checks])
    stopped = next((result.stopped for result in results if result.stopped), None)
    in_run = {item.id for result in results for item in result.requirements if item.in_run}
    return replace(
        first,
        manifest=_manifest([result.manifest for result in results]),
        budget=_budget([result.budget for result in results]),
        requirements=tuple(replace(item, in_run=item.id in in_run) for item in first.requirements),
        checks=checks,
        leftovers=tuple(item for result in results for item in result.leftovers),
        notes=tuple(dict.fromkeys(note for result in results for note in result.notes)),
        exercised=_exercised(item for result in results for item in result.exercised),
        exchanges=tuple(item for result in results for item in _numbered(result, results).exchanges),
        stopped=stopped,
        withheld=tuple(sorted({name for result in results for name in result.withheld})),
    )


def refuse_unlike(results: Sequence[tuple[str, Result]]) -> None:
    """See that the results, each with what to call it, are the shards of one run, each of them once.

    Raises:
        UsageError: they are not; the message names the first difference.
    """
    first_name, first = results[0]
    seen: dict[int, str] = {}
    for name, result in results:
        if result.manifest.shard is None:
            msg = f"{name} is the result of a whole run, not of a shard; nothing is to be merged with it."
            raise UsageError(msg)
        for field, called in _SAME.items():
            one, other = getattr(first.manifest, field), getattr(result.manifest, field)
            if one != other:
                msg = f"{first_name} and {name} are of different runs: the {called} differs ({one} and {other})."
                raise UsageError(msg)
        shard, count = Shard.parse(result.manifest.shard), Shard.parse(str(first.manifest.shard)).count
        if shard.count != count:
            msg = f"{first_name} and {name} are of different runs: one is of {count} shards, one of {shard.count}."
            raise UsageError(msg)
        if shard.number in seen:
            msg = f"{seen[shard.number]} and {name} are both shard {shard}; give each shard once."
            raise UsageError(msg)
        seen[shard.number] = name
    count = Shard.parse(str(first.manifest.shard)).count
    missing = [f"{number}/{count}" for number in range(1, count + 1) if number not in seen]
    if missing:
        msg = f"The result of shard {', '.join(missing)} is missing; give that of every shard."
        raise UsageError(msg)


def _unwaived(check: CheckResult) -> CheckResult:
    """Return the check as it was before a shard waived it; the whole is waived anew."""
    if check.status != "waived":
        return check
    return replace(check, status="fail" if check.level == "MUST" else "warn", reason=None)


def _numbered(result: Result, results: Sequence[Result]) -> Result:
    """Return the result with its exchanges numbered after those of the parts before it."""
    before = results[: next(number for number, item in enumerate(results) if item is result)]
    offset = sum(item.budget.spent + item.budget.quota_requests for item in before)
    if not offset:
        return result
    checks = tuple(
        replace(check, findings=tuple(
            replace(finding, exchanges=tuple(replace(item, number=item.number + offset) for item in finding.exchanges))
            for finding in check.findings
        )) if check.findings else check
        for check in result.checks
    )  # fmt: skip
    exchanges = tuple(replace(item, number=item.number + offset) for item in result.exchanges)
    return replace(result, checks=checks, exchanges=exchanges)


def _manifest(manifests: Sequence[Manifest]) -> Manifest:
    first = manifests[0]
    return replace(
        first,
        started_at=min(item.started_at for item in manifests),
        finished_at=max(item.finished_at for item in manifests),
        names=tuple(dict.fromkeys(name for item in manifests for name in item.names)),
        shard=None,
    )


def _budget(uses: Sequence[BudgetUse]) -> BudgetUse:
    limits = [use.limit for use in uses]
    return BudgetUse(
        limit=None if None in limits else sum(limit for limit in limits if limit is not None),
        wanted=sum(use.wanted for use in uses),
        spent=sum(use.spent for use in uses),
        setup=sum(use.setup for use in uses),
        cleanup=sum(use.cleanup for use in uses),
        quota_requests=sum(use.quota_requests for use in uses),
        waits_s=round(sum(use.waits_s for use in uses), 3),
    )


def _exercised(items: Iterable[Exercised]) -> tuple[Exercised, ...]:
    found: defaultdict[str, list[Exercised]] = defaultdict(list)
    for item in items:
        found[item.operation].append(item)
    return tuple(
        Exercised(
            operation=operation,
            requests=sum(item.requests for item in same),
            parameters=tuple(sorted({name for item in same for name in item.parameters})),
            media_types=tuple(sorted({name for item in same for name in item.media_types})),
            statuses=tuple(sorted({status for item in same for status in item.statuses})),
            fields=tuple(sorted({name for item in same for name in item.fields})),
        )
        for operation, same in found.items()
    )
