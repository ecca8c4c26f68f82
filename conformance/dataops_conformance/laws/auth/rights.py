"""What a known user without the right is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.auth.lifetime import current_user, user_id
from dataops_conformance.laws.auth.probes import (
    ABSENT_ID,
    FORBIDDEN,
    expect_status,
    is_even,
    quiet_group,
    quiet_project,
    run_name,
)
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context
    from dataops_conformance.sandbox import Made

laws = Laws()
_PRIVATE_LISTS = ("list_projects",)
_NEW_BRANCH, _NEW_FILE = "refused", "refused-file"
# What another user tries in turn, and what shows whether it was done, where that is not the thing itself.
_CHANGES = ("update_project", "create_branch", "create_file", "add_project_member", "update_group", "delete_project")
_SHOWN_BY: Mapping[str, str] = {
    "add_project_member": "list_project_members",
    "create_branch": "list_branches",
    "create_file": "list_branches",
}


def _require_other_user(ctx: Context) -> int:
    other = ctx.sandbox.other_user_id()
    if other == user_id(current_user(ctx)):
        msg = "DATAOPS_OTHER_TOKEN is a token of the user of DATAOPS_TOKEN; give another user's."
        raise NotTested(msg)
    return other


@dataclass(frozen=True, slots=True)
class Attempts:
    """What another user tried to change in a public project or group, and what was to be read there after all of it."""

    refused: Mapping[str, Exchange]
    after: Mapping[str, Exchange]


@laws.law("AUTH-27", requests=2, needs=("token", "other_token", "sandbox"), order=40)
def who_may_see_may_not_change(ctx: Context, operation: Operation) -> None:
    """Let another user, who is no member, change a public project or group of the run in every way, and look whether
    any of it was done.
    """
    _require_other_user(ctx)
    attempts = ctx.once(f"another user's changes by {_reading(operation)}", lambda: _attempts(ctx, operation))
    refused = attempts.refused[operation.id]
    is_refused = refused.response.status == 403 and refused.response.object().get("message") == "403 Forbidden"
    if not is_refused:
        _require_visible(ctx, operation, refused)
    expect(
        is_refused,
        f"{operation.id} does not refuse a user who may see and not change.",
        expected=FORBIDDEN,
        seen=told(refused),
        exchanges=[refused],
    )
    after = attempts.after[_SHOWN_BY.get(operation.id, _reading(operation))]
    expect(
        not _is_changed(ctx, operation, after),
        f"{operation.id} was refused and changed something all the same.",
        expected="nothing changed",
        seen=told(after),
        exchanges=[refused, after],
    )


def _reading(operation: Operation) -> str:
    return "get_group" if operation.tag == "groups" else "get_project"


def _attempts(ctx: Context, operation: Operation) -> Attempts:
    """Try everything at one place, its deletion last, and then look."""
    of_groups = operation.tag == "groups"
    made = _public_group(ctx) if of_groups else ctx.sandbox.public_project()
    path: dict[str, str | int] = {"id": made.id}
    refused: dict[str, Exchange] = {}
    for name in _CHANGES:
        change = ctx.contract.operation(name)
        if (change.tag == "groups") == of_groups:
            places = {**path, **({"file_path": "refused.txt"} if name == "create_file" else {})}
            body = _change(ctx, name, made)
            refused[name] = ctx.send(change, path=places, body=body, credential=ctx.credential("other_token"))
    looks = ("get_group",) if of_groups else ("get_project", "list_project_members", "list_branches")
    after = {
        name: ctx.send(name, path=path, query={} if name.startswith("get") else {"per_page": 100}) for name in looks
    }
    return Attempts(refused, after)


def _require_visible(ctx: Context, operation: Operation, refused: Exchange) -> None:
    """Raise NotTested where the other user may not see what they tried to change."""
    reading = ctx.contract.operation(_reading(operation))
    place = "/".join(refused.request.path.split("/")[:3])
    key = f"{place} as the other user sees it"
    seen = ctx.once(key, lambda: ctx.send(reading, raw_path=place, credential=ctx.credential("other_token")))
    if operation.method != "DELETE" and seen.response.status != 200:
        msg = f"The other user may not see what the run made public: {told(seen)}."
        raise NotTested(msg)


def _public_group(ctx: Context) -> Made:
    def make() -> Made:
        name = run_name(ctx, "public")
        body: JsonObject = {"name": name, "path": name, "visibility": "public"}
        outer = ctx.sandbox.group()
        if isinstance(parent := outer.data.get("parent_id"), int):
            body["parent_id"] = parent
        return ctx.sandbox.make("create_group", path={}, body=body)

    if ctx.sandbox.group().data.get("visibility") == "public":
        return ctx.sandbox.group()
    return ctx.once("a public group", make)


def _change(ctx: Context, name: str, made: Made) -> JsonObject | None:
    branch = made.data.get("default_branch")
    bodies: Mapping[str, JsonObject] = {
        "update_project": {"description": run_name(ctx, "refused")},
        "update_group": {"description": run_name(ctx, "refused")},
        "add_project_member": {"user_id": _require_other_user(ctx), "access_level": 30},
        "create_branch": {"branch": _NEW_BRANCH, "ref": branch},
        # A branch of its own for the file shows in the list of branches whether it was made.
        "create_file": {
            "branch": _NEW_FILE, "start_branch": branch, "content": "refused", "commit_message": "refused",
        },
    }  # fmt: skip
    return bodies.get(name)


def _is_changed(ctx: Context, operation: Operation, after: Exchange) -> bool:
    items = [item for item in after.response.items() if isinstance(item, dict)]
    match operation.id:
        case "create_branch":
            return any(item.get("name") == _NEW_BRANCH for item in items)
        case "create_file":
            return any(item.get("name") == _NEW_FILE for item in items)
        case "add_project_member":
            return any(item.get("id") == _require_other_user(ctx) for item in items)
        case "delete_project":
            return after.response.status != 200 or bool(after.response.object().get("marked_for_deletion_on"))
        case _:
            return after.response.object().get("description") == run_name(ctx, "refused")


@laws.law("AUTH-28", requests=2, needs=("token", "other_token", "sandbox"))
def what_is_private_does_not_exist(ctx: Context, operation: Operation) -> None:
    """Let another user read a private project or group of the run by id and by path, and something that does not exist,
    and compare the answers; for a list, look for it there.
    """
    _require_other_user(ctx)
    made = quiet_group(ctx) if operation.tag == "groups" else quiet_project(ctx)
    if made.data.get("visibility") != "private":
        msg = f"{made.path} is not private."
        raise NotTested(msg)
    if operation.id in _PRIVATE_LISTS:
        _not_listed(ctx, operation, made)
        return
    for place in _places(ctx, operation, made):
        private = _by_other(ctx, operation, place)
        nothing = _nothing_like(ctx, operation, private)
        expect(
            _alike(private, nothing),
            f"{operation.id} tells a user who may not see it that something private exists.",
            expected=f"what is answered for something that does not exist: {told(nothing)}",
            seen=told(private),
            exchanges=[nothing, private],
        )


def _places(ctx: Context, operation: Operation, made: Made) -> list[str | int]:
    """Return the id and the path of what is private; beneath it, the one or the other by the operation's turn."""
    whole = made.data.get("full_path" if operation.tag == "groups" else "path_with_namespace")
    known = [made.id, *([whole] if isinstance(whole, str) else [])]
    return known if operation.path.endswith("{id}") else [known[is_even(ctx, operation) - 1]]


