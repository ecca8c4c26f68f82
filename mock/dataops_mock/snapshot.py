"""The whole world as plain rows, to see whether anything was touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import cast

import orjson

from dataops_mock.world.entities import Group, Project
from dataops_mock.world.progress import bring_up_to_date
from dataops_mock.world.world import World

Rows = dict[str, str]

# What reading moves: the last use of a token, and archives that are packed when they are first asked for.
_VOLATILE = frozenset({"last_used_at", "archive"})


def snapshot(world: World) -> Mapping[str, Rows]:
    """Return table → id → a digest of the row. The ids of what a project or group holds begin with its own."""
    tables: dict[str, Rows] = {
        # A retired bot is only kept for what names it; nobody can find it any more.
        "users": {str(key): digest(user) for key, user in world.users.items() if not user.retired},
        "namespaces": {str(key): digest(namespace) for key, namespace in world.namespaces.items()},
        "projects": {str(key): digest(project) for key, project in world.projects.items()},
        "tokens": {str(key): digest(token) for key, token in world.tokens.items()},
    }
    for group in world.groups():
        _add(tables, "group", group)
    for project in world.projects.values():
        bring_up_to_date(world, project)
        _add(tables, "project", project)
        tables.setdefault("branches", {}).update(
            {f"{project.id}/{name}": digest(tip) for name, tip in project.repository.branches.items()}
        )
    return tables


def world_digest(shown: Mapping[str, Rows]) -> str:
    """Return one digest of a whole snapshot: two worlds with the same rows have the same."""
    return sha256(orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _add(tables: dict[str, Rows], kind: str, owner: Project | Group) -> None:
    """Add the rows of every table that an owner holds."""
    for column in fields(owner):
        held: object = getattr(owner, column.name)
        by_key = cast("dict[object, object]", held) if isinstance(held, dict) else {}
        if any(is_dataclass(row) for row in by_key.values()):
            rows = tables.setdefault(f"{kind}_{column.name}", {})
            for key, row in by_key.items():
                rows[f"{owner.id}/{_key(key)}"] = digest(row)


def digest(value: object) -> str:
    """Return a short digest of a record's own values, without those that reading moves."""
    return sha256(_plain(value).encode()).hexdigest()[:16]


def _plain(value: object) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        columns = (column.name for column in fields(value) if column.name not in _VOLATILE)
        return "{" + ",".join(f"{name}={_shallow(getattr(value, name))}" for name in columns) + "}"
    return _shallow(value)


def _shallow(value: object) -> str:
    """Return a value as text; of the records that it holds by key only the keys, for they are rows of their own."""
    if isinstance(value, dict):
        items = sorted(cast("dict[object, object]", value).items(), key=str)
        return "{" + ",".join(f"{_key(key)}:{_shallow(item)}" for key, item in items) + "}"
    if isinstance(value, set | frozenset):
        return repr(sorted(cast("set[object]", value), key=str))
    if isinstance(value, list | tuple):
        return "[" + ",".join(_plain(item) for item in cast("list[object]", value)) + "]"
    if value is None or isinstance(value, str | int | float | bytes | bool | date | timedelta):
        return repr(value)
    return type(value).__name__


def _key(key: object) -> str:
    return "/".join(str(part) for part in cast("tuple[object, ...]", key)) if isinstance(key, tuple) else str(key)
