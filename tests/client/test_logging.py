"""What is written to the logger `dataops_api`: one record for each thing that happens, with its facts as attributes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping

from dataops_api import DataOps, Handler, Request, Response
from dataops_api._credentials import Redactor
from dataops_api._logging import Log
from dataops_api.errors import BrokenResponseError

from tests.client.sick import CANARY, logged
from tests.patience import PATIENCE

FACTS = ("method", "route", "operation", "attempt", "status", "request_id", "reason")


def facts(record: logging.LogRecord) -> dict[str, object]:
    return {name: vars(record)[name] for name in FACTS if name in vars(record)}


def run(*answers: tuple[int, Mapping[str, str]] | None, level: int = logging.DEBUG) -> list[logging.LogRecord]:
    """Return what is logged of a call that is answered so; `None` is no answer."""
    left = list(answers)

    def script(request: Request, send: Handler) -> Response:
        item = left.pop(0)
        if item is None:
            raise BrokenResponseError(f"broke off after {CANARY}")
        return Response(item[0], item[1], b'{"version": "1", "revision": "a"}', request.url)

    with logged(level=level) as records, DataOps("https://a.example/api/v4", token=CANARY, hooks=[script]) as api:
        api.version.get()
    return records


def test_an_answer_is_a_record() -> None:
    (record,) = run((200, {"X-Request-Id": "r-1"}))

    assert (record.name, record.levelno) == ("dataops_api", logging.DEBUG)
    assert facts(record) == {
        "method": "GET",
        "route": "/version",
        "operation": "get_version",
        "attempt": 1,
        "status": 200,
        "request_id": "r-1",
    }
    assert 0.0 <= vars(record)["seconds"] < PATIENCE
    assert record.getMessage().startswith("GET /version: 200 in ")
    assert record.getMessage().endswith(" ms (attempt 1, request id r-1)")


def test_a_failure_and_a_wait_are_records_of_their_own() -> None:
    failure, wait, success = run(None, (200, {}))

    assert [record.levelno for record in (failure, wait, success)] == [logging.DEBUG, logging.INFO, logging.DEBUG]
    common = {"method": "GET", "route": "/version", "operation": "get_version"}
    assert facts(failure) == {**common, "attempt": 1, "reason": "broke off after <redacted>"}
    assert facts(wait) == {**common, "attempt": 1, "reason": "BrokenResponseError"}
    assert facts(success) == {**common, "attempt": 2, "status": 200, "request_id": ""}
    assert 0.0 <= vars(wait)["seconds"] <= 0.5


def test_a_wait_for_the_quota_and_one_for_a_429_are_told_apart() -> None:
    records = run((429, {"Retry-After": "0"}), (503, {}), (200, {}), level=logging.INFO)

    assert [facts(record)["reason"] for record in records] == ["a 429", "a 503"]
    assert [facts(record)["attempt"] for record in records] == [1, 2]
    assert {record.levelno for record in records} == {logging.INFO}


def test_a_wait_before_the_first_attempt_is_told() -> None:
    wait = Request("GET", "https://a.example/api/v4/things", {}, attempt=0)

    with logged() as records:
        Log(Redactor([])).waits(wait, 12.34, "the quota")

    assert [record.getMessage() for record in records] == [
        "GET : waits 12.3 s for the quota (before the first attempt)"
    ]


def test_a_token_in_a_request_id_is_not_logged() -> None:
    (record,) = run((200, {"X-Request-Id": f"id-{CANARY}"}))

    assert facts(record)["request_id"] == "id-<redacted>"
    assert CANARY not in record.getMessage()


def test_the_path_and_the_query_are_not_logged() -> None:
    def reply(request: Request, send: Handler) -> Response:
        return Response(200, {}, b"{}", request.url)

    with logged() as records, DataOps("https://a.example/api/v4", token=CANARY, hooks=[reply]) as api:
        api.request("GET", "/things", query={"search": "my-secret"})

    assert [record.getMessage().partition(" in ")[0] for record in records] == ["GET /things: 200"]
    assert "my-secret" not in str([vars(record) for record in records])


def test_without_a_reader_nothing_is_written() -> None:
    assert run((200, {}), level=logging.WARNING) == []


def test_the_library_adds_no_handler_and_no_level() -> None:
    logger = logging.getLogger("dataops_api")

    assert (logger.handlers, logger.level, logger.propagate) == ([], logging.NOTSET, True)


def test_records_of_threads_are_whole() -> None:
    def reply(request: Request, send: Handler) -> Response:
        return Response(200, {"X-Request-Id": request.headers["X-Own"]}, b"{}", request.url)

    with logged() as records, DataOps("https://a.example/api/v4", token=CANARY, hooks=[reply]) as api:
        threads = [
            threading.Thread(target=api.request, args=("GET", "/x"), kwargs={"headers": {"X-Own": f"r-{number}"}})
            for number in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)

    assert sorted(str(facts(record)["request_id"]) for record in records) == [f"r-{number}" for number in range(8)]
