"""Where a list is looked at, and the items that are made there so that it has enough to be paged through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from dataops_conformance.exchange import JsonObject, MediaType
from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.laws.body.effects import effect

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

ENOUGH = 3
"""How many items make three pages."""

# The lists that are looked at in the run's own project or group, where their items are made.
_OWN = frozenset({
    "list_group_access_tokens", "list_job_token_allowlist", "list_pipeline_jobs", "list_pipeline_schedules",
    "list_pipeline_triggers", "list_project_access_tokens", "list_project_members",
})  # fmt: skip
# Further lists that items are made for, where the project that was given has too few.
_FILLED = _OWN | {"list_branches", "list_project_variables"}
# The lists that the run's own group and project stand on: these are made before, so that a look is not outrun by them.
_ROOTS = frozenset({"list_groups", "list_namespaces", "list_projects"})
# The lists whose items stand for a user or a project each, of which the run has no more to give.
_ALONE = frozenset({"list_job_token_allowlist", "list_project_members"})
# What one item is like, so that a filter has something to leave out.
_VARIED: Mapping[str, JsonObject] = {"list_pipeline_schedules": {"active": False}}
_FORMS: tuple[MediaType, ...] = ("multipart/form-data", "application/x-www-form-urlencoded")


def paths(ctx: Context, operation: Operation) -> Iterator[Mapping[str, str | int]]:
    """Yield the paths to list at: in the sandbox that the run was given, and where the run's own things are."""
    names = [parameter.name for parameter in operation.path_parameters]
    if not names:
        if operation.id in _ROOTS and not ctx.settings.read_only:
            _try(lambda: _make_roots(ctx))
        yield {}
        return
    given = ctx.settings.group if operation.path.startswith("/groups/") else ctx.settings.project
    if names == ["id"] and given is not None and (ctx.settings.read_only or operation.id not in _OWN):
        yield {"id": int(given) if given.isdigit() else given}
    yield ctx.sandbox.path_values(operation)


def _make_roots(ctx: Context) -> None:
    with ctx.setup():
        ctx.sandbox.project()


def fill(ctx: Context, operation: Operation, path: Mapping[str, str | int], missing: int) -> bool:
    """Make so many items more where the list is the run's own; return whether anything was made."""
    resource = ctx.contract.resource_of(operation)
    if resource is None or missing < 1 or not _may_fill(ctx, operation, path):
        return False
    before = ctx.target.sent
    if operation.id == "list_job_token_allowlist":
        _try(lambda: _allow_others(ctx, resource.create, path))
    for _ in range(missing):
        if operation.id not in _ALONE and not _try(lambda: _make_one(ctx, resource.create, path, {})):
            break
    return ctx.target.sent > before


def prepare(ctx: Context, operation: Operation, path: Mapping[str, str | int]) -> None:
    """Make in the run's own project or group what other laws will ask for anyway, before the list is looked at."""
    resource = ctx.contract.resource_of(operation)
    if resource is None or operation.id not in _OWN or not _may_fill(ctx, operation, path):
        return
    if operation.id == "list_project_members":
        # Each project token brings a member of its own.
        tokens = ctx.contract.operation("list_project_access_tokens")
        _try(lambda: prepare(ctx, tokens, path))
    _try(lambda: _set_up_thing(ctx, resource.create.id))
    if operation.id in _ALONE:
        if operation.id == "list_job_token_allowlist":
            _try(lambda: _allow_others(ctx, resource.create, path))
        return
    for media_type in _FORMS:
        _try(partial(_show_effect, ctx, resource.create, media_type))
    if operation.id in _VARIED:
        _try(lambda: _make_one(ctx, resource.create, path, _VARIED[operation.id]))


def _set_up_thing(ctx: Context, create: str) -> None:
    with ctx.setup():
        ctx.sandbox.thing(create)


def _show_effect(ctx: Context, create: Operation, media_type: MediaType) -> None:
    with ctx.setup():
        effect(ctx, create, media_type)


def _make_one(ctx: Context, create: Operation, path: Mapping[str, str | int], fields: JsonObject) -> None:
    with ctx.setup():
        ctx.sandbox.make(create, path=path, body={**ctx.sandbox.body_for(create), **fields})


def _allow_others(ctx: Context, create: Operation, path: Mapping[str, str | int]) -> None:
    """Let the project that was given into the run's own, for which nothing changes by it."""
    given = ctx.settings.project
    if given is not None and given.isdigit():
        with ctx.setup():
            ctx.send(create, path=path, body={"target_project_id": int(given)})


def _may_fill(ctx: Context, operation: Operation, path: Mapping[str, str | int]) -> bool:
    if ctx.settings.read_only or operation.id not in _FILLED:
        return False
    own = ctx.sandbox.group() if operation.path.startswith("/groups/") else ctx.sandbox.project()
    return own.own and str(path.get("id")) == str(own.id)


def _try(make: Callable[[], object]) -> bool:
    """Make something; return False where it cannot be made, in which case the list stays as short as it is."""
    try:
        make()
    except (NotTested, Blocked):
        return False
    return True
