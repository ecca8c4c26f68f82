"""Projects."""

from __future__ import annotations

from dataops_mock.call import Call, JsonObject, JsonValue
from dataops_mock.present import urls
from dataops_mock.present.namespaces import namespace_reference
from dataops_mock.present.users import known_user
from dataops_mock.world.access import Roles, own_role_in_project, role_in_project
from dataops_mock.world.artifacts import archive, has_artifacts
from dataops_mock.world.entities import Project, User
from dataops_mock.world.roles import NO_ACCESS, REPORTER
from dataops_mock.world.times import iso

_NOTIFICATIONS = 3


def project_reference(call: Call, one: Project) -> dict[str, JsonValue]:
    """Present a project as another answer names it."""
    namespace = call.world.namespaces[one.namespace_id]
    path = f"{namespace.full_path}/{one.path}"
    return {
        "id": one.id,
        "description": one.description,
        "name": one.name,
        "name_with_namespace": f"{call.world.full_name(namespace)} / {one.name}",
        "path": one.path,
        "path_with_namespace": path,
        "created_at": iso(one.created_at),
        "web_url": urls.page(call, path),
    }


def simple_project(call: Call, one: Project) -> dict[str, JsonValue]:
    """Present a project with its basic fields."""
    shown = project_reference(call, one)
    path = shown["path_with_namespace"]
    repository = one.repository
    tip = repository.resolve("HEAD")
    readme = tip is not None and "README.md" in tip.tree
    return {
        **shown,
        "default_branch": repository.default_branch,
        "tag_list": list(one.topics),
        "topics": list(one.topics),
        "ssh_url_to_repo": f"git@{urls.host(call)}:{path}.git",
        "http_url_to_repo": f"{shown['web_url']}.git",
        "readme_url": urls.page(call, f"{path}/-/blob/{repository.default_branch}/README.md") if readme else None,
        "avatar_url": None,
        "forks_count": len(one.fork_ids),
        "star_count": one.star_count,
        "last_activity_at": iso(one.last_activity_at),
        "visibility": one.visibility,
        "namespace": namespace_reference(call, call.world.namespaces[one.namespace_id]),
    }


def project(call: Call, one: Project, roles: Roles | None = None) -> dict[str, JsonValue]:
    """Present a project in full; `permissions` are the caller's own, by `roles` where the call has looked already."""
    shown: dict[str, JsonValue] = {
        **simple_project(call, one),
        "_links": {
            "self": urls.api(call, f"/projects/{one.id}"),
            "members": urls.api(call, f"/projects/{one.id}/members"),
            "repo_branches": urls.api(call, f"/projects/{one.id}/repository/branches"),
        },
        "updated_at": iso(one.updated_at),
        "archived": one.archived,
        "empty_repo": one.repository.is_empty,
        "creator_id": one.creator_id,
        **one.settings,
        "ci_job_token_scope_enabled": False,
        "import_status": "none" if one.forked_from_id is None else "finished",
        "open_issues_count": 0,
    }
    owner_id = call.world.namespaces[one.namespace_id].user_id
    if owner_id is not None:
        shown["owner"] = known_user(call, owner_id)
    parent = None if one.forked_from_id is None else call.world.projects[one.forked_from_id]
    if parent is not None and (parent.visibility != "private" or role_in_project(call, parent)):
        shown["forked_from_project"] = project_reference(call, parent)
    user = call.principal.user
    if user is not None:
        shown["permissions"] = _permissions(call, user, one, roles or Roles(call.world, user))
    return shown


def project_with_statistics(call: Call, one: Project) -> JsonObject:
    """Present a project with its statistics, if the caller may see them: from reporter up."""
    shown = project(call, one)
    if role_in_project(call, one) < REPORTER:
        return shown
    tip = one.repository.resolve("HEAD")
    size = one.repository.size()
    left = sum(len(archive(one, job)) for job in one.jobs.values() if has_artifacts(job))
    shown["statistics"] = {
        "commit_count": 0 if tip is None else len(one.repository.history(tip.sha)),
        "storage_size": size + left,
        "repository_size": size,
        "job_artifacts_size": left,
    }
    return shown


def _permissions(call: Call, user: User, one: Project, roles: Roles) -> JsonObject:
    namespace = call.world.namespaces[one.namespace_id]
    above = NO_ACCESS if namespace.user_id is not None else roles.in_namespace(namespace)
    return {"project_access": _grant(own_role_in_project(call.world, user, one)), "group_access": _grant(above)}


def _grant(level: int) -> JsonValue:
    return {"access_level": level, "notification_level": _NOTIFICATIONS} if level else None
