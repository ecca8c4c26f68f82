"""The pipelines, variables and triggers of the seeded world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from dataops_mock.world import progress
from dataops_mock.world.entities import Job, Pipeline, PipelineVariable, Project, Trigger, User, Variable
from dataops_mock.world.pipelines import start_pipeline
from dataops_mock.world.world import World

# A pipeline of each state, and the states of its four jobs that make it so.
_STATES: Final[Sequence[tuple[str, str, str, str]]] = (
    ("success", "success", "success", "success"),
    ("success", "success", "failed", "skipped"),
    ("canceled", "canceled", "canceled", "canceled"),
    ("skipped", "skipped", "skipped", "skipped"),
    ("success", "success", "success", "manual"),
    ("success", "running", "created", "created"),
    ("pending", "created", "created", "created"),
    ("created", "created", "created", "created"),
)
_ON_THE_WAY: Final = {
    "success": ("pending", "running", "success"),
    "failed": ("pending", "running", "failed"),
    "canceled": ("pending", "running", "canceled"),
    "running": ("pending", "running"),
}
_SOURCES: Final = ("api", "schedule", "trigger", "web")


class Ticking(Protocol):
    """A clock that moves when it is told to."""

    def tick(self, seconds: float = 1) -> None:
        """Move ahead."""
        ...


def add_pipelines(world: World, clock: Ticking, project: Project, user: User) -> None:
    """Add a pipeline of every state, each to stay as it is."""
    for number, states in enumerate(_STATES):
        clock.tick(30)
        pipeline = start_pipeline(world, project, "main", user, _SOURCES[number % len(_SOURCES)])
        jobs = progress.live_jobs(project, pipeline)
        for job in jobs:
            progress.put_job(job, "created", world.now())
        for job, status in zip(jobs, states, strict=True):
            _pin(world, clock, project, job, status)


def add_finished_job(world: World, clock: Ticking, project: Project, user: User) -> int:
    """Add a pipeline whose only job has succeeded, and return the job's id."""
    return _pin_only_job(world, clock, project, _start(world, project, user, "smoke-ci.yml"), "success")


def add_held_job(world: World, clock: Ticking, project: Project, user: User) -> int:
    """Add a pipeline whose only job runs until it is canceled, and return the job's id."""
    return _pin_only_job(world, clock, project, _start(world, project, user, "hold-ci.yml"), "running")


def add_trigger(world: World, project: Project, user: User) -> int:
    """Add a trigger token that acts as `user`, and return its id."""
    now = world.now()
    trigger_id = world.next_id("trigger")
    made = Trigger(trigger_id, project.id, world.new_secret("glptt-"), "Nightly from elsewhere", user.id, now, now)
    project.triggers[trigger_id] = made
    world.keep_secret(made)
    return trigger_id


def add_variables(world: World, project: Project) -> None:
    """Add variables of every kind: plain, of two scopes, masked, hidden, a file."""
    for variable in (
        Variable(0, "WAREHOUSE", "DEV_WH"),
        Variable(0, "WAREHOUSE", "PROD_WH", environment_scope="production", protected=True),
        Variable(0, "API_ENDPOINT", "https://data.example.com", raw=True, description="Where orders come from"),
        Variable(0, "ACCOUNT_ID", "example-account", masked=True),
        Variable(0, "ROLE_NAME", "example-role-name", masked=True, hidden=True),
        Variable(0, "PROFILE", "default:\n  target: dev\n", variable_type="file"),
    ):
        variable.id = world.next_id("variable")
        project.variables[variable.key, variable.environment_scope] = variable


def _start(world: World, project: Project, user: User, file: str) -> Pipeline:
    variables = (PipelineVariable("_PIPELINE_FILE_NAME", file),)
    return start_pipeline(world, project, "main", user, "api", variables)


def _pin_only_job(world: World, clock: Ticking, project: Project, pipeline: Pipeline, status: str) -> int:
    job = progress.live_jobs(project, pipeline)[0]
    _pin(world, clock, project, job, status)
    return job.id


def _pin(world: World, clock: Ticking, project: Project, job: Job, status: str) -> None:
    """Take a job through the states on the way to one, a second or two each, and leave it there."""
    for step in _ON_THE_WAY.get(status, (status,)):
        progress.put_job(job, step, world.now())
        clock.tick(2)
    job.pinned = True
    progress.move_pipeline(project, project.pipelines[job.pipeline_id], world.now())
