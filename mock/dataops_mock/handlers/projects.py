"""Projects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from dataops_mock.call import Call, Entity, Handler, JsonValue, Reply
from dataops_mock.errors import Conflict, Forbidden, NotFound, RuleBroken
from dataops_mock.handlers.fields import at_least_one, flag, integer, storable, text, texts
from dataops_mock.handlers.project_lists import list_of_projects
from dataops_mock.present.projects import project, project_with_statistics
from dataops_mock.world import lifecycle
from dataops_mock.world.access import acting_user, check_namespace, find_project
from dataops_mock.world.entities import Group, Namespace, Visibility
from dataops_mock.world.roles import DEVELOPER, MAINTAINER, OWNER, REPORTER

_POLICY = "container_expiration_policy"
_ROLE_TO_CREATE = {"developer": DEVELOPER, "maintainer": MAINTAINER, "owner": OWNER}
_NOT_IN_A_PATH = re.compile(r"[^a-z0-9_.-]+")
_UPDATABLE = (
    "name", "path", "description", "default_branch", "visibility", "topics", "issues_enabled", "merge_requests_enabled",
    "jobs_enabled", "wiki_enabled", "lfs_enabled", "shared_runners_enabled", "request_access_enabled",
    "only_allow_merge_if_pipeline_succeeds", "builds_access_level", "merge_method", "build_timeout", "ci_config_path",
    "container_expiration_policy_attributes",
)  # fmt: skip


def list_projects(call: Call) -> Reply:
    """List the projects that the caller may see."""
    return list_of_projects(call, call.world.projects.values())


def get_project(call: Call) -> Reply:
    """Answer one project."""
    found = find_project(call)
    present = project_with_statistics if flag(call.query, "statistics") else project
    return Entity(present(call, found))


def create_project(call: Call) -> Reply:
    """Create a project, with a first commit where it is to be initialized with a README."""
    at_least_one(call.body, ("name", "path"))
    user = acting_user(call)
    namespace = _namespace(call, integer(call.body, "namespace_id"))
    name = text(call.body, "name") or text(call.body, "path") or ""
    path = text(call.body, "path") or _path_from(name)
    _see_that_free(call, namespace, name, path)
    visibility = _visibility(call, namespace, "private")
    settings = _settings(lifecycle.project_settings(), call.body)
    made = lifecycle.new_project(call.world, name, path, namespace, user)
    made.visibility = visibility
    made.settings = settings
    made.description = text(call.body, "description")
    made.topics = texts(call.body, "topics") or ()
    if flag(call.body, "initialize_with_readme"):
        inherited = namespace.settings["default_branch"] if isinstance(namespace, Group) else None
        branch = text(call.body, "default_branch") or (inherited if isinstance(inherited, str) else None) or "main"
        lifecycle.commit_bytes(call.world, made, user, branch, {"README.md": _readme(name)}, "Initial commit")
    return Entity(project(call, made), 201)


def update_project(call: Call) -> Reply:
    """Change the fields of a project that the call names."""
    found = find_project(call, MAINTAINER)
    body = call.body
    at_least_one(body, _UPDATABLE)
    namespace = call.world.namespaces[found.namespace_id]
    path = text(body, "path") or found.path
    if path.lower() != found.path.lower():
        _see_that_free(call, namespace, text(body, "name") or found.name, path)
    visibility = _visibility(call, namespace, found.visibility)
    branch = text(body, "default_branch")
    if branch is not None and branch not in found.repository.branches:
        raise RuleBroken({"base": [f"Could not set the default branch. Do you have a branch named '{branch}'?"]})
    found.settings = _settings(found.settings, body)
    call.world.move_project(found, path)
    found.name = text(body, "name") or found.name
    found.visibility = visibility
    if branch is not None:
        found.repository.default_branch = branch
        found.repository.protected.add(branch)
    if "description" in body:
        found.description = text(body, "description")
    if "topics" in body:
        found.topics = texts(body, "topics") or ()
    found.updated_at = call.world.now()
    lifecycle.touch(call.world, found)
    return Entity(project(call, found))


def delete_project(call: Call) -> Reply:
    """Delete a project and all that is in it."""
    lifecycle.delete_project(call.world, find_project(call, OWNER))
    return Entity({"message": "202 Accepted"}, 202)


def fork_project(call: Call) -> Reply:
    """Create a fork with the branches and files of its parent."""
    parent = find_project(call, REPORTER, open_to_all=True)
    user = acting_user(call)
    body = call.body
    target = _fork_target(call)
    name, path = text(body, "name") or parent.name, text(body, "path") or parent.path
    if _taken(call, target, path):
        raise Conflict({"name": ["has already been taken"], "path": ["has already been taken"]})
    visibility = _visibility(call, target, _narrower(parent.visibility, target))
    wanted = {branch.strip() for branch in (text(body, "branches") or "").split(",") if branch.strip()}
    fork = lifecycle.new_project(call.world, name, path, target, user, parent.repository.copy(wanted or None))
    fork.visibility = visibility
    fork.description = text(body, "description") if "description" in body else parent.description
    fork.topics = parent.topics
    fork.settings = dict(parent.settings)
    fork.forked_from_id = parent.id
    parent.fork_ids.add(fork.id)
    return Entity(project(call, fork), 201)


def _namespace(call: Call, namespace_id: int | None) -> Namespace:
    """Return the namespace to create a project in: the caller's own unless an id is given."""
    own = acting_user(call).namespace_id
    if namespace_id is None and own is None:
        raise Forbidden
    found = call.world.namespaces.get(cast("int", own) if namespace_id is None else namespace_id)
    if found is None:
        raise NotFound("Namespace")
    _see_that_may_create(call, found)
    return found


