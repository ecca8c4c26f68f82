"""What a program prints is held against what the mock says, step by step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.languages.verdicts import Json, Line, Seen, complaints_about, lines_of

SEEN = Seen(
    projects=frozenset({1, 6, 30}),
    named={31: {"id": 31, "path_with_namespace": "ada/quick", "description": None, "name": "Quick"}},
    pipelines={
        59: {
            "id": 59,
            "status": "running",
            "source": "trigger",
            "variables": {"_PIPELINE_FILE_NAME": "full-ci.yml", "A": "b"},
        }
    },
    unauthorized="401 Unauthorized",
    retry_after=3590,
    elapsed=8.0,
    unknown="sucess",
    closed="publik",
)
RIGHT: dict[str, dict[str, Json]] = {
    "list": {"step": "list", "pages": 2, "count": 3, "ids": [30, 6, 1]},
    "create": {"step": "create", "id": 31, "path": "ada/quick"},
    "trigger": {"step": "trigger", "id": 59, "status": "pending", "source": "trigger"},
    "unauthorized": {"step": "unauthorized", "status": 401, "message": "401 Unauthorized"},
    "limited": {"step": "limited", "status": 429, "retry_after": 3598},
    "null": {"step": "null", "field": "description", "value": None},
    "unknown": {"step": "unknown", "value": "sucess"},
    "closed": {"step": "closed", "value": "publik"},
}


def _with(step: str, **fields: Json) -> list[Line]:
    return [{**line, **fields} if name == step else line for name, line in RIGHT.items()]


def test_what_the_mock_says_too_is_right() -> None:
    assert complaints_about(list(RIGHT.values()), SEEN, ()) == []


@pytest.mark.parametrize(
    ("step", "fields", "complaint"),
    [
        ("list", {"pages": 1}, "`pages` is 1; the mock says 2"),
        ("list", {"pages": 3}, "`pages` is 3; the mock says 2"),
        ("list", {"pages": None}, "`pages` is None; the mock says 2"),
        ("list", {"count": 2}, "`count` is 2 of 3 ids"),
        ("list", {"ids": [30, 6, 6]}, "`ids` is [30, 6, 6]; the mock says [1, 30, 6]"),
        ("list", {"ids": "1,6,30"}, "`ids` is no list but '1,6,30'"),
        ("create", {"id": 30}, "no project 30 bears the name; the mock has [31]"),
        ("create", {"path": "quick"}, "`path` is 'quick'; the mock says 'ada/quick'"),
        ("trigger", {"id": 58}, "no new pipeline 58; the mock has [59]"),
        ("trigger", {"status": "success"}, "`status` is 'success'; the mock says 'running'"),
        ("trigger", {"source": "api"}, "`source` is 'api'; the mock says 'trigger'"),
        ("unauthorized", {"status": "401"}, "`status` is '401'; the mock says 401"),
        ("unauthorized", {"message": None}, "`message` is None; the mock says '401 Unauthorized'"),
        ("limited", {"status": 503}, "`status` is 503; the mock says 429"),
        ("limited", {"retry_after": "3598"}, "`retry_after` is no number but '3598'"),
        ("limited", {"retry_after": 3600}, "`retry_after` is 3600; 8 s after the start the mock tells 3590"),
        ("limited", {"retry_after": 60}, "`retry_after` is 60; 8 s after the start the mock tells 3590"),
        ("null", {"value": ""}, "`value` is '', not null"),
        ("null", {"field": "name"}, "`field` is 'name', which is no null field of the new project"),
        ("unknown", {"value": "success"}, "`value` is 'success'; the mock says 'sucess'"),
        ("closed", {"value": "public"}, "`value` is 'public'; the mock says 'publik'"),
        ("create", {"error": "boom"}, "it failed: boom"),
    ],
)
def test_what_the_mock_does_not_say_is_a_complaint(step: str, fields: dict[str, Json], complaint: str) -> None:
    assert complaints_about(_with(step, **fields), SEEN, ()) == [f"{step}: {complaint}"]


def test_a_pipeline_without_the_file_variable_is_a_complaint() -> None:
    pipelines = {59: {**SEEN.pipelines[59], "variables": {"A": "b", "B": "c"}}}
    seen = replace(SEEN, pipelines=pipelines)
    assert complaints_about(list(RIGHT.values()), seen, ()) == [
        "trigger: the pipeline's variables are {'A': 'b', 'B': 'c'}; _PIPELINE_FILE_NAME=full-ci.yml and another are wanted"
    ]


def test_a_quota_that_is_not_used_up_is_a_complaint() -> None:
    seen = replace(SEEN, retry_after=None)
    assert complaints_about(list(RIGHT.values()), seen, ()) == [
        "limited: the mock serves the user of DATAOPS_QUOTA_TOKEN, whose quota was to be used up"
    ]


def test_a_list_of_one_page_shows_nothing() -> None:
    lines = _with("list", pages=1, count=2, ids=[1, 6])
    assert complaints_about(lines, replace(SEEN, projects=frozenset({1, 6})), ()) == [
        "list: the group has 2 projects, too few for two pages"
    ]


def test_a_missing_step_is_a_complaint() -> None:
    assert complaints_about([RIGHT["list"], RIGHT["null"]], SEEN, ()) == [
        "the steps are list, null; they must be list, create, trigger, unauthorized, limited, null, unknown, closed"
    ]


def test_a_step_that_is_known_to_fail_may_fail() -> None:
    assert complaints_about(_with("unknown", error="no such state"), SEEN, ("unknown",)) == []


def test_a_step_that_is_known_to_fail_and_works_is_a_complaint() -> None:
    assert complaints_about(list(RIGHT.values()), SEEN, ("unknown",)) == [
        'unknown: it works: {"step": "unknown", "value": "sucess"}; take it out of `fails` in language.toml'
    ]


def test_lines_that_are_no_steps_are_complaints() -> None:
    assert lines_of('{"step": "list"}\nhello\n[1]\n{"stop": 1}\n') == (
        [{"step": "list"}],
        ["a line is no JSON: hello", "a line has no `step`: [1]", 'a line has no `step`: {"stop": 1}'],
    )
