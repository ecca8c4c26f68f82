"""Users, groups and projects come and go, with all that is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import starmap
from typing import Final

from dataops_mock.call import JsonValue
from dataops_mock.world import tokens
from dataops_mock.world.entities import Group, Member, Namespace, Project, User, Visibility
from dataops_mock.world.repository import Change, Repository, Signature
from dataops_mock.world.roles import OWNER
from dataops_mock.world.world import World

VISIBILITY_RANK: Final = {"private": 0, "internal": 1, "public": 2}


def project_settings() -> dict[str, JsonValue]:
    """Return the settings of a new project."""
    return {
        "issues_enabled": True,
        "merge_requests_enabled": True,
        "jobs_enabled": True,
        "wiki_enabled": True,
        "lfs_enabled": True,
        "shared_runners_enabled": True,
        "request_access_enabled": True,
        "only_allow_merge_if_pipeline_succeeds": False,
        "builds_access_level": "enabled",
        "merge_method": "merge",
        "build_timeout": 3600,
        "ci_config_path": None,
        "container_expiration_policy": {
            "cadence": "1d",
            "enabled": False,
            "keep_n": 10,
            "older_than": "90d",
            "name_regex": ".*",
        },
    }


def group_settings() -> dict[str, JsonValue]:
    """Return the settings of a new group."""
    return {
        "default_branch": None,
        "default_branch_protection": 2,
        "project_creation_level": "developer",
        "subgroup_creation_level": "maintainer",
        "shared_runners_setting": "enabled",
        "share_with_group_lock": False,
        "require_two_factor_authentication": False,
        "two_factor_grace_period": 48,
        "auto_devops_enabled": None,
        "emails_enabled": True,
        "mentions_disabled": None,
        "lfs_enabled": True,
        "request_access_enabled": True,
        "prevent_sharing_groups_outside_hierarchy": False,
    }


def new_user(world: World, username: str, name: str) -> User:
    """Make a person, with a namespace of the same name."""
    now = world.now()
    user = User(world.next_id("user"), username, name, f"{username}@example.com", now)
    namespace = Namespace(world.next_id("namespace"), name, username, username, now, user_id=user.id)
    user.namespace_id = namespace.id
    world.add_user(user)
    world.add_namespace(namespace)
    return user


def new_group(world: World, name: str, path: str, creator: User, parent: Group | None, visibility: Visibility) -> Group:
    """Make a group that its creator owns."""
    now = world.now()
    group = Group(
        id=world.next_id("namespace"),
        name=name,
        path=path,
        full_path=path if parent is None else f"{parent.full_path}/{path}",
        created_at=now,
        parent_id=None if parent is None else parent.id,
        visibility=visibility,
        settings=group_settings(),
    )
    group.members[creator.id] = Member(creator.id, OWNER, now, creator.id)
    world.add_namespace(group)
    return group


def new_project(
    world: World,
    name: str,
    path: str,
    namespace: Namespace,
    creator: User,
    repository: Repository | None = None,
) -> Project:
    """Make a private project in a namespace; who makes it in a namespace of its own is its first member, as owner."""
    now = world.now()
    project = Project(
        id=world.next_id("project"),
        name=name,
        path=path,
        namespace_id=namespace.id,
        creator_id=creator.id,
        created_at=now,
        updated_at=now,
        last_activity_at=now,
        repository=repository or Repository(),
        settings=project_settings(),
    )
    project.allowlist[project.id] = now
    if namespace.user_id is not None:
        project.members[creator.id] = Member(creator.id, OWNER, now, creator.id)
    world.add_project(project)
    return project


def signature(user: User) -> Signature:
    """Return how a user signs commits."""
    return Signature(user.name, user.email)


def commit(world: World, project: Project, user: User, branch: str, files: Mapping[str, str], message: str) -> None:
    """Commit text files to a branch of a project."""
    commit_bytes(world, project, user, branch, {path: text.encode() for path, text in files.items()}, message)


def commit_bytes(
    world: World, project: Project, user: User, branch: str, files: Mapping[str, bytes], message: str
) -> None:
    """Commit files to a branch of a project."""
    changes = list(starmap(Change, files.items()))
    who = signature(user)
    project.repository.commit(branch, changes, message, who, who, world.now())
    touch(world, project)


def touch(world: World, project: Project) -> None:
    """Note that something happened in a project."""
    project.last_activity_at = max(project.last_activity_at, world.now())


def delete_project(world: World, project: Project) -> None:
    """Delete a project and all that is in it; its tokens are credentials no more, its bots are listed nowhere."""
    for token in list(project.tokens.values()):
        tokens.drop(world, token)
    for trigger in project.triggers.values():
        world.forget_secret(trigger)
    for job in project.jobs.values():
        world.forget_secret(job)
    for fork_id in project.fork_ids:
        world.projects[fork_id].forked_from_id = None
    if project.forked_from_id is not None:
        world.projects[project.forked_from_id].fork_ids.discard(project.id)
    world.drop_project(project)
    for other in world.projects.values():
        other.allowlist.pop(project.id, None)


def delete_group(world: World, group: Group) -> None:
    """Delete a group, the groups below it and all projects in them."""
    for group_id in sorted(group.subgroup_ids):
        delete_group(world, world.group(group_id))
    for project_id in list(group.project_ids.values()):
        delete_project(world, world.projects[project_id])
    for token in list(group.tokens.values()):
        tokens.drop(world, token)
    world.drop_namespace(group)
