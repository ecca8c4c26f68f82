"""What the API answers to users: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model
from dataops_resources.openenum import OpenStrEnum


class UserState(OpenStrEnum):
    """How a user stands; only `active` ones may sign in. The ancestor adds states over time."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    BANNED = "banned"
    LDAP_BLOCKED = "ldap_blocked"
    BLOCKED_PENDING_APPROVAL = "blocked_pending_approval"


class CurrentUser(Model, kw_only=True):
    """The user that the token acts as, with what only the user itself may see."""

    id: int
    """The id."""
    username: str
    """The name to sign in and to be mentioned with; also the path of its namespace."""
    name: str
    """The name to be shown."""
    state: UserState
    """How a user stands; only `active` ones may sign in. The ancestor adds states over time."""
    locked: bool | None = None
    """Whether signing in is barred for a while."""
    avatar_url: str | None
    """Its picture."""
    web_url: str
    """The page of it."""
    created_at: datetime.datetime
    """When it was made."""
    bot: bool | None = None
    """Whether it is the bot of a project's or a group's token."""
    email: str | None = None
    """The address that it signs in with."""
    public_email: str | None = None
    """The address that it shows to all."""
    commit_email: str | None = None
    """The address in the commits that it makes."""
    bio: str | None = None
    """A few words about it."""
    location: str | None = None
    """Where it is."""
    organization: str | None = None
    """Where it works."""
    job_title: str | None = None
    """What it does there."""
    work_information: str | None = None
    """The job title and the organization in one line."""
    pronouns: str | None = None
    """How to speak of it."""
    website_url: str | None = None
    """Its own site."""
    linkedin: str | None = None
    """Its name at LinkedIn."""
    twitter: str | None = None
    """Its name at X."""
    discord: str | None = None
    """Its id at Discord."""
    github: str | None = None
    """Its name at GitHub."""
    local_time: str | None = None
    """The time of day where it is, as `3:38 PM`."""
    preferred_language: str | None = None
    """The language of its pages."""
    followers: int | None = None
    """How many users follow it."""
    following: int | None = None
    """How many users it follows."""
    last_sign_in_at: datetime.datetime | None = None
    """The sign-in before this one."""
    current_sign_in_at: datetime.datetime | None = None
    """The last sign-in."""
    confirmed_at: datetime.datetime | None = None
    """When its address was confirmed."""
    last_activity_on: datetime.date | None = None
    """The day of its last activity."""
    identities: list[UserIdentity] | None = None
    """The sign-in providers that know the user."""
    theme_id: int | None = None
    """The look of its pages."""
    color_scheme_id: int | None = None
    """The look of its code."""
    projects_limit: int | None = None
    """How many projects of its own it may have."""
    can_create_group: bool | None = None
    """Whether it may make groups."""
    can_create_project: bool | None = None
    """Whether it may make projects."""
    two_factor_enabled: bool | None = None
    """Whether it signs in with a second factor."""
    external: bool | None = None
    """Whether it sees only what it was let into."""
    private_profile: bool | None = None
    """Whether its page hides what it does."""


class UserIdentity(Model, kw_only=True):
    """The user at a sign-in provider."""

    provider: str
    """The provider."""
    extern_uid: str | None
    """The user's id there."""
    saml_provider_id: int | None = None
    """The SAML provider of a group."""


class UserReference(Model, kw_only=True):
    """A user, a person or a bot, as others see it."""

    id: int
    """The id."""
    username: str
    """The name to sign in and to be mentioned with; also the path of its namespace."""
    name: str
    """The name to be shown."""
    state: UserState
    """How a user stands; only `active` ones may sign in. The ancestor adds states over time."""
    locked: bool | None = None
    """Whether signing in is barred for a while."""
    public_email: str | None = None
    """The address that it shows to all."""
    avatar_url: str | None
    """Its picture."""
    web_url: str
    """The page of it."""
