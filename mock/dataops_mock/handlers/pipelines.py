"""Pipelines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from dataops_mock.call import Call, Entity, Handler, Reply
from dataops_mock.errors import NotFound, RuleBroken
from dataops_mock.handlers.fields import (
    in_order,
    listing,
    moment,
    path_id,
    pipeline_variables,
    required_text,
    text,
    within,
)
from dataops_mock.present import pipelines as present
from dataops_mock.world import progress
from dataops_mock.world.access import acting_user, find_project
from dataops_mock.world.entities import Pipeline, PipelineVariable, Project
from dataops_mock.world.pipelines import latest_pipeline, retry_pipeline, start_pipeline
from dataops_mock.world.roles import DEVELOPER, REPORTER

_KEYS: Mapping[str, Callable[[Pipeline], int | str | datetime]] = {
    "id": lambda one: one.id,
    "status": lambda one: one.status,
    "ref": lambda one: one.ref,
    "updated_at": lambda one: one.updated_at,
    "user_id": lambda one: one.user_id,
}
_EQUAL: Mapping[str, Callable[[Pipeline], str | None]] = {
    "status": lambda one: one.status,
    "source": lambda one: one.source,
    "ref": lambda one: one.ref,
    "sha": lambda one: one.sha,
    "name": lambda one: one.name,
}


def list_pipelines(call: Call) -> Reply:
    """List the pipelines of a project."""
    found = readable_project(call)
    query = call.query
    after, before = moment(query, "updated_after"), moment(query, "updated_before")
    username = text(query, "username")
    listed = [
        one
        for one in _in_scope(found, text(query, "scope"))
        if all(name not in query or read(one) == query[name] for name, read in _EQUAL.items())
        and (username is None or call.world.users[one.user_id].username == username)
        and within(after, before, one.updated_at)
    ]
    listed = in_order(listed, _KEYS[text(query, "order_by") or "id"], descending=text(query, "sort") != "asc")
    return listing(listed, lambda one: present.pipeline_summary(call, found, one), lambda one: one.id)


def create_pipeline(call: Call) -> Reply:
    """Start a pipeline on a branch or tag."""
    found = find_project(call, DEVELOPER)
    variables = pipeline_variables(call.body, "variables")
    _see_that_distinct(variables)
    made = start_pipeline(call.world, found, required_text(call.body, "ref"), acting_user(call), "api", variables)
    return Entity(present.pipeline(call, found, made), 201)


def get_latest_pipeline(call: Call) -> Reply:
    """Answer the newest pipeline for the newest commit of a ref."""
    found = readable_project(call)
    ref = text(call.query, "ref") or found.repository.default_branch
    latest = None if ref is None else latest_pipeline(found, ref)
    if latest is None:
        raise NotFound("Pipeline")
    return Entity(present.pipeline(call, found, latest))


def get_pipeline(call: Call) -> Reply:
    """Answer one pipeline."""
    found = readable_project(call)
    return Entity(present.pipeline(call, found, pipeline_of(call, found)))


def list_pipeline_variables(call: Call) -> Reply:
    """List the variables that a pipeline was started with."""
    found = find_project(call, DEVELOPER)
    shown = present.pipeline_variables(pipeline_of(call, found).variables)
    return listing(shown, lambda one: one)


def cancel_pipeline(call: Call) -> Reply:
    """Cancel the jobs of a pipeline that have not ended."""
    found, one = _changeable(call)
    progress.cancel(found, one, call.world.now())
    return Entity(present.pipeline(call, found, one))


def retry(call: Call) -> Reply:
    """Run the failed and canceled jobs of a pipeline again."""
    found, one = _changeable(call)
    retry_pipeline(call.world, found, one, acting_user(call))
    return Entity(present.pipeline(call, found, one), 201)


def readable_project(call: Call) -> Project:
    """Return the project of the path, its pipelines brought up to date, if the caller may read them."""
    found = find_project(call, REPORTER, open_to_all=True)
    progress.bring_up_to_date(call.world, found)
    return found


def pipeline_of(call: Call, found: Project) -> Pipeline:
    """Return the pipeline of the path; raise `NotFound` if the project has no such pipeline."""
    one = found.pipelines.get(path_id(call, "pipeline_id", "Pipeline"))
    if one is None:
        raise NotFound("Pipeline")
    return one


def _changeable(call: Call) -> tuple[Project, Pipeline]:
    found = find_project(call, DEVELOPER)
    progress.bring_up_to_date(call.world, found)
    return found, pipeline_of(call, found)


def _in_scope(found: Project, scope: str | None) -> list[Pipeline]:
    everything = list(found.pipelines.values())
    if scope in {"branches", "tags"}:
        latest = {one.ref: one for one in everything if one.tag == (scope == "tags")}
        known = found.repository.tags if scope == "tags" else found.repository.branches
        return [one for one in latest.values() if one.ref in known]
    if scope == "finished":
        return [one for one in everything if one.status in progress.ENDED]
    return [one for one in everything if scope is None or one.status == scope]


def _see_that_distinct(variables: tuple[PipelineVariable, ...]) -> None:
    """See that no key stands twice; raise `RuleBroken` if one does."""
    keys = [each.key for each in variables]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise RuleBroken({"base": [f"Duplicate variable name: {', '.join(twice)}"]})


HANDLERS: Mapping[str, Handler] = {
    "list_pipelines": list_pipelines,
    "create_pipeline": create_pipeline,
    "get_latest_pipeline": get_latest_pipeline,
    "get_pipeline": get_pipeline,
    "list_pipeline_variables": list_pipeline_variables,
    "cancel_pipeline": cancel_pipeline,
    "retry_pipeline": retry,
}
