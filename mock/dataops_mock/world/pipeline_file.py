"""Pipeline files: what jobs a file of YAML describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import cast

import yaml

from dataops_mock.world.entities import JobSpec

_RESERVED = frozenset(
    [
        "after_script",
        "before_script",
        "cache",
        "default",
        "image",
        "include",
        "pages:deploy",
        "services",
        "spec",
        "stages",
        "variables",
        "workflow",
    ]
)
_DEFAULT_STAGES = ("build", "test", "deploy")
_SLEEP = re.compile(r"^sleep (\d{1,6}(?:\.\d{1,3})?)$")
_EXIT = re.compile(r"^exit (\d{1,3})$")
_DURATION = re.compile(r"(\d{1,6})\s*(minute|min|hour|hr|h|day|d|week|w|month|year)s?\b")
_SECONDS = {
    "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "h": 3600, "day": 86400, "d": 86400, "week": 604800,
    "w": 604800, "month": 2592000, "year": 31536000,
}  # fmt: skip


class PipelineFileError(Exception):
    """A pipeline file that describes no pipeline; the message says why."""


@dataclass(frozen=True, slots=True)
class PipelineFile:
    """The jobs of a pipeline file in order of their stages, and the pipeline's name where the file gives one."""

    jobs: tuple[JobSpec, ...]
    name: str | None


@lru_cache(maxsize=256)
def parse_pipeline_file(content: bytes) -> PipelineFile:
    """Read the jobs of a pipeline file: the mappings at its top that have a `script`.

    `when: manual`, `allow_failure`, `artifacts`, `tags` and `stage` are kept. A line `exit N` lets the job fail where N
    is not 0, a line `sleep N` makes it N seconds longer. Raises `PipelineFileError`.
    """
    try:
        parsed: object = yaml.load(content, Loader=_loader())  # ruff: ignore[S506] - a safe loader, the fast one if there is one
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PipelineFileError("Invalid configuration format") from error
    top = _mapping(parsed)
    if top is None:
        raise PipelineFileError("Invalid configuration format")
    stages = (".pre", *(_texts(top.get("stages")) or _DEFAULT_STAGES), ".post")
    jobs = sorted(_jobs(top, stages), key=lambda job: job.stage_index)
    if not jobs:
        raise PipelineFileError("jobs config should contain at least one visible job")
    workflow = _mapping(top.get("workflow")) or {}
    name = workflow.get("name")
    return PipelineFile(tuple(jobs), name if isinstance(name, str) else None)


def _loader() -> type[yaml.SafeLoader]:
    return cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _jobs(top: Mapping[object, object], stages: Sequence[str]) -> Iterator[JobSpec]:
    for key, value in top.items():
        body = _mapping(value)
        name = str(key)
        if body is None or name.startswith(".") or name in _RESERVED or "script" not in body:
            continue
        stage = body.get("stage", "test")
        if not isinstance(stage, str) or stage not in stages:
            raise PipelineFileError(
                f"{name} job: chosen stage {stage} does not exist; available stages are {', '.join(stages)}"
            )
        yield _job(name, stage, stages.index(stage), body)


def _job(name: str, stage: str, stage_index: int, body: Mapping[object, object]) -> JobSpec:
    script = _texts(body["script"])
    if not script:
        raise PipelineFileError(f"jobs:{name}:script config should be a string or a nested array of strings")
    artifacts = _mapping(body.get("artifacts")) or {}
    artifacts_name = artifacts.get("name")
    manual = body.get("when") == "manual"
    allowed = body.get("allow_failure", manual)
    return JobSpec(
        name=name,
        stage=stage,
        stage_index=stage_index,
        script=script,
        manual=manual,
        allow_failure=allowed is not False,
        artifact_paths=_texts(artifacts.get("paths")),
        artifacts_name=artifacts_name if isinstance(artifacts_name, str) and artifacts_name else "artifacts",
        artifacts_expire_in=_duration(artifacts.get("expire_in")),
        tags=_texts(body.get("tags")),
        exit_code=next((int(match[1]) for line in script if (match := _EXIT.match(line)) and int(match[1])), 0),
        seconds=sum(float(match[1]) for line in script if (match := _SLEEP.match(line))),
    )


def _mapping(value: object) -> Mapping[object, object] | None:
    return cast("Mapping[object, object]", value) if isinstance(value, dict) else None


def _texts(value: object) -> tuple[str, ...]:
    """Return the texts of a text or a list, nested or not."""
    if isinstance(value, str):
        return tuple(line for line in value.splitlines() if line.strip()) if "\n" in value else (value,)
    if isinstance(value, list):
        return tuple(text for item in cast("list[object]", value) for text in _texts(item))
    return () if value is None or isinstance(value, dict) else (str(value),)


def _duration(value: object) -> timedelta | None:
    """Read `30 days` or `1 week 2 days`; None where artifacts stay, as with `never` and with what cannot be read."""
    if not isinstance(value, str):
        return None
    seconds = sum(int(count) * _SECONDS[unit] for count, unit in _DURATION.findall(value.lower()))
    return timedelta(seconds=seconds) if seconds else None
