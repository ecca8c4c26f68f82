"""The exchanges of a run as an HTTP Archive (HAR 1.2), which browsers and proxies open."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.result import ExchangeRecord, Result

_UNKNOWN = -1
_HTTP = "HTTP/1.1"
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


def render(result: Result) -> str:
    """Return the archive: the exchanges that the result holds, those that show a failure among them, in their order.

    Secrets are variables (`$DATAOPS_TOKEN`) and long bodies are cut, as in the result itself. What HAR has no name for
    begins with an underscore: the operation, the credential, and the checks that an exchange speaks against.
    """
    shown = _shown_by(result)
    entries: list[JsonValue] = [
        _entry(exchange, shown.get(key, ()), result.manifest.started_at) for key, exchange in _exchanges(result)
    ]
    log: JsonObject = {
        "version": "1.2",
        "creator": {"name": "dataops-conformance", "version": result.manifest.suite_version},
        "entries": entries,
        "comment": f"{result.manifest.base_url}, profile {result.manifest.profile}: {result.verdict}",
    }
    return json.dumps({"log": log}, indent=1) + "\n"


def _key(exchange: ExchangeRecord) -> str:
    """Return what tells exchanges apart, also those of shards, which each count from 1."""
    return f"{exchange.started_at} {exchange.number:06} {exchange.method} {exchange.url}"


def _exchanges(result: Result) -> list[tuple[str, ExchangeRecord]]:
    found = {_key(exchange): exchange for exchange in result.exchanges}
    # Those of findings hold more of their bodies.
    for check in result.checks:
        for finding in check.findings:
            found.update((_key(exchange), exchange) for exchange in finding.exchanges)
    return sorted(found.items(), key=lambda item: (item[1].started_at or "", item[1].number))


def _shown_by(result: Result) -> Mapping[str, Sequence[str]]:
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for check in result.checks:
        for finding in check.findings:
            for exchange in finding.exchanges:
                shown[_key(exchange)].append(check.name)
    return shown


def _entry(exchange: ExchangeRecord, checks: Sequence[str], start: str) -> JsonObject:
    entry: JsonObject = {
        # The format wants a time; documents of version 1.0 have only that of the run.
        "startedDateTime": datetime.fromisoformat(exchange.started_at or start).isoformat(timespec="milliseconds"),
        "time": exchange.elapsed_ms,
        "request": _request(exchange),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": exchange.elapsed_ms, "receive": 0},
        "_number": exchange.number,
        "_operation": exchange.operation,
        "_credential": exchange.credential,
    }
    if checks:
        entry["comment"] = f"shows {', '.join(checks)}"
        entry["_checks"] = list(checks)
    return entry


def _request(exchange: ExchangeRecord) -> JsonObject:
    query = parse_qsl(urlsplit(exchange.url).query, keep_blank_values=True)
    request: JsonObject = {
        "method": exchange.method,
        "url": exchange.url,
        "httpVersion": _HTTP,
        "cookies": [],
        "headers": _pairs(exchange.request_headers),
        "queryString": _pairs(query),
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN if exchange.request_body else 0,
    }
    if exchange.request_body is not None:
        request["postData"] = {"mimeType": _media_type(exchange.request_headers), "text": exchange.request_body}
    return request


def _response(exchange: ExchangeRecord) -> JsonObject:
    location = next((value for name, value in exchange.response_headers if name.lower() == "location"), "")
    return {
        "status": exchange.status,
        "statusText": _PHRASES.get(exchange.status, ""),
        "httpVersion": _HTTP,
        "cookies": [],
        "headers": _pairs(exchange.response_headers),
        "content": {
            "size": len(exchange.response_body.encode("utf-8", "surrogatepass")),
            "mimeType": _media_type(exchange.response_headers),
            "text": exchange.response_body,
        },
        "redirectURL": location,
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN,
    }


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[JsonValue]:
    return [{"name": name, "value": value} for name, value in pairs]


def _media_type(headers: Sequence[tuple[str, str]]) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), "")
