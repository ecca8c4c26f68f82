"""What the API answers to members: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model
from dataops_resources.models.projects import AccessLevel
from dataops_resources.models.users import UserReference, UserState
from dataops_resources.openenum import OpenStrEnum


class MembershipState(OpenStrEnum):
    """How the membership stands. The ancestor adds states over time."""

    ACTIVE = "active"
    AWAITING = "awaiting"


class Member(Model, kw_only=True):
    """A user and the role in the project. `id` is the user's."""

    id: int
    """The id of the user."""
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
    access_level: AccessLevel
    """A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner, 0 no access, 5
    minimal access, 60 administrator. The ancestor adds roles over time.
    """
    created_at: datetime.datetime | None = None
    """When it became a member."""
    created_by: UserReference | None = None
    """A user, a person or a bot, as others see it."""
    expires_at: datetime.date | None
    """The day on which the membership ends; null where it does not."""
    membership_state: MembershipState | None = None
    """How the membership stands. The ancestor adds states over time."""
