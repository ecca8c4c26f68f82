"""The findings as SARIF 2.1.0, which code hosts show beside the source: the contract's files and lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from dataops_spec import Place

from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.report.rerun import rerun_command
from dataops_conformance.result import CheckResult, ExchangeRecord, Level, RequirementInfo, Result, Status, WaiverUse
from dataops_conformance.text import visible
from dataops_conformance.verdict import EXIT_STATUS

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "SRCROOT"
_LEVELS: Final[Mapping[Level, str]] = {"MUST": "error", "SHOULD": "warning", "MAY": "note"}
_TOLD: Final[frozenset[Status]] = frozenset({"fail", "warn", "waived"})
# Where the contract is no more what it was in the run, its first file stands for what cannot be placed.
_NOWHERE: Final = Place("spec/openapi.yaml", 1)


def render(result: Result, places: Mapping[str, Place]) -> str:
    """Return the log: a result for each broken check, at the place of its operation and of its requirement.

    `places` maps operationIds and requirement ids to where they stand in the contract's source. An accepted violation
    is a suppressed result; what broke in the suite itself is a notification.
    """
    run: JsonObject = {
        "tool": {"driver": _driver(result, places)},
        "automationDetails": {"id": f"dataops-conformance/{result.manifest.profile}/{result.manifest.run_id}"},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that holds the contract's folder, spec."}}},
        "invocations": [_invocation(result)],
        "results": _results(result, places),
        "columnKind": "utf16CodeUnits",
        "properties": {"verdict": result.verdict, "reasons": list(result.reasons)},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _driver(result: Result, places: Mapping[str, Place]) -> JsonObject:
    return {
        "name": "dataops-conformance",
        "version": result.manifest.suite_version,
        "semanticVersion": result.manifest.suite_version,
        "rules": [_rule(requirement, places) for requirement in result.requirements],
    }


def _rule(requirement: RequirementInfo, places: Mapping[str, Place]) -> JsonObject:
    place = places.get(requirement.id, _NOWHERE)
    return {
        "id": requirement.id,
        "name": "".join(word.capitalize() for word in requirement.title.split() if word.isalnum()),
        "shortDescription": {"text": requirement.title},
        "fullDescription": {"text": requirement.statement},
        "help": {
            "text": f"{requirement.statement} Source: {requirement.source}. See `dataops-conformance explain "
            f"{requirement.id}`."
        },
        "defaultConfiguration": {"level": _LEVELS[requirement.level]},
        "properties": {
            "tags": ["conformance", requirement.area, requirement.level],
            "source": requirement.source,
            "place": f"{place.file}:{place.line}",
        },
    }


def _invocation(result: Result) -> JsonObject:
    manifest = result.manifest
    notifications: list[JsonValue] = [
        {
            "level": "error",
            "message": {"text": visible(f"{check.name}: {_message(check)}")},
            "associatedRule": {"id": check.requirement},
        }
        for check in result.checks
        if check.status == "error"
    ]
    return {
        "executionSuccessful": result.verdict != "inconclusive",
        "exitCode": EXIT_STATUS[result.verdict],
        "startTimeUtc": _utc(manifest.started_at),
        "endTimeUtc": _utc(manifest.finished_at),
        "commandLine": rerun_command(manifest, *manifest.only),
        "toolExecutionNotifications": notifications,
    }


def _utc(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _results(result: Result, places: Mapping[str, Place]) -> list[JsonValue]:
    indexes = {requirement.id: index for index, requirement in enumerate(result.requirements)}
    waivers = {name: waiver for waiver in result.waivers for name in waiver.waives}
    return [
        _result(check, indexes.get(check.requirement), waivers.get(check.name), places)
        for check in result.checks
        if check.status in _TOLD
    ]


def _result(check: CheckResult, index: int | None, waiver: WaiverUse | None, places: Mapping[str, Place]) -> JsonObject:
    own, rule = places.get(check.operation), places.get(check.requirement, _NOWHERE)
    found: JsonObject = {
        "ruleId": check.requirement,
        "kind": "fail",
        "level": _LEVELS[check.level],
        "message": {"text": visible(f"{check.operation}: {_message(check)}")},
        "locations": [_location(own or rule, check.operation)],
        "partialFingerprints": {"check/v1": check.name},
        "properties": _properties(check),
    }
    if index is not None:
        found["ruleIndex"] = index
    if own is not None:
        found["relatedLocations"] = [{**_location(rule, check.requirement), "id": 1}]
    if check.status == "waived":
        found["suppressions"] = [_suppression(check, waiver)]
    exchange = check.findings[0].exchanges[-1] if check.findings and check.findings[0].exchanges else None
    if exchange is not None:
        found["webRequest"], found["webResponse"] = _web_request(exchange), _web_response(exchange)
    return found


def _message(check: CheckResult) -> str:
    if not check.findings:
        return check.reason or "no reason was given"
    return "; ".join(f"{item.summary} Expected: {item.expected}. Seen: {item.seen}." for item in check.findings)


def _location(place: Place, name: str) -> JsonObject:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": place.file, "uriBaseId": _ROOT},
            "region": {"startLine": place.line},
        },
        "logicalLocations": [{"name": name, "fullyQualifiedName": name}],
        "message": {"text": name},
    }


def _suppression(check: CheckResult, waiver: WaiverUse | None) -> JsonObject:
    suppression: JsonObject = {"kind": "external", "status": "accepted", "justification": check.reason or ""}
    if waiver is not None:
        suppression["properties"] = {"owner": waiver.owner, "expires": waiver.expires}
    return suppression


def _properties(check: CheckResult) -> JsonObject:
    curls: list[JsonValue] = [exchange.curl for finding in check.findings for exchange in finding.exchanges]
    return {"operation": check.operation, "status": check.status, **({"curl": curls} if curls else {})}


def _web_request(exchange: ExchangeRecord) -> JsonObject:
    request: JsonObject = {
        "protocol": "HTTP",
        "version": "1.1",
        "target": exchange.url,
        "method": exchange.method,
        "headers": _headers(exchange.request_headers),
    }
    if exchange.request_body is not None:
        request["body"] = {"text": visible(exchange.request_body)}
    return request


def _web_response(exchange: ExchangeRecord) -> JsonObject:
    return {
        "protocol": "HTTP",
        "version": "1.1",
        "statusCode": exchange.status,
        "headers": _headers(exchange.response_headers),
        "body": {"text": visible(exchange.response_body)},
    }


def _headers(pairs: tuple[tuple[str, str], ...]) -> JsonObject:
    """Return the headers as an object; one that comes twice has its values joined, as HTTP allows."""
    found: dict[str, str] = {}
    for name, value in pairs:
        found[name] = f"{found[name]}, {visible(value)}" if name in found else visible(value)
    return {**found}