def _by_other(ctx: Context, operation: Operation, identifier: str | int) -> Exchange:
    of_file = operation.id == "get_file"
    path: Mapping[str, str | int] = {"id": identifier, **({"file_path": "README.md"} if of_file else {})}
    query = {"ref": ctx.sandbox.default_branch()} if of_file else {}
    return ctx.send(operation, path=path, query=query, credential=ctx.credential("other_token"))


def _nothing_like(ctx: Context, operation: Operation, private: Exchange) -> Exchange:
    """Return how one that does not exist is answered: as seen for another law where that is the same, else anew."""
    seen = ctx.sandbox.seen
    for reading in dict.fromkeys((operation, ctx.contract.operation(_reading(operation)))):
        for known in seen.missing(reading):
            number = known.request.path.split("/")[2]
            is_nobodys = number.isdigit() and seen.by_path(known.request.path) is None
            if is_nobodys and known.request.path != private.request.path and _alike(private, known):
                return known
    # What is said of the container is the same for what lies in it; where it is not, the operation itself is asked.
    outer = _nothing(ctx, ctx.contract.operation(_reading(operation)))
    if _alike(private, outer):
        return outer
    nothing = _nothing(ctx, operation)
    expect_status(404, f"{operation.id} does not answer 404 for what does not exist.", nothing)
    return nothing


def _nothing(ctx: Context, operation: Operation) -> Exchange:
    return ctx.once(f"nothing by {operation.id}", lambda: _by_other(ctx, operation, ABSENT_ID))


def _alike(private: Exchange, nothing: Exchange) -> bool:
    same = private.response.object() == nothing.response.object()
    return private.response.status == nothing.response.status == 404 and same


def _not_listed(ctx: Context, operation: Operation, made: Made) -> None:
    query: Mapping[str, str | int] = {"search": str(made.data.get("path")), "per_page": 100}
    listed = ctx.send(operation, query=query, credential=ctx.credential("other_token"))
    expect_status(200, f"{operation.id} does not answer the other user.", listed)
    shown = [item.get("id") for item in listed.response.items() if isinstance(item, dict)]
    expect(
        made.id not in shown,
        f"{operation.id} lists what is private to a user who may not see it.",
        expected=f"no item with the id {made.id}",
        seen=f"the ids {shown}",
        exchanges=[listed],
    )
