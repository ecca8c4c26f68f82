"""The result as a page of Markdown that fits the job summary of GitHub and GitLab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dataops_conformance.report import gaps, groups
from dataops_conformance.report.causes import Cause, causes
from dataops_conformance.report.marking import block, code, plain, prose, table
from dataops_conformance.report.rerun import rerun_command
from dataops_conformance.result import CheckResult, Result, Status, Verdict

SYMBOLS: Final[dict[Status | Verdict, str]] = {
    "pass": "✅", "fail": "❌", "error": "‼️", "warn": "⚠️", "blocked": "⛔", "not tested": "⚪", "waived": "☑️",
    "conforms": "✅", "violates": "❌", "inconclusive": "❔",
}  # fmt: skip
_CAUSES_SHOWN = 20
_NAMES_SHOWN = 8
_REASONS_SHOWN = 10
_BODY_SHOWN = 1_000


def render(result: Result) -> str:
    """Return the page: the verdict, counts, failures by cause with the request to send again, and what was left out."""
    return "\n\n".join(_parts(result)) + "\n"


def _parts(result: Result) -> Iterator[str]:
    manifest = result.manifest
    yield f"# {SYMBOLS[result.verdict]} {result.verdict}: conformance of {code(manifest.base_url)}"
    yield "\n".join(f"- {plain(reason)}" for reason in result.reasons) or "- no reason was given"
    yield (
        f"Profile **{manifest.profile}**{_only(result)}, seed {manifest.seed}, "
        f"contract {plain(manifest.contract_version)}, suite {plain(manifest.suite_version)}. {_budget(result)}"
    )
    yield from _counts(result)
    found = causes(result)
    yield from _causes("Failures by cause", [cause for cause in found if cause.status != "warn"], result)
    yield from _causes("Warnings by cause", [cause for cause in found if cause.status == "warn"], result)
    yield from _waivers(result)
    yield from _left_out(result)
    yield from _bullets("Left behind", (f"{item.kind} {item.path}: {item.reason}" for item in result.leftovers))
    yield from _bullets("Notes", result.notes)
    yield f"Run it again:\n\n{block(rerun_command(manifest, *manifest.only), 'console')}"


def _only(result: Result) -> str:
    return f", only {plain(', '.join(result.manifest.only))}" if result.manifest.only else ""


def _budget(result: Result) -> str:
    budget = result.budget
    spent = f"{budget.spent} requests" if budget.limit is None else f"{budget.spent} of {budget.limit} requests"
    quota = f", and {budget.quota_requests} on the quota" if budget.quota_requests else ""
    return f"{spent} spent{quota}; waited {budget.waits_s:.1f} s."


def _counts(result: Result) -> Iterator[str]:
    statuses: list[Status] = [
        status for status in groups.STATUSES if result.count(status) or status in {"pass", "fail"}
    ]
    rows = [
        [area, *(str(count[status]) if count[status] else "-" for status in statuses)]
        for area, count in groups.by_area(result).items()
    ]
    total = groups.counts(result.checks)
    rows.append(["all", *(str(total[status]) for status in statuses)])
    yield table(["area", *(f"{SYMBOLS[status]} {status}" for status in statuses)], rows)
    coverage = groups.coverage(result)
    yield (
        f"Tried {coverage.requirements_tried} of {coverage.requirements} requirements "
        f"on {coverage.operations_tried} of {coverage.operations} operations."
    )


def _causes(title: str, found: list[Cause], result: Result) -> Iterator[str]:
    if not found:
        return
    yield f"## {title}"
    for cause in found[:_CAUSES_SHOWN]:
        yield from _cause(cause, result)
    if len(found) > _CAUSES_SHOWN:
        yield f"… and {len(found) - _CAUSES_SHOWN} more causes; see report.html."


def _cause(cause: Cause, result: Result) -> Iterator[str]:
    titles = {requirement.id: requirement for requirement in result.requirements}
    yield f"### {SYMBOLS[cause.status]} {plain(cause.summary)}"
    broken = [
        f"- **{id_}** {titles[id_].level}: {prose(titles[id_].title)} ({plain(titles[id_].source)})"
        for id_ in cause.requirements
        if id_ in titles
    ]
    blocked = [f"- blocked by it: {_listed(check.name for check in cause.blocked)}"] if cause.blocked else []
    yield "\n".join([*broken, f"- on {_listed(cause.operations)}", *blocked])
    yield _example(cause.checks[0], result)


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = len(found) - _NAMES_SHOWN
    return ", ".join(map(code, found[:_NAMES_SHOWN])) + (f" and {more} more" if more > 0 else "")


def _example(check: CheckResult, result: Result) -> str:
    parts = [f"<details><summary>{plain(check.name)}</summary>"]
    for finding in check.findings[:1]:
        parts.append(f"- expected: {code(finding.expected[:_BODY_SHOWN])}\n- seen: {code(finding.seen[:_BODY_SHOWN])}")
        for exchange in finding.exchanges:
            parts += [f"Answered {exchange.status}:", block(exchange.curl[: 4 * _BODY_SHOWN], "bash")]
    parts += ["Try it again:", block(rerun_command(result.manifest, check.name), "console"), "</details>"]
    return "\n\n".join(parts)


def _waivers(result: Result) -> Iterator[str]:
    if not result.waivers:
        return
    yield "## Waivers"
    yield table(
        ["waiver", "state", "owner", "until", "reason"],
        [
            [code(use.name), _state(use.state, len(use.waives)), plain(use.owner), use.expires, plain(use.reason)]
            for use in result.waivers
        ],
    )
    yield from _bullets(None, (use.problem for use in result.waivers if use.problem is not None))


def _state(state: str, waived: int) -> str:
    return f"{state}, waives {waived}" if waived else state


def _left_out(result: Result) -> Iterator[str]:
    found = groups.untested(result)
    if not found:
        return
    lines = [f"- {len(group.checks)} {group.status}: {plain(_told(group, result))}" for group in found[:_REASONS_SHOWN]]
    if others := found[_REASONS_SHOWN:]:
        lines.append(f"- {sum(len(group.checks) for group in others)} for {len(others)} more reasons; see report.html.")
    if thin := gaps.thinly_tried(result):
        lines.append(f"- thinly tried, for the budget: {plain(', '.join(map(str, thin[:_NAMES_SHOWN])))}")
    count = sum(len(group.checks) for group in found)
    yield f"<details><summary>Not tested: {count} checks</summary>\n\n" + "\n".join(lines) + "\n\n</details>"


def _told(group: groups.ReasonGroup, result: Result) -> str:
    if group.is_budget:
        return f"beyond the budget; --max-requests {result.budget.wanted} is enough for all"
    return f"{group.label}: {group.reason}"


def _bullets(title: str | None, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {plain(item)}" for item in items]
    if lines:
        yield "\n".join([f"## {title}\n", *lines] if title else lines)
