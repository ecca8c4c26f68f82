"""JUnit XML as Jenkins and GitLab take it: one test case per check, its class name the area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Final, cast
from xml.etree import ElementTree as ET

from dataops_conformance.report.groups import counts
from dataops_conformance.report.rerun import rerun_command
from dataops_conformance.result import CheckResult, Finding, RequirementInfo, Result, Status
from dataops_conformance.text import visible

_SKIPPED: Final[frozenset[Status]] = frozenset({"not tested", "blocked", "waived"})


def render(result: Result) -> str:
    """Return the document; hidden characters, which XML cannot hold, are written as their code points."""
    root = ET.Element("testsuites", {"name": "dataops-conformance"})
    suite = ET.SubElement(root, "testsuite", _suite_attributes(result))
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(result):
        ET.SubElement(properties, "property", {"name": name, "value": visible(value)})
    requirements = {requirement.id: requirement for requirement in result.requirements}
    for check in result.checks:
        suite.append(_case(check, requirements.get(check.requirement), result))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite_attributes(result: Result) -> dict[str, str]:
    count = counts(result.checks)
    return {
        "name": "dataops-conformance",
        "tests": str(len(result.checks)),
        "failures": str(count["fail"]),
        "errors": str(count["error"]),
        "skipped": str(sum(count[status] for status in _SKIPPED)),
        "time": _seconds(sum(check.duration_s for check in result.checks)),
        # Readers of the format take no zone: the time is UTC.
        "timestamp": datetime.fromisoformat(result.manifest.started_at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
    }


def _properties(result: Result) -> Iterable[tuple[str, str]]:
    for field in fields(result.manifest):
        value = cast("tuple[str | tuple[str, str], ...] | str | int | None", getattr(result.manifest, field.name))
        if value is None:
            continue
        texts = (
            [item if isinstance(item, str) else " ".join(item) for item in value] if isinstance(value, tuple) else []
        )
        yield field.name, ", ".join(texts) if isinstance(value, tuple) else str(value)
    yield "verdict", result.verdict
    yield "reasons", " ".join(result.reasons)
    yield "requests", str(result.budget.spent)


def _case(check: CheckResult, requirement: RequirementInfo | None, result: Result) -> ET.Element:
    attributes = {"name": visible(check.name), "classname": check.area, "time": _seconds(check.duration_s)}
    case = ET.Element("testcase", attributes)
    statement = f"{requirement.statement}\nSource: {requirement.source}\n" if requirement else ""
    text = visible(f"{statement}{_findings(check)}\nRun again: {rerun_command(result.manifest, check.name)}\n")
    if check.status in {"fail", "error"}:
        tag = "failure" if check.status == "fail" else "error"
        problem = ET.SubElement(case, tag, {"message": _message(check), "type": check.requirement})
        problem.text = text
    elif check.status in _SKIPPED:
        # Of a waived check its waiver is told as well: why, whose, until when.
        why = f"{visible(check.reason)}: " if check.status == "waived" and check.reason else ""
        ET.SubElement(case, "skipped", {"message": f"{check.status}: {why}{_message(check)}"})
    elif check.status == "warn":
        ET.SubElement(case, "system-out").text = f"Warning: {_message(check)}\n{text}"
    return case


def _message(check: CheckResult) -> str:
    summaries = [finding.summary for finding in check.findings]
    return visible("; ".join(summaries) or check.reason or "no reason was given")


def _findings(check: CheckResult) -> str:
    return "\n".join(_finding(finding) for finding in check.findings) or (check.reason or "")


def _finding(finding: Finding) -> str:
    lines = [finding.summary, f"Expected: {finding.expected}", f"Seen:     {finding.seen}"]
    for exchange in finding.exchanges:
        lines += [f"# answered {exchange.status}", exchange.curl]
    return "\n".join(lines)


def _seconds(value: float) -> str:
    return f"{value:.3f}"
