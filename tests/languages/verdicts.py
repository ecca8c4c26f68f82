"""Hold what a program printed against what the mock itself says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Line: TypeAlias = Mapping[str, Json]

STEPS: Final = ("list", "create", "trigger", "unauthorized", "limited", "null", "unknown", "closed")
# What every program asks for a page of the list.
PER_PAGE: Final = 2
PIPELINE_FILE: Final = "full-ci.yml"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the mock says when it is asked without the program.

    `projects` are the ids of the group's projects; `named` the projects that bear the name that the program was given,
    by id; `pipelines` the pipelines that were not there before, by id, with their variables by name in the field
    `variables`; `unauthorized` the message of a 401; `retry_after` the seconds that a 429 tells, None where none came;
    `elapsed` the seconds from the program's start until then; `unknown` the state of a job that is beyond the contract's
    `x-extensible-enum`, `closed` the visibility of a group that is beyond its `enum`.
    """

    projects: frozenset[int]
    named: Mapping[int, Line]
    pipelines: Mapping[int, Line]
    unauthorized: str
    retry_after: int | None
    elapsed: float
    unknown: str
    closed: str


def lines_of(stdout: str) -> tuple[list[Line], list[str]]:
    """Return the program's lines that are JSON objects with a `step`, and complaints about the others."""
    lines: list[Line] = []
    complaints: list[str] = []
    for text in stdout.splitlines():
        try:
            line: Json = json.loads(text)
        except ValueError:
            complaints.append(f"a line is no JSON: {text[:200]}")
            continue
        if isinstance(line, Mapping) and isinstance(line.get("step"), str):
            lines.append(line)
        else:
            complaints.append(f"a line has no `step`: {text[:200]}")
    return lines, complaints


def complaints_about(lines: Sequence[Line], seen: Seen, fails: Sequence[str]) -> list[str]:
    """Return what is wrong with the lines: each step once and in order, each as the mock says, errors where declared.

    A step of `fails` must print an `error`; should it work after all the declaration is wrong, and that is said.
    """
    names = [str(line["step"]) for line in lines]
    if names != list(STEPS):
        return [f"the steps are {', '.join(names) or 'none'}; they must be {', '.join(STEPS)}"]
    found: list[str] = []
    for line in lines:
        name = str(line["step"])
        error = line.get("error")
        if name in fails:
            wrong = [] if error else [f"it works: {json.dumps(line)}; take it out of `fails` in language.toml"]
        else:
            wrong = [f"it failed: {error}"] if error else _CHECKS[name](line, seen)
        found += [f"{name}: {each}" for each in wrong]
    return found


def _listed(line: Line, seen: Seen) -> list[str]:
    told = line.get("ids")
    if not isinstance(told, list):
        return [f"`ids` is no list but {told!r}"]
    ids: list[Json] = told
    pages = -(-len(seen.projects) // PER_PAGE)
    wrong = [] if pages >= 2 else [f"the group has {len(seen.projects)} projects, too few for two pages"]
    wrong += _differs("pages", line.get("pages"), pages)
    if line.get("count") != len(ids):
        wrong.append(f"`count` is {line.get('count')!r} of {len(ids)} ids")
    return wrong + _differs("ids", sorted(ids, key=str), sorted(seen.projects, key=str))


def _created(line: Line, seen: Seen) -> list[str]:
    found = [project for number, project in seen.named.items() if number == line.get("id")]
    if not found:
        return [f"no project {line.get('id')!r} bears the name; the mock has {sorted(seen.named)}"]
    return _differs("path", line.get("path"), found[0]["path_with_namespace"])


def _triggered(line: Line, seen: Seen) -> list[str]:
    found = [pipeline for number, pipeline in seen.pipelines.items() if number == line.get("id")]
    if not found:
        return [f"no new pipeline {line.get('id')!r}; the mock has {sorted(seen.pipelines)}"]
    variables = found[0]["variables"]
    if (
        not isinstance(variables, Mapping)
        or len(variables) < 2
        or variables.get("_PIPELINE_FILE_NAME") != PIPELINE_FILE
    ):
        return [
            f"the pipeline's variables are {variables!r}; _PIPELINE_FILE_NAME={PIPELINE_FILE} and another are wanted"
        ]
    wrong = _differs("source", line.get("source"), found[0]["source"])
    # The mock's pipelines begin as pending, and go on by its clock.
    return wrong + (
        [] if line.get("status") == "pending" else _differs("status", line.get("status"), found[0]["status"])
    )


def _unauthorized(line: Line, seen: Seen) -> list[str]:
    return _differs("status", line.get("status"), 401) + _differs("message", line.get("message"), seen.unauthorized)


def _limited(line: Line, seen: Seen) -> list[str]:
    wrong = _differs("status", line.get("status"), 429)
    told = line.get("retry_after")
    if not isinstance(told, int | float) or isinstance(told, bool):
        return [*wrong, f"`retry_after` is no number but {told!r}"]
    if seen.retry_after is None:
        return [*wrong, "the mock serves the user of DATAOPS_QUOTA_TOKEN, whose quota was to be used up"]
    if not seen.retry_after <= told <= seen.retry_after + seen.elapsed + 1:
        wrong.append(f"`retry_after` is {told}; {seen.elapsed:.0f} s after the start the mock tells {seen.retry_after}")
    return wrong


def _null(line: Line, seen: Seen) -> list[str]:
    name = line.get("field")
    values = [project[name] for project in seen.named.values() if isinstance(name, str) and name in project]
    if not values or any(value is not None for value in values):
        return [f"`field` is {name!r}, which is no null field of the new project"]
    return (
        [] if "value" in line and line["value"] is None else [f"`value` is {line.get('value', 'absent')!r}, not null"]
    )


def _unknown(line: Line, seen: Seen) -> list[str]:
    return _differs("value", line.get("value"), seen.unknown)


def _closed(line: Line, seen: Seen) -> list[str]:
    return _differs("value", line.get("value"), seen.closed)


def _differs(name: str, value: Json, wanted: Json) -> list[str]:
    return (
        [] if value == wanted and type(value) is type(wanted) else [f"`{name}` is {value!r}; the mock says {wanted!r}"]
    )


_CHECKS: Final[Mapping[str, Callable[[Line, Seen], list[str]]]] = {
    "list": _listed,
    "create": _created,
    "trigger": _triggered,
    "unauthorized": _unauthorized,
    "limited": _limited,
    "null": _null,
    "unknown": _unknown,
    "closed": _closed,
}
