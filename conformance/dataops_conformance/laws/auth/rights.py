"""What a known user without the right is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.auth.lifetime import current_user, user_id
from dataops_conformance.laws.auth.probes import (
    FORBIDDEN,
    absent_path,
    expect_status,
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


def _require_other_user(ctx: Context) -> int:
    other = ctx.credential("other_token")
    exchange = ctx.once("the other user", lambda: ctx.send("get_current_user", credential=other))
    if user_id(exchange) == user_id(current_user(ctx)):
        msg = "DATAOPS_OTHER_TOKEN is a token of the user of DATAOPS_TOKEN; give another user's."
        raise NotTested(msg)
    return user_id(exchange)


@laws.law("AUTH-27", requests=3, needs=("token", "other_token", "sandbox"), order=40)
def who_may_see_may_not_change(ctx: Context, operation: Operation) -> None:
    """Let another user, who is no member, change a public project or group of the run, and look whether it did."""
    other_id = _require_other_user(ctx)
    made = _place(ctx, operation)
    path: dict[str, str | int] = {"id": made.id}
    if operation.id == "create_file":
        path["file_path"] = "refused.txt"
    reading = ctx.contract.operation("get_group" if operation.tag == "groups" else "get_project")
    other = ctx.credential("other_token")
    path_alone = {"id": made.id}
    key = f"{made.path} as the other user sees it"
    seen = ctx.once(key, lambda: ctx.send(reading, path=path_alone, credential=other))
    if seen.response.status != 200:
        msg = f"The other user may not see what the run made public: {told(seen)}."
        raise NotTested(msg)
    refused = ctx.send(operation, path=path, body=_change(ctx, operation, made, other_id), credential=other)
    expect(
        refused.response.status == 403 and refused.response.object().get("message") == "403 Forbidden",
        f"{operation.id} does not refuse a user who may see and not change.",
        expected=FORBIDDEN,
        seen=told(refused),
        exchanges=[seen, refused],
    )
    _unchanged(ctx, operation, made, refused)


def _place(ctx: Context, operation: Operation) -> Made:
    """Return something public that the run made; for a deletion, something that nothing else wants."""
    if operation.tag == "groups":
        return _public_group(ctx)
    if operation.id != "delete_project":
        return ctx.sandbox.public_project()
    name = run_name(ctx, "deleted")
    return ctx.sandbox.make("create_project", path={}, body={"name": name, "path": name, "visibility": "public"})


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


def _change(ctx: Context, operation: Operation, made: Made, other_id: int) -> JsonObject | None:
    branch = made.data.get("default_branch")
    bodies: Mapping[str, JsonObject] = {
        "update_project": {"description": run_name(ctx, "refused")},
        "update_group": {"description": run_name(ctx, "refused")},
        "add_project_member": {"user_id": other_id, "access_level": 30},
        "create_branch": {"branch": "refused", "ref": branch},
        "create_file": {"branch": branch, "content": "refused", "commit_message": "refused"},
    }
    return bodies.get(operation.id)


def _unchanged(ctx: Context, operation: Operation, made: Made, refused: Exchange) -> None:
    """Raise Violation where what was refused came to be all the same."""
    after, changed = _aftermath(ctx, operation, made)
    expect(
        not changed,
        f"{operation.id} was refused and changed something all the same.",
        expected="nothing changed",
        seen=told(after),
        exchanges=[refused, after],
    )


def _aftermath(ctx: Context, operation: Operation, made: Made) -> tuple[Exchange, bool]:
    path: dict[str, str | int] = {"id": made.id}
    match operation.id:
        case "create_branch":
            after = ctx.send("get_branch", path={**path, "branch": "refused"})
            return after, after.response.status == 200
        case "create_file":
            query: Mapping[str, str] = {"ref": str(made.data.get("default_branch"))}
            after = ctx.send("get_file", path={**path, "file_path": "refused.txt"}, query=query)
            return after, after.response.status == 200
        case "add_project_member":
            other_id = _require_other_user(ctx)
            after = ctx.send("list_project_members", path=path, query={"per_page": 100})
            members = [item.get("id") for item in after.response.items() if isinstance(item, dict)]
            return after, other_id in members
        case _:
            after = ctx.send("get_group" if operation.tag == "groups" else "get_project", path=path)
            described = after.response.object().get("description") == run_name(ctx, "refused")
            return after, described or after.response.status != 200


@laws.law("AUTH-28", requests=3, needs=("token", "other_token", "sandbox"))
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
    other = ctx.credential("other_token")
    query = {"ref": str(made.data.get("default_branch"))} if operation.id == "get_file" else {}
    inside: Mapping[str, str | int] = {"file_path": "README.md"} if operation.id == "get_file" else {}
    nothing = ctx.send(operation, path={**absent_path(ctx, operation), **inside}, query=query, credential=other)
    expect_status(404, f"{operation.id} does not answer 404 for what does not exist.", nothing)
    whole = made.data.get("full_path" if operation.tag == "groups" else "path_with_namespace")
    for identifier in (made.id, whole):
        if not isinstance(identifier, str | int):
            continue
        private = ctx.send(operation, path={**inside, "id": identifier}, query=query, credential=other)
        expect(
            _alike(private, nothing),
            f"{operation.id} tells a user who may not see it that something private exists.",
            expected=f"what is answered for something that does not exist: {told(nothing)}",
            seen=told(private),
            exchanges=[nothing, private],
        )


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
