"""Settings that the server does not know are told by the variable."""

from __future__ import annotations

from dataops_conformance.exchange import Credential
from dataops_conformance.mistaken import mistaken
from dataops_conformance.result import ExchangeRecord

from tests.conformance.fake_server import BASE_URL, fake_settings

OTHER = "DATAOPS_OTHER_TOKEN"
CREDENTIALS = {name: Credential(name, f"secret-of-{name}") for name in ("DATAOPS_TOKEN", OTHER)}
SETTINGS = fake_settings(project="no/such", group="7", credentials=CREDENTIALS)


def asked(path: str, status: int, credential: str = "DATAOPS_TOKEN", header: str = "PRIVATE-TOKEN") -> ExchangeRecord:
    headers = ((header, f"${credential}"),)
    return ExchangeRecord(1, None, "GET", f"{BASE_URL}{path}", credential, headers, None, status, (), "", 0.0, "")


def test_a_project_and_a_group_that_are_not_there_are_told() -> None:
    seen = [asked("/projects/no%2Fsuch/jobs?scope=x", 404), asked("/projects/no%2Fsuch/jobs", 404)]
    assert list(mistaken(SETTINGS, [*seen, asked("/groups/7", 404)])) == [
        "DATAOPS_PROJECT names no/such, and what the run asked of it was answered 404; name one that exists.",
        "DATAOPS_GROUP names 7, and what the run asked of it was answered 404; name one that exists.",
    ]


def test_one_thing_that_is_missing_in_a_project_says_nothing_of_the_project() -> None:
    assert list(mistaken(SETTINGS, [asked("/projects/no%2Fsuch/jobs", 404), asked("/groups/77", 404)])) == []
    found = [asked("/projects/no%2Fsuch/jobs", 404), asked("/projects/no%2Fsuch", 200), asked("/groups/7/x", 404)]
    assert list(mistaken(SETTINGS, found)) == []


def test_another_user_may_not_see_the_project_and_that_is_no_mistake() -> None:
    assert list(mistaken(SETTINGS, [asked("/projects/no%2Fsuch", 404, OTHER)])) == []


def test_a_token_that_is_refused_each_time_is_told() -> None:
    refused = asked("/user", 401, OTHER)
    told = f"{OTHER} was answered 401 whenever it was used; check that it is whole and still valid."
    assert list(mistaken(SETTINGS, [refused])) == [told]
    assert list(mistaken(SETTINGS, [refused, asked("/user", 200, OTHER)])) == []
    assert list(mistaken(SETTINGS, [asked("/user", 401, OTHER, "Job-Token")])) == []
