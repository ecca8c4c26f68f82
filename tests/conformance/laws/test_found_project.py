"""Laws in a project that the run has not made: what that project has of its own is held against no server."""

from __future__ import annotations

import httpx
import pytest

from tests.conformance.laws.fakes import outcome
from tests.conformance.laws.served import Reply, Served, Spoil, body, spoil, status

NO_PROJECT = spoil("POST", "/projects$", status(403, message="403 Forbidden"))
STARTING = ("create_pipeline", "trigger_pipeline")


def there(*flaws: Spoil) -> Spoil:
    """Return what refuses the run a project of its own, and spoils further answers."""

    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        for flaw in (NO_PROJECT, *flaws):
            reply = flaw(request, reply)
        return reply

    return spoilt


@pytest.mark.parametrize("operation", STARTING)
@pytest.mark.parametrize("requirement", ["RES-01", "RES-04", "BODY-01", "BODY-02", "BODY-03"])
def test_a_pipeline_is_started_there_as_in_the_runs_own(server: Served, requirement: str, operation: str) -> None:
    assert outcome(requirement, operation, server.context(there())) == "kept"


@pytest.mark.parametrize("operation", STARTING)
def test_the_suites_pipeline_file_is_not_asked_for_where_it_is_not(server: Served, operation: str) -> None:
    assert outcome("RES-24", operation, server.context(there())) == "not tested"
    assert [request for request in server.requests if "/files/" in request] == []


@pytest.mark.parametrize("operation", STARTING)
@pytest.mark.parametrize("requirement", ["RES-01", "RES-22", "RES-24", "BODY-01", "BODY-02", "BODY-03"])
def test_a_project_without_a_pipeline_file_is_no_fault(server: Served, requirement: str, operation: str) -> None:
    missing = spoil("POST", "/(trigger/)?pipeline$", status(400, message={"base": ["Missing CI config file"]}))
    assert outcome(requirement, operation, server.context(there(missing))) == "not tested"


def test_a_trigger_that_starts_nothing_there_is_not_tried(server: Served) -> None:
    missing = spoil("POST", "/trigger/pipeline$", status(400, message={"base": ["Missing CI config file"]}))
    assert outcome("AUTH-24", "trigger_pipeline", server.context(there(missing))) == "not tested"


@pytest.mark.parametrize(
    "flaw",
    [
        spoil("GET", r"/pipelines\?", body([])),
        spoil("POST", "/play$", status(403, message="403 Forbidden")),
    ],
)
def test_a_schedule_that_runs_nothing_there_is_no_fault(server: Served, flaw: Spoil) -> None:
    assert outcome("RES-25", "play_pipeline_schedule", server.context(there(flaw))) == "not tested"


def test_a_fault_is_still_one_there(server: Served) -> None:
    flaw = spoil("POST", "/play$", status(200, message="200 OK"))
    assert outcome("RES-25", "play_pipeline_schedule", server.context(there(flaw))) == "violated"
    forms = spoil("POST", "/pipeline$", status(400, message="no form"), media_type="multipart/form-data")
    assert outcome("BODY-02", "create_pipeline", server.context(there(forms))) == "violated"
