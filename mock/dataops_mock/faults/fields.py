"""Faults in single fields of what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from dataops_mock.call import JsonValue
from dataops_mock.faults.fault import Apply, Fault, json_of, on_answer, on_field, without_field
from dataops_mock.faults.strike import struck
from dataops_mock.rules import Answer, Exchange


def _zoneless(value: JsonValue) -> JsonValue:
    return value.removesuffix("Z") if isinstance(value, str) else value


def _spaced(value: JsonValue) -> JsonValue:
    return value.replace("T", " ").replace("Z", " UTC") if isinstance(value, str) else value


def _unix(value: JsonValue) -> JsonValue:
    return int(datetime.fromisoformat(value).timestamp()) if isinstance(value, str) else value


def _within(name: str, change: Callable[[JsonValue], JsonValue]) -> Callable[[JsonValue], JsonValue]:
    """Change a field of an object."""

    def changed(value: JsonValue) -> JsonValue:
        return {**value, name: change(value[name])} if isinstance(value, Mapping) and name in value else value

    return changed


def _left_out(name: str) -> Callable[[JsonValue], JsonValue]:
    """Leave a field out of an object."""
    return lambda value: (
        {key: item for key, item in value.items() if key != name} if isinstance(value, Mapping) else value
    )


def _as_text(value: JsonValue) -> JsonValue:
    return str(value).lower()


def _role_name(value: JsonValue) -> JsonValue:
    names = {10: "guest", 20: "reporter", 30: "developer", 40: "maintainer", 50: "owner"}
    return names.get(value, "none") if isinstance(value, int) else value


def _misspelt(value: JsonValue) -> JsonValue:
    words = {
        "private": "privat", "public": "publik", "running": "run", "canceled": "cancelled", "success": "succeeded",
    }  # fmt: skip
    return words.get(str(value), value)


def _with_status(status: int, was: int) -> Apply:
    """Answer another status in place of one."""
    return on_answer(lambda _, answer: replace(answer, status=status) if answer.status == was else answer)


def _with_type(media_type: str) -> Apply:
    """Answer another content type."""
    return on_answer(lambda _, answer: replace(answer, media_type=media_type))


def _empty_as_204(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, status=204, content=b"", media_type=None) if json_of(answer) == [] else answer


FAULTS: tuple[Fault, ...] = (
    struck("last-used-without-zone", "RES-15", "list_personal_access_tokens",
           "The time at which a token was last used has no zone.", on_field("last_used_at", _zoneless)),
    struck("commit-times-without-zone", "RES-15", "get_branch", "The date of a branch's commit has no zone.",
           on_field("commit", _within("committed_date", _zoneless))),
    struck("schedule-times-spaced", "RES-15", "list_pipeline_schedules",
           "The next run of a listed schedule is no ISO 8601 time.", on_field("next_run_at", _spaced)),
    struck("job-started-as-number", "RES-15", "list_pipeline_jobs", "A job's start is a number of seconds.",
           on_field("started_at", _unix)),
    struck("listed-pipeline-source-differs", "RES-19", "list_pipelines", "A listed pipeline has another source.",
           on_field("source", lambda _: "push")),
    struck("listed-variable-masked", "RES-19", "list_project_variables", "A listed variable's value is masked.",
           on_field("value", lambda _: "[MASKED]")),
    struck("listed-branch-not-default", "RES-19", "list_branches", "No listed branch is the default.",
           on_field("default", lambda _: False)),
    struck("listed-job-stage-differs", "RES-19", "list_project_jobs", "A listed job is of another stage.",
           on_field("stage", lambda _: "test")),
    struck("by-path-without-description", "RES-10", "get_project@by-path",
           "A project addressed by its path has no description.", on_field("description", lambda _: None)),
    struck("created-pipeline-as-202", "SPEC-01", "create_pipeline", "A new pipeline is answered with 202.",
           _with_status(202, 201)),
    struck("missing-branch-as-410", "SPEC-01", "get_branch", "A branch that does not exist gets 410.",
           _with_status(410, 404)),
    struck("empty-list-as-204", "SPEC-01", "list_project_members", "An empty list of members is answered with 204.",
           on_answer(_empty_as_204)),
    struck("trace-as-html", "SPEC-02", "get_job_trace", "A job's log is served as HTML.", _with_type("text/html")),
    struck("members-as-vendor-type", "SPEC-02", "list_project_members", "Members are of a type of the vendor's own.",
           _with_type("application/vnd.dataops.v1+json")),
    struck("listed-commit-without-id", "SPEC-04", "list_branches", "The commit of a listed branch has no id.",
           on_field("commit", _left_out("id"))),
    struck("group-visibility-misspelt", "SPEC-04", "list_groups", "The visibility of a listed group is misspelt.",
           on_field("visibility", _misspelt)),
    struck("access-level-as-name", "SPEC-04", "list_project_members", "The role of a listed member is a name.",
           on_field("access_level", _role_name)),
    struck("variable-flag-as-text", "SPEC-04", "get_project_variable", "Whether a variable is protected is a text.",
           on_field("protected", _as_text)),
    struck("listed-pipeline-without-url", "SPEC-04", "list_pipelines", "A listed pipeline has no web_url.",
           without_field("web_url")),
    struck("schedule-owner-missing", "SPEC-04", "get_pipeline_schedule", "A schedule does not tell its owner.",
           without_field("owner")),
    # Enums are open: a status that the contract does not know is of its schema, and not what the list of jobs says.
    struck("job-status-misspelt", "RES-19", "get_job", "The status of a job is misspelt.",
           on_field("status", _misspelt)),
    struck("token-scopes-as-text", "SPEC-04", "list_project_access_tokens", "A listed token's scopes are one text.",
           on_field("scopes", lambda value: " ".join(map(str, value)) if isinstance(value, list) else value)),
)  # fmt: skip
