"""Access tokens are issued, rotated and revoked, and the bot users of projects and groups with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from dataops_mock.world.entities import AccessToken, Group, Member, Project, User
from dataops_mock.world.world import World

_GOOD_FOR = timedelta(days=365)
_ROTATED_GOOD_FOR = timedelta(days=7)


def issue_personal(
    world: World, user: User, name: str, scopes: Sequence[str], expires_at: date | None = None
) -> AccessToken:
    """Give a user a token."""
    token = AccessToken(
        id=world.next_id("token"),
        kind="personal",
        user_id=user.id,
        name=name,
        scopes=tuple(scopes),
        secret=world.new_secret("glpat-"),
        created_at=world.now(),
        expires_at=expires_at,
    )
    _keep(world, token)
    return token


def issue_for_resource(
    world: World,
    resource: Project | Group,
    creator: User,
    name: str,
    scopes: Sequence[str],
    access_level: int,
    expires_at: date | None = None,
    description: str | None = None,
) -> AccessToken:
    """Give a project or a group a token, and the token a bot user of its own who is a member with `access_level`."""
    now = world.now()
    bot = _new_bot(world, resource, name)
    resource.members[bot.id] = Member(bot.id, access_level, now, creator.id)
    token = AccessToken(
        id=world.next_id("token"),
        kind="project" if isinstance(resource, Project) else "group",
        user_id=bot.id,
        name=name,
        scopes=tuple(dict.fromkeys(scopes)),
        secret=world.new_secret("glpat-"),
        created_at=now,
        expires_at=expires_at or now.date() + _GOOD_FOR,
        description=description,
        resource_id=resource.id,
    )
    _keep(world, token)
    resource.tokens[token.id] = token
    return token


def rotate(world: World, token: AccessToken, expires_at: date | None) -> AccessToken:
    """Revoke a token and return a new one in its place: same user, name and scopes; good for a week unless told."""
    now = world.now()
    fresh = AccessToken(
        id=world.next_id("token"),
        kind=token.kind,
        user_id=token.user_id,
        name=token.name,
        scopes=token.scopes,
        secret=world.new_secret("glpat-"),
        created_at=now,
        expires_at=expires_at or now.date() + _ROTATED_GOOD_FOR,
        description=token.description,
        resource_id=token.resource_id,
    )
    token.revoked = True
    _keep(world, fresh)
    resource = resource_of(world, token)
    if resource is not None:
        resource.tokens[fresh.id] = fresh
    return fresh


def revoke(world: World, token: AccessToken) -> None:
    """Revoke a token. A bot user goes with its token, and with it whatever else it had."""
    if token.kind == "personal":
        token.revoked = True
        return
    for other in [each for each in world.tokens.values() if each.user_id == token.user_id]:
        drop(world, other)


def drop(world: World, token: AccessToken) -> None:
    """Take a project's or group's token out of the world, and its bot user out of all lists and memberships."""
    del world.tokens[token.id]
    world.forget_secret(token)
    token.revoked = True
    world.users[token.user_id].retired = True
    resource = resource_of(world, token)
    if resource is not None:
        resource.tokens.pop(token.id, None)
    for project in world.projects.values():
        project.members.pop(token.user_id, None)
    for group in world.groups():
        group.members.pop(token.user_id, None)


def resource_of(world: World, token: AccessToken) -> Project | Group | None:
    """Return the project or group that a token belongs to; None for a personal one."""
    if token.resource_id is None:
        return None
    return world.projects[token.resource_id] if token.kind == "project" else world.group(token.resource_id)


def _keep(world: World, token: AccessToken) -> None:
    world.tokens[token.id] = token
    world.keep_secret(token)


def _new_bot(world: World, resource: Project | Group, name: str) -> User:
    kind: Literal["project", "group"] = "project" if isinstance(resource, Project) else "group"
    ending = world.new_secret("").lower().replace("-", "a").replace("_", "b")
    username = f"{kind}_{resource.id}_bot_{ending}"
    user = User(world.next_id("user"), username, name, f"{username}@noreply.example.com", world.now(), bot=kind)
    world.add_user(user)
    return user
