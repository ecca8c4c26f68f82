"""A project that was found instead of made: what it has of its own decides what can be tried there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dataops_spec import Operation

from dataops_conformance.law import NotTested
from dataops_conformance.sandbox.finding import find
from dataops_conformance.sandbox.made import Made
from dataops_conformance.text import one_line

if TYPE_CHECKING:
    from dataops_conformance.context import Context
    from dataops_conformance.sandbox.sandbox import Sandbox

# What the rules and files of a project decide about too: workflow rules, push rules, whether it has a pipeline file.
GOVERNED = frozenset({"create_pipeline", "trigger_pipeline", "create_branch", "create_file"})
# Sent with variables, which a project may forbid as well.
_WITH_VARIABLES = frozenset({"create_pipeline", "trigger_pipeline"})
_REFUSED = frozenset({400, 403})
_SHOWN = 160


def found_project(context: Context, sandbox: Sandbox, create: Operation) -> Made:
    """Return the project that DATAOPS_PROJECT names; raise NotTested where nothing can be changed in it."""
    found = find(context, sandbox, create)
    if found.data.get("archived") is True:
        msg = f"The project {found.id} is archived, so that nothing changes there; set DATAOPS_PROJECT to another."
        raise NotTested(msg)
    return found


def ensure_taken(context: Context, sandbox: Sandbox, operation: Operation, path: Mapping[str, str | int]) -> None:
    """Send what the run's own project would take, plainly; raise NotTested where the project that was found does not.

    A project without a pipeline file starts no pipeline, and one with rules for commits takes not every commit: that
    is no fault of the server.
    """
    # The file of the probe is none that a law will make.
    place = {**path, "file_path": sandbox.names.fresh("taken.sql")} if operation.id == "create_file" else path
    with context.setup():
        body = sandbox.body_for(operation, extra=("variables",) if operation.id in _WITH_VARIABLES else ())
        response = context.send(operation, path=place, body=body).response
    if response.status in _REFUSED:
        told = one_line(response.body[:_SHOWN].decode("utf-8", "replace"))
        msg = (
            f"The project {sandbox.project().id}, which was found, does not take {operation.id} ({response.status} "
            f"{told}); its own files, rules and roles decide. Set DATAOPS_GROUP to a group where the run may have its "
            "own project."
        )
        raise NotTested(msg)
