"""Users, as others see them and as they see themselves."""

from __future__ import annotations

from dataops_mock.call import Call, JsonObject, JsonValue
from dataops_mock.present import urls
from dataops_mock.world.entities import Member, User
from dataops_mock.world.times import day_or_none, iso


def user_reference(call: Call, user: User) -> dict[str, JsonValue]:
    """Present a user as others see it."""
    return {
        "id": user.id,
        "username": user.username,
        "name": user.name,
        "state": user.state,
        "locked": False,
        "public_email": None,
        "avatar_url": None,
        "web_url": urls.page(call, user.username),
    }


def known_user(call: Call, user_id: int) -> dict[str, JsonValue]:
    """Present the user with this id as others see it."""
    return user_reference(call, call.world.users[user_id])


def current_user(call: Call, user: User) -> JsonObject:
    """Present a user as it sees itself."""
    return {
        **user_reference(call, user),
        "created_at": iso(user.created_at),
        "bot": user.bot is not None,
        "email": user.email,
        "commit_email": user.email,
        "bio": "",
        "location": None,
        "organization": None,
        "job_title": "",
        "work_information": None,
        "pronouns": None,
        "website_url": "",
        "linkedin": "",
        "twitter": "",
        "discord": "",
        "github": "",
        "local_time": None,
        "preferred_language": "en",
        "followers": 0,
        "following": 0,
        "last_sign_in_at": None,
        "current_sign_in_at": None,
        "confirmed_at": iso(user.created_at),
        "last_activity_on": None,
        "identities": [],
        "theme_id": 3,
        "color_scheme_id": 1,
        "projects_limit": 0 if user.bot else 100000,
        "can_create_group": user.bot is None,
        "can_create_project": user.bot is None,
        "two_factor_enabled": False,
        "external": False,
        "private_profile": False,
    }


def member(call: Call, one: Member) -> JsonObject:
    """Present a member of a project."""
    shown: dict[str, JsonValue] = {
        **known_user(call, one.user_id),
        "access_level": one.access_level,
        "created_at": iso(one.created_at),
        "expires_at": day_or_none(one.expires_at),
        "membership_state": "active",
    }
    if one.created_by_id is not None:
        shown["created_by"] = known_user(call, one.created_by_id)
    return shown
