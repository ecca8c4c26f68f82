"""The world: all tables, their indexes and counters, and the secrets that the seed gives."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from datetime import datetime, timedelta

from dataops_mock.world.entities import AccessToken, Group, Namespace, Project, Secret, User
from dataops_mock.world.times import Clock, to_milliseconds

_ALPHABET = string.ascii_letters + string.digits + "_-"
_SECRET_LENGTH = 20
_USE_RECORDED_EVERY = timedelta(minutes=10)


class World:
    """Everything that one mock server knows.

    The same seed and the same calls at the same times give the same world, byte for byte.
    """

    def __init__(self, seed: int, clock: Clock) -> None:
        """Make an empty world whose secrets follow from `seed` and whose time is the clock's."""
        self.seed = seed
        self.clock = clock
        self.users: dict[int, User] = {}
        self.namespaces: dict[int, Namespace] = {}
        self.projects: dict[int, Project] = {}
        self.tokens: dict[int, AccessToken] = {}
        self.marks: dict[str, int] = {}
        self._random = random.Random(seed)  # ruff: ignore[S311] - secrets of a test server, the same for the same seed
        self._last_ids: dict[str, int] = {}
        self._secrets: dict[str, Secret] = {}
        self._namespaces_by_path: dict[str, int] = {}
        self._users_by_name: dict[str, int] = {}

    def now(self) -> datetime:
        """Return the clock's time, cut to the millisecond that answers show."""
        return to_milliseconds(self.clock.now())

    def next_id(self, table: str) -> int:
        """Return the next id of a table; ids rise from 1 and are never used again."""
        self._last_ids[table] = self._last_ids.get(table, 0) + 1
        return self._last_ids[table]

    def new_secret(self, prefix: str) -> str:
        """Return a secret that nobody has yet, such as `glpat-…`."""
        return prefix + "".join(self._random.choices(_ALPHABET, k=_SECRET_LENGTH))

    def lookup_secret(self, secret: str) -> Secret | None:
        """Find the access token, job or trigger that a secret belongs to, whatever its state.

        Whether it is of use is the caller's question: `AccessToken.is_active`, `progress.job_is_running`.
        """
        return self._secrets.get(secret)

    def keep_secret(self, entity: Secret) -> None:
        """Let the entity be found by its secret."""
        self._secrets[entity.secret] = entity

    def forget_secret(self, entity: Secret) -> None:
        """Let the entity be found by its secret no more."""
        self._secrets.pop(entity.secret, None)

    def record_use(self, token: AccessToken) -> None:
        """Note that a token was used; like the ancestor, at most once in ten minutes."""
        now = self.now()
        if token.last_used_at is None or now - token.last_used_at >= _USE_RECORDED_EVERY:
            token.last_used_at = now

    def add_user(self, user: User) -> None:
        """Put a user into the world."""
        self.users[user.id] = user
        self._users_by_name[user.username.lower()] = user.id

    def user_named(self, username: str) -> User | None:
        """Find a user by name, whatever the case."""
        user_id = self._users_by_name.get(username.lower())
        return None if user_id is None else self.users[user_id]

    def add_namespace(self, namespace: Namespace) -> None:
        """Put a namespace into the world."""
        self.namespaces[namespace.id] = namespace
        self._namespaces_by_path[namespace.full_path.lower()] = namespace.id
        if namespace.parent_id is not None:
            self.group(namespace.parent_id).subgroup_ids.add(namespace.id)

    def drop_namespace(self, namespace: Namespace) -> None:
        """Take an empty namespace out of the world."""
        del self.namespaces[namespace.id]
        del self._namespaces_by_path[namespace.full_path.lower()]
        if namespace.parent_id is not None:
            self.group(namespace.parent_id).subgroup_ids.discard(namespace.id)

    def move_namespace(self, group: Group, path: str) -> None:
        """Give a group another path, and all groups below it the full paths that follow."""
        group.path = path
        above = "" if group.parent_id is None else self.namespaces[group.parent_id].full_path + "/"
        self._index_path(group, above + path)

    def namespace_at(self, full_path: str) -> Namespace | None:
        """Find a namespace by its full path, whatever the case."""
        namespace_id = self._namespaces_by_path.get(full_path.lower())
        return None if namespace_id is None else self.namespaces[namespace_id]

    def group(self, group_id: int) -> Group:
        """Return the group with this id; raise `KeyError` if there is none."""
        found = self.namespaces[group_id]
        if not isinstance(found, Group):
            raise KeyError(group_id)
        return found

    def groups(self) -> Iterator[Group]:
        """Yield every group."""
        for namespace in self.namespaces.values():
            if isinstance(namespace, Group):
                yield namespace

    def descendants(self, group: Group) -> Iterator[Group]:
        """Yield the groups below a group, at every depth."""
        for group_id in sorted(group.subgroup_ids):
            below = self.group(group_id)
            yield below
            yield from self.descendants(below)

    def ancestors(self, namespace: Namespace) -> Iterator[Namespace]:
        """Yield a namespace and those above it."""
        current: Namespace | None = namespace
        while current is not None:
            yield current
            current = None if current.parent_id is None else self.namespaces[current.parent_id]

    def add_project(self, project: Project) -> None:
        """Put a project into its namespace."""
        self.projects[project.id] = project
        self.namespaces[project.namespace_id].project_ids[project.path.lower()] = project.id

    def drop_project(self, project: Project) -> None:
        """Take a project out of its namespace."""
        del self.projects[project.id]
        del self.namespaces[project.namespace_id].project_ids[project.path.lower()]

    def move_project(self, project: Project, path: str) -> None:
        """Give a project another path in its namespace."""
        paths = self.namespaces[project.namespace_id].project_ids
        del paths[project.path.lower()]
        paths[path.lower()] = project.id
        project.path = path

    def project_at(self, full_path: str) -> Project | None:
        """Find a project by its full path, whatever the case."""
        above, _, path = full_path.rpartition("/")
        namespace = self.namespace_at(above)
        project_id = None if namespace is None else namespace.project_ids.get(path.lower())
        return None if project_id is None else self.projects[project_id]

    def full_path(self, project: Project) -> str:
        """Return the full path of a project."""
        return f"{self.namespaces[project.namespace_id].full_path}/{project.path}"

    def full_name(self, namespace: Namespace) -> str:
        """Return the names of a namespace and those above it, with blanks and slashes."""
        return " / ".join(reversed([above.name for above in self.ancestors(namespace)]))

    def _index_path(self, group: Group, full_path: str) -> None:
        del self._namespaces_by_path[group.full_path.lower()]
        group.full_path = full_path
        self._namespaces_by_path[full_path.lower()] = group.id
        for group_id in group.subgroup_ids:
            below = self.group(group_id)
            self._index_path(below, f"{full_path}/{below.path}")
