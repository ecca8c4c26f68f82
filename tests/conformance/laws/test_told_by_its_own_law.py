"""Faults of the mock that a law is easily misled by: its own law tells each, and tells nothing of a mock without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.laws import all_universals
from dataops_spec import Operation

from tests.conformance.laws.fakes import contract, outcome
from tests.conformance.laws.served import Served

# The fault, and the check that tells it.
TOLD = [
    ("bad-token-as-anonymous", "AUTH-03", "list_namespaces"),
    ("expired-token-as-bearer", "AUTH-10", "get_current_user"),
    ("allowlist-read-backwards", "AUTH-18", "list_branches"),
    ("fork-open", "AUTH-21", "get_job_token_scope"),
    ("multipart-objects-merged", "BODY-06", "create_pipeline"),
    ("malformed-project-as-empty", "BODY-09", "update_project"),
    ("first-missing-field-named", "BODY-11", "create_group"),
    ("branch-regex-ignored", "PAGE-22", "list_branches"),
    ("group-created-without-description", "RES-01", "create_group"),
    ("by-path-without-description", "RES-10", "get_project"),
    ("listed-branch-not-default", "RES-19", "list_branches"),
    ("job-status-misspelt", "RES-19", "list_project_jobs"),
    ("retry-changes-nothing", "RES-26", "retry_pipeline"),
    ("token-field-unchecked", "BODY-12", "create_project_access_token"),
    ("fork-told-by-another-id", "SPEC-07", "fork_project"),
    ("raw-variable-refused", "SPEC-05", "create_project_variable"),
]
# Requests of these laws that no other brings about alone.
BEFORE = {
    "RES-19": (("PAGE-01", "list_project_jobs"),),
    "SPEC-05": (("BODY-02", "create_project_variable"),),
    "RES-10": (("RES-05", "update_project"), ("SPEC-07", "create_project")),
}
# A list, what refuses one of its valid requests, and the law that sends it.
REFUSED = [("group-ascending-refused", "list_groups"), ("job-scope-refused", "list_project_jobs")]
FAILED = [
    ("empty-search-fails", "PAGE-10", "list_users"),
    ("nul-in-search-fails", "ERR-04", "get_branch"),
    ("null-description-fails", "RES-01", "create_project_variable"),
    ("unicode-branch-search-fails", "RES-08", "create_branch"),
]


@pytest.fixture
def spoilt(request: pytest.FixtureRequest) -> Iterator[Served]:
    served = Served(request.param)
    yield served
    served.close()


def tried(served: Served, requirement: str, operation: str) -> str:
    """Try a check after those that bring its requests about."""
    run = served.context()
    for earlier in BEFORE.get(requirement, ()):
        outcome(*earlier, run)
    return outcome(requirement, operation, run)


@pytest.mark.parametrize(("spoilt", "requirement", "operation"), TOLD, indirect=["spoilt"])
def test_a_fault_is_told_by_the_law_of_its_rule(
    spoilt: Served, server: Served, requirement: str, operation: str
) -> None:
    assert tried(spoilt, requirement, operation) == "violated"
    assert tried(server, requirement, operation) == "kept"


@pytest.mark.parametrize(("spoilt", "operation"), REFUSED, indirect=["spoilt"])
def test_a_valid_request_that_another_law_was_refused_is_sent_again_and_told(
    spoilt: Served, server: Served, operation: str
) -> None:
    for served, end in ((spoilt, "violated"), (server, "kept")):
        run = served.context()
        outcome("PAGE-22", operation, run)
        assert outcome("SPEC-05", operation, run) == end


def test_a_fork_that_another_law_asked_for_first_holds_the_file_of_its_parent(server: Served) -> None:
    run = server.context()
    assert [outcome(*each, run) for each in (("AUTH-21", "get_job_token_scope"), ("RES-27", "fork_project"))] == [
        "kept",
        "kept",
    ]


def answers(run: Context) -> set[int]:
    """Collect the statuses of all that a run is answered from now on."""
    seen: set[int] = set()

    def note(exchange: Exchange, operation: Operation | None) -> None:
        del operation
        seen.add(exchange.response.status)

    run.observers.append(note)
    return seen


@pytest.mark.parametrize(("spoilt", "requirement", "operation"), FAILED, indirect=["spoilt"])
def test_what_makes_a_server_fail_is_among_what_a_law_sends(
    spoilt: Served, server: Served, requirement: str, operation: str
) -> None:
    for served, fails in ((spoilt, True), (server, False)):
        run = served.context()
        seen = answers(run)
        outcome(requirement, operation, run)
        assert any(status >= 500 for status in seen) is fails


def test_a_number_in_place_of_a_time_is_no_time() -> None:
    served = Served("job-started-as-number")
    run = served.context()
    law = next(law for law in all_universals() if law.requirement == "RES-15")
    operation = contract().operation("list_pipeline_jobs")
    job = run.sandbox.finished_job()
    pipeline = job.data["pipeline"]
    assert isinstance(pipeline, dict)
    exchange = run.send(operation, path={"id": job.values["id"], "pipeline_id": str(pipeline["id"])})
    served.close()
    assert [violation.summary for violation in law.function(exchange, operation, run)] == [
        "A time is not an ISO 8601 date and time with a zone."
    ]
