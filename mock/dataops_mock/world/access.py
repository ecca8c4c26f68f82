"""Who may see and do what: visibility, roles, and the allowlist that job tokens are held to."""

from __future__ import annotations

from dataops_mock.call import Call
from dataops_mock.errors import Forbidden, NotFound, Unauthorized
from dataops_mock.world.entities import Group, Job, Namespace, Project, User
from dataops_mock.world.roles import NO_ACCESS, OWNER
from dataops_mock.world.world import World

_LONGEST_ID = 18


def as_id(text: str) -> int | None:
    """Read an id; None if the text is none (a path, or more digits than any id has)."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID else None


def acting_user(call: Call) -> User:
    """Return the user that the call acts as; raise `Unauthorized` if it acts as none."""
    if call.principal.user is None:
        raise Unauthorized
    return call.principal.user


def role_in_namespace(world: World, user: User, namespace: Namespace) -> int:
    """Return the highest role of a user in a namespace, those from the groups above included."""
    if namespace.user_id is not None:
        return OWNER if namespace.user_id == user.id else NO_ACCESS
    today = world.now().date()
    return max(
        (
            above.members[user.id].level(today)
            for above in world.ancestors(namespace)
            if isinstance(above, Group) and user.id in above.members
        ),
        default=NO_ACCESS,
    )


def own_role_in_project(world: World, user: User, project: Project) -> int:
    """Return the role that a user was given in the project itself."""
    member = project.members.get(user.id)
    return NO_ACCESS if member is None else member.level(world.now().date())


class Roles:
    """The roles of one user in many projects; what it found of a namespace it remembers.

    It lives as long as one call, so that nothing it remembers can go stale.
    """

    def __init__(self, world: World, user: User | None) -> None:
        """Look through the eyes of `user`, or of nobody."""
        self._world = world
        self._user = user
        self._namespaces: dict[int, int] = {}

    def in_namespace(self, namespace: Namespace) -> int:
        """Return the user's role in a namespace."""
        if self._user is None:
            return NO_ACCESS
        known = self._namespaces.get(namespace.id)
        if known is None:
            known = self._namespaces[namespace.id] = role_in_namespace(self._world, self._user, namespace)
        return known

    def in_project(self, project: Project) -> int:
        """Return the user's role in a project, from the project or from above."""
        if self._user is None:
            return NO_ACCESS
        above = self.in_namespace(self._world.namespaces[project.namespace_id])
        if self._user.id not in project.members:
            return above
        return max(above, own_role_in_project(self._world, self._user, project))

    def sees_project(self, project: Project) -> bool:
        """Tell whether the user may see a project."""
        return self._open(project.visibility) or self.in_project(project) > NO_ACCESS

    def sees_group(self, group: Group) -> bool:
        """Tell whether the user may see a group: by its visibility, or as a member of it or of what is in it."""
        if self._open(group.visibility) or self.in_namespace(group) > NO_ACCESS:
            return True
        if self._user is None:
            return False
        return any(
            self._user.id in within.members
            or any(self._user.id in self._world.projects[each].members for each in within.project_ids.values())
            for within in (group, *self._world.descendants(group))
        )

    def _open(self, visibility: str) -> bool:
        return visibility == "public" or (visibility == "internal" and self._user is not None)


def admits_job(project: Project, job: Job) -> bool:
    """Tell whether a project's allowlist lets in the token of a job, as its own always does."""
    return job.project_id == project.id or not project.job_token_scope_enabled or job.project_id in project.allowlist


def role_in_project(call: Call, project: Project) -> int:
    """Return the caller's role in a project: none for a job token that the project does not admit."""
    job = call.principal.job
    if job is not None and not admits_job(project, job):
        return NO_ACCESS
    return Roles(call.world, call.principal.user).in_project(project)


def lookup_project(world: World, id_or_path: str) -> Project | None:
    """Find a project by its id or its full path, whoever asks."""
    number = as_id(id_or_path)
    return world.project_at(id_or_path) if number is None else world.projects.get(number)


def find_project(call: Call, need: int = NO_ACCESS, *, open_to_all: bool = False) -> Project:
    """Return the project that the path names, if the caller may see it and has the role `need`.

    With `open_to_all` whoever may see a public or internal project needs no role in it. Raises `NotFound` for a project
    that is not there or not to be seen, `Forbidden` for a caller without the role.
    """
    project = lookup_project(call.world, call.path["id"])
    if project is None:
        raise NotFound("Project")
    return check_project(call, project, need, open_to_all=open_to_all)


def check_project(call: Call, project: Project, need: int = NO_ACCESS, *, open_to_all: bool = False) -> Project:
    """Return `project` if the caller may see it and has the role; raise as `find_project` does."""
    role = role_in_project(call, project)
    visible = project.visibility == "public" or (project.visibility == "internal" and call.principal.user is not None)
    if not visible and role == NO_ACCESS:
        raise NotFound("Project")
    if role < need and not (open_to_all and visible):
        raise Forbidden
    return project


def find_group(call: Call, need: int = NO_ACCESS) -> Group:
    """Return the group that the path names, if the caller may see it and has the role `need`.

    Raises `NotFound` and `Forbidden` as `find_project` does.
    """
    number = as_id(call.path["id"])
    found = call.world.namespace_at(call.path["id"]) if number is None else call.world.namespaces.get(number)
    if not isinstance(found, Group):
        raise NotFound("Group")
    return check_group(call, found, need)


def check_group(call: Call, group: Group, need: int = NO_ACCESS) -> Group:
    """Return `group` if the caller may see it and has the role; raise as `find_group` does."""
    roles = Roles(call.world, call.principal.user)
    if not roles.sees_group(group):
        raise NotFound("Group")
    if roles.in_namespace(group) < need:
        raise Forbidden
    return group


def check_namespace(call: Call, namespace: Namespace, need: int) -> None:
    """See that the caller has the role in a namespace.

    Raises `NotFound` for one that is not to be seen, `Forbidden` for a caller without the role.
    """
    if isinstance(namespace, Group):
        try:
            check_group(call, namespace, need)
        except NotFound:
            raise NotFound("Namespace") from None
    elif namespace.user_id != acting_user(call).id:
        raise NotFound("Namespace")
