# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.user_identity import UserIdentity


T = TypeVar("T", bound="CurrentUser")


@_attrs_define
class CurrentUser:
    """The user that the token acts as, with what only the user itself may see.

    Attributes:
        id (int): The id.
        username (str): The name to sign in and to be mentioned with; also the path of its namespace.
        name (str): The name to be shown.
        state (str): How a user stands; only `active` ones may sign in. The ancestor adds states over time.
        avatar_url (None | str): Its picture.
        web_url (str): The page of it.
        created_at (datetime.datetime): When it was made.
        locked (bool | Unset): Whether signing in is barred for a while.
        bot (bool | Unset): Whether it is the bot of a project's or a group's token.
        email (str | Unset): The address that it signs in with.
        public_email (None | str | Unset): The address that it shows to all.
        commit_email (None | str | Unset): The address in the commits that it makes.
        bio (None | str | Unset): A few words about it.
        location (None | str | Unset): Where it is.
        organization (None | str | Unset): Where it works.
        job_title (None | str | Unset): What it does there.
        work_information (None | str | Unset): The job title and the organization in one line.
        pronouns (None | str | Unset): How to speak of it.
        website_url (None | str | Unset): Its own site.
        linkedin (None | str | Unset): Its name at LinkedIn.
        twitter (None | str | Unset): Its name at X.
        discord (None | str | Unset): Its id at Discord.
        github (None | str | Unset): Its name at GitHub.
        local_time (None | str | Unset): The time of day where it is, as `3:38 PM`.
        preferred_language (None | str | Unset): The language of its pages.
        followers (int | Unset): How many users follow it.
        following (int | Unset): How many users it follows.
        last_sign_in_at (datetime.datetime | None | Unset): The sign-in before this one.
        current_sign_in_at (datetime.datetime | None | Unset): The last sign-in.
        confirmed_at (datetime.datetime | None | Unset): When its address was confirmed.
        last_activity_on (datetime.date | None | Unset): The day of its last activity.
        identities (list[UserIdentity] | Unset): The sign-in providers that know the user.
        theme_id (int | None | Unset): The look of its pages.
        color_scheme_id (int | None | Unset): The look of its code.
        projects_limit (int | Unset): How many projects of its own it may have.
        can_create_group (bool | Unset): Whether it may make groups.
        can_create_project (bool | Unset): Whether it may make projects.
        two_factor_enabled (bool | Unset): Whether it signs in with a second factor.
        external (bool | Unset): Whether it sees only what it was let into.
        private_profile (bool | Unset): Whether its page hides what it does.
    """

    id: int
    username: str
    name: str
    state: str
    avatar_url: None | str
    web_url: str
    created_at: datetime.datetime
    locked: bool | Unset = UNSET
    bot: bool | Unset = UNSET
    email: str | Unset = UNSET
    public_email: None | str | Unset = UNSET
    commit_email: None | str | Unset = UNSET
    bio: None | str | Unset = UNSET
    location: None | str | Unset = UNSET
    organization: None | str | Unset = UNSET
    job_title: None | str | Unset = UNSET
    work_information: None | str | Unset = UNSET
    pronouns: None | str | Unset = UNSET
    website_url: None | str | Unset = UNSET
    linkedin: None | str | Unset = UNSET
    twitter: None | str | Unset = UNSET
    discord: None | str | Unset = UNSET
    github: None | str | Unset = UNSET
    local_time: None | str | Unset = UNSET
    preferred_language: None | str | Unset = UNSET
    followers: int | Unset = UNSET
    following: int | Unset = UNSET
    last_sign_in_at: datetime.datetime | None | Unset = UNSET
    current_sign_in_at: datetime.datetime | None | Unset = UNSET
    confirmed_at: datetime.datetime | None | Unset = UNSET
    last_activity_on: datetime.date | None | Unset = UNSET
    identities: list[UserIdentity] | Unset = UNSET
    theme_id: int | None | Unset = UNSET
    color_scheme_id: int | None | Unset = UNSET
    projects_limit: int | Unset = UNSET
    can_create_group: bool | Unset = UNSET
    can_create_project: bool | Unset = UNSET
    two_factor_enabled: bool | Unset = UNSET
    external: bool | Unset = UNSET
    private_profile: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        username = self.username

        name = self.name

        state = self.state

        avatar_url: None | str
        avatar_url = self.avatar_url

        web_url = self.web_url

        created_at = self.created_at.isoformat()

        locked = self.locked

        bot = self.bot

        email = self.email

        public_email: None | str | Unset
        if isinstance(self.public_email, Unset):
            public_email = UNSET
        else:
            public_email = self.public_email

        commit_email: None | str | Unset
        if isinstance(self.commit_email, Unset):
            commit_email = UNSET
        else:
            commit_email = self.commit_email

        bio: None | str | Unset
        if isinstance(self.bio, Unset):
            bio = UNSET
        else:
            bio = self.bio

        location: None | str | Unset
        if isinstance(self.location, Unset):
            location = UNSET
        else:
            location = self.location

        organization: None | str | Unset
        if isinstance(self.organization, Unset):
            organization = UNSET
        else:
            organization = self.organization

        job_title: None | str | Unset
        if isinstance(self.job_title, Unset):
            job_title = UNSET
        else:
            job_title = self.job_title

        work_information: None | str | Unset
        if isinstance(self.work_information, Unset):
            work_information = UNSET
        else:
            work_information = self.work_information

        pronouns: None | str | Unset
        if isinstance(self.pronouns, Unset):
            pronouns = UNSET
        else:
            pronouns = self.pronouns

        website_url: None | str | Unset
        if isinstance(self.website_url, Unset):
            website_url = UNSET
        else:
            website_url = self.website_url

        linkedin: None | str | Unset
        if isinstance(self.linkedin, Unset):
            linkedin = UNSET
        else:
            linkedin = self.linkedin

        twitter: None | str | Unset
        if isinstance(self.twitter, Unset):
            twitter = UNSET
        else:
            twitter = self.twitter

        discord: None | str | Unset
        if isinstance(self.discord, Unset):
            discord = UNSET
        else:
            discord = self.discord

        github: None | str | Unset
        if isinstance(self.github, Unset):
            github = UNSET
        else:
            github = self.github

        local_time: None | str | Unset
        if isinstance(self.local_time, Unset):
            local_time = UNSET
        else:
            local_time = self.local_time

        preferred_language: None | str | Unset
        if isinstance(self.preferred_language, Unset):
            preferred_language = UNSET
        else:
            preferred_language = self.preferred_language

        followers = self.followers

        following = self.following

        last_sign_in_at: None | str | Unset
        if isinstance(self.last_sign_in_at, Unset):
            last_sign_in_at = UNSET
        elif isinstance(self.last_sign_in_at, datetime.datetime):
            last_sign_in_at = self.last_sign_in_at.isoformat()
        else:
            last_sign_in_at = self.last_sign_in_at

        current_sign_in_at: None | str | Unset
        if isinstance(self.current_sign_in_at, Unset):
            current_sign_in_at = UNSET
        elif isinstance(self.current_sign_in_at, datetime.datetime):
            current_sign_in_at = self.current_sign_in_at.isoformat()
        else:
            current_sign_in_at = self.current_sign_in_at

        confirmed_at: None | str | Unset
        if isinstance(self.confirmed_at, Unset):
            confirmed_at = UNSET
        elif isinstance(self.confirmed_at, datetime.datetime):
            confirmed_at = self.confirmed_at.isoformat()
        else:
            confirmed_at = self.confirmed_at

        last_activity_on: None | str | Unset
        if isinstance(self.last_activity_on, Unset):
            last_activity_on = UNSET
        elif isinstance(self.last_activity_on, datetime.date):
            last_activity_on = self.last_activity_on.isoformat()
        else:
            last_activity_on = self.last_activity_on

        identities: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.identities, Unset):
            identities = []
            for componentsschemas_user_identity_list_item_data in self.identities:
                componentsschemas_user_identity_list_item = componentsschemas_user_identity_list_item_data.to_dict()
                identities.append(componentsschemas_user_identity_list_item)

        theme_id: int | None | Unset
        if isinstance(self.theme_id, Unset):
            theme_id = UNSET
        else:
            theme_id = self.theme_id

        color_scheme_id: int | None | Unset
        if isinstance(self.color_scheme_id, Unset):
            color_scheme_id = UNSET
        else:
            color_scheme_id = self.color_scheme_id

        projects_limit = self.projects_limit

        can_create_group = self.can_create_group

        can_create_project = self.can_create_project

        two_factor_enabled = self.two_factor_enabled

        external = self.external

        private_profile = self.private_profile

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "username": username,
                "name": name,
                "state": state,
                "avatar_url": avatar_url,
                "web_url": web_url,
                "created_at": created_at,
            }
        )
        if locked is not UNSET:
            field_dict["locked"] = locked
        if bot is not UNSET:
            field_dict["bot"] = bot
        if email is not UNSET:
            field_dict["email"] = email
        if public_email is not UNSET:
            field_dict["public_email"] = public_email
        if commit_email is not UNSET:
            field_dict["commit_email"] = commit_email
        if bio is not UNSET:
            field_dict["bio"] = bio
        if location is not UNSET:
            field_dict["location"] = location
        if organization is not UNSET:
            field_dict["organization"] = organization
        if job_title is not UNSET:
            field_dict["job_title"] = job_title
        if work_information is not UNSET:
            field_dict["work_information"] = work_information
        if pronouns is not UNSET:
            field_dict["pronouns"] = pronouns
        if website_url is not UNSET:
            field_dict["website_url"] = website_url
        if linkedin is not UNSET:
            field_dict["linkedin"] = linkedin
        if twitter is not UNSET:
            field_dict["twitter"] = twitter
        if discord is not UNSET:
            field_dict["discord"] = discord
        if github is not UNSET:
            field_dict["github"] = github
        if local_time is not UNSET:
            field_dict["local_time"] = local_time
        if preferred_language is not UNSET:
            field_dict["preferred_language"] = preferred_language
        if followers is not UNSET:
            field_dict["followers"] = followers
        if following is not UNSET:
            field_dict["following"] = following
        if last_sign_in_at is not UNSET:
            field_dict["last_sign_in_at"] = last_sign_in_at
        if current_sign_in_at is not UNSET:
            field_dict["current_sign_in_at"] = current_sign_in_at
        if confirmed_at is not UNSET:
            field_dict["confirmed_at"] = confirmed_at
        if last_activity_on is not UNSET:
            field_dict["last_activity_on"] = last_activity_on
        if identities is not UNSET:
            field_dict["identities"] = identities
        if theme_id is not UNSET:
            field_dict["theme_id"] = theme_id
        if color_scheme_id is not UNSET:
            field_dict["color_scheme_id"] = color_scheme_id
        if projects_limit is not UNSET:
            field_dict["projects_limit"] = projects_limit
        if can_create_group is not UNSET:
            field_dict["can_create_group"] = can_create_group
        if can_create_project is not UNSET:
            field_dict["can_create_project"] = can_create_project
        if two_factor_enabled is not UNSET:
            field_dict["two_factor_enabled"] = two_factor_enabled
        if external is not UNSET:
            field_dict["external"] = external
        if private_profile is not UNSET:
            field_dict["private_profile"] = private_profile

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.user_identity import UserIdentity  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        username = d.pop("username")

        name = d.pop("name")

        state = d.pop("state")

        def _parse_avatar_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        avatar_url = _parse_avatar_url(d.pop("avatar_url"))

        web_url = d.pop("web_url")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        locked = d.pop("locked", UNSET)

        bot = d.pop("bot", UNSET)

        email = d.pop("email", UNSET)

        def _parse_public_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        public_email = _parse_public_email(d.pop("public_email", UNSET))

        def _parse_commit_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        commit_email = _parse_commit_email(d.pop("commit_email", UNSET))

        def _parse_bio(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        bio = _parse_bio(d.pop("bio", UNSET))

        def _parse_location(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        location = _parse_location(d.pop("location", UNSET))

        def _parse_organization(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization = _parse_organization(d.pop("organization", UNSET))

        def _parse_job_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_title = _parse_job_title(d.pop("job_title", UNSET))

        def _parse_work_information(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        work_information = _parse_work_information(d.pop("work_information", UNSET))

        def _parse_pronouns(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        pronouns = _parse_pronouns(d.pop("pronouns", UNSET))

        def _parse_website_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        website_url = _parse_website_url(d.pop("website_url", UNSET))

        def _parse_linkedin(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        linkedin = _parse_linkedin(d.pop("linkedin", UNSET))

        def _parse_twitter(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        twitter = _parse_twitter(d.pop("twitter", UNSET))

        def _parse_discord(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        discord = _parse_discord(d.pop("discord", UNSET))

        def _parse_github(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        github = _parse_github(d.pop("github", UNSET))

        def _parse_local_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        local_time = _parse_local_time(d.pop("local_time", UNSET))

        def _parse_preferred_language(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        preferred_language = _parse_preferred_language(d.pop("preferred_language", UNSET))

        followers = d.pop("followers", UNSET)

        following = d.pop("following", UNSET)

        def _parse_last_sign_in_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_sign_in_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_sign_in_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_sign_in_at = _parse_last_sign_in_at(d.pop("last_sign_in_at", UNSET))

        def _parse_current_sign_in_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                current_sign_in_at_type_0 = datetime.datetime.fromisoformat(data)

                return current_sign_in_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        current_sign_in_at = _parse_current_sign_in_at(d.pop("current_sign_in_at", UNSET))

        def _parse_confirmed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                confirmed_at_type_0 = datetime.datetime.fromisoformat(data)

                return confirmed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        confirmed_at = _parse_confirmed_at(d.pop("confirmed_at", UNSET))

        def _parse_last_activity_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_activity_on_type_0 = datetime.date.fromisoformat(data)

                return last_activity_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        last_activity_on = _parse_last_activity_on(d.pop("last_activity_on", UNSET))

        _identities = d.pop("identities", UNSET)
        identities: list[UserIdentity] | Unset = UNSET
        if _identities is not UNSET:
            identities = []
            for componentsschemas_user_identity_list_item_data in _identities:
                componentsschemas_user_identity_list_item = UserIdentity.from_dict(
                    componentsschemas_user_identity_list_item_data
                )

                identities.append(componentsschemas_user_identity_list_item)

        def _parse_theme_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        theme_id = _parse_theme_id(d.pop("theme_id", UNSET))

        def _parse_color_scheme_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        color_scheme_id = _parse_color_scheme_id(d.pop("color_scheme_id", UNSET))

        projects_limit = d.pop("projects_limit", UNSET)

        can_create_group = d.pop("can_create_group", UNSET)

        can_create_project = d.pop("can_create_project", UNSET)

        two_factor_enabled = d.pop("two_factor_enabled", UNSET)

        external = d.pop("external", UNSET)

        private_profile = d.pop("private_profile", UNSET)

        current_user = cls(
            id=id,
            username=username,
            name=name,
            state=state,
            avatar_url=avatar_url,
            web_url=web_url,
            created_at=created_at,
            locked=locked,
            bot=bot,
            email=email,
            public_email=public_email,
            commit_email=commit_email,
            bio=bio,
            location=location,
            organization=organization,
            job_title=job_title,
            work_information=work_information,
            pronouns=pronouns,
            website_url=website_url,
            linkedin=linkedin,
            twitter=twitter,
            discord=discord,
            github=github,
            local_time=local_time,
            preferred_language=preferred_language,
            followers=followers,
            following=following,
            last_sign_in_at=last_sign_in_at,
            current_sign_in_at=current_sign_in_at,
            confirmed_at=confirmed_at,
            last_activity_on=last_activity_on,
            identities=identities,
            theme_id=theme_id,
            color_scheme_id=color_scheme_id,
            projects_limit=projects_limit,
            can_create_group=can_create_group,
            can_create_project=can_create_project,
            two_factor_enabled=two_factor_enabled,
            external=external,
            private_profile=private_profile,
        )

        current_user.additional_properties = d
        return current_user

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