def _fork_target(call: Call) -> Namespace:
    path = text(call.body, "namespace_path")
    if path is None:
        return _namespace(call, integer(call.body, "namespace_id"))
    found = call.world.namespace_at(path)
    if found is None:
        raise NotFound("Target Namespace")
    _see_that_may_create(call, found)
    return found


def _see_that_may_create(call: Call, namespace: Namespace) -> None:
    level = namespace.settings["project_creation_level"] if isinstance(namespace, Group) else "owner"
    check_namespace(call, namespace, DEVELOPER)
    if level not in _ROLE_TO_CREATE:
        raise Forbidden
    check_namespace(call, namespace, _ROLE_TO_CREATE[str(level)])


def _taken(call: Call, namespace: Namespace, path: str) -> bool:
    return path.lower() in namespace.project_ids or call.world.namespace_at(f"{namespace.full_path}/{path}") is not None


def _see_that_free(call: Call, namespace: Namespace, name: str, path: str) -> None:
    if not _taken(call, namespace, path):
        return
    broken = {"path": ["has already been taken"]}
    if any(call.world.projects[project_id].name == name for project_id in namespace.project_ids.values()):
        broken = {"name": ["has already been taken"], **broken}
    raise RuleBroken(broken)


def _visibility(call: Call, namespace: Namespace, default: Visibility) -> Visibility:
    """Return the visibility that the call names; raise `RuleBroken` if it is wider than that of the group above."""
    wanted = cast("Visibility", text(call.body, "visibility") or default)
    rank = lifecycle.VISIBILITY_RANK
    if isinstance(namespace, Group) and rank[wanted] > rank[namespace.visibility]:
        raise RuleBroken({"visibility_level": [f"{wanted} is not allowed in a {namespace.visibility} group."]})
    return wanted


def _narrower(visibility: Visibility, namespace: Namespace) -> Visibility:
    if not isinstance(namespace, Group):
        return visibility
    return min(visibility, namespace.visibility, key=lambda each: lifecycle.VISIBILITY_RANK[each])


def _settings(known: Mapping[str, JsonValue], body: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the settings of a project with what a body changes of them."""
    changed = {name: storable(name, body[name]) for name in known if name in body and name != _POLICY}
    if "jobs_enabled" in changed and "builds_access_level" not in changed:
        changed["builds_access_level"] = "enabled" if changed["jobs_enabled"] else "disabled"
    if "builds_access_level" in changed and "jobs_enabled" not in changed:
        changed["jobs_enabled"] = changed["builds_access_level"] != "disabled"
    policy, change = known[_POLICY], storable(f"{_POLICY}_attributes", body.get(f"{_POLICY}_attributes"))
    if isinstance(policy, Mapping) and isinstance(change, Mapping):
        changed[_POLICY] = {name: change.get(name, value) for name, value in policy.items()}
    return {**known, **changed}


def _readme(name: str) -> bytes:
    return f"# {name}\n".encode(errors="surrogatepass")


def _path_from(name: str) -> str:
    """Make a path from a name: `Sales Data` gives `sales-data`; raise `RuleBroken` if nothing of it can stand there."""
    path = _NOT_IN_A_PATH.sub("-", name.lower()).strip("-.")
    if path:
        return path
    return "project-" + "-".join(f"{ord(letter):x}" for letter in name[:16])


HANDLERS: Mapping[str, Handler] = {
    "list_projects": list_projects,
    "get_project": get_project,
    "create_project": create_project,
    "update_project": update_project,
    "delete_project": delete_project,
    "fork_project": fork_project,
}
