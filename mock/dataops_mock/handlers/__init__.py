"""The handlers: one for each operation, with resource logic and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_mock.call import Handler
from dataops_mock.handlers import (
    access_tokens,
    branches,
    groups,
    job_token_scope,
    jobs,
    members,
    namespaces,
    personal_access_tokens,
    pipeline_schedules,
    pipeline_triggers,
    pipelines,
    project_variables,
    projects,
    repository_files,
    users,
)

_FAMILIES = (
    access_tokens,
    branches,
    groups,
    job_token_scope,
    jobs,
    members,
    namespaces,
    personal_access_tokens,
    pipeline_schedules,
    pipeline_triggers,
    pipelines,
    project_variables,
    projects,
    repository_files,
    users,
)


def all_handlers() -> Mapping[str, Handler]:
    """Return the handler of every operation by its operationId; raise `ValueError` if two families claim one."""
    found: dict[str, Handler] = {}
    for family in _FAMILIES:
        twice = found.keys() & family.HANDLERS.keys()
        if twice:
            raise ValueError(f"two handlers for {', '.join(sorted(twice))}: keep one of each")
        found.update(family.HANDLERS)
    return found
