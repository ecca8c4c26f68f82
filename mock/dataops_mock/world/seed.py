"""The seeded world: the same seed gives the same one, byte for byte, ids, times, SHAs and secrets included."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from dataops_mock.world import lifecycle, seed_content, tokens
from dataops_mock.world.entities import Group, Member, Namespace, PipelineVariable, Project, Schedule, User, Visibility
from dataops_mock.world.roles import DEVELOPER, GUEST, MAINTAINER, REPORTER
from dataops_mock.world.seed_pipelines import add_finished_job, add_held_job, add_pipelines, add_trigger, add_variables
from dataops_mock.world.times import Clock
from dataops_mock.world.world import World

EPOCH: Final = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
_FAR: Final = date(2099, 12, 31)
_LONG_AGO: Final = date(2026, 1, 2)
_RICH_PROJECTS: Final = 6


class SeedClock:
    """The clock while the seed is sown: it moves a second each time that it is told to."""

    def __init__(self) -> None:
        """Begin at the epoch of every seeded world."""
        self._now = EPOCH

    def now(self) -> datetime:
        """Return the time of the seeding."""
        return self._now

    def tick(self, seconds: float = 1) -> None:
        """Move ahead."""
        self._now += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class _Place:
    """A namespace to put projects in, who makes them, and how open they may be."""

    namespace: Namespace
    creator: User
    visibilities: tuple[Visibility, ...]


def build_world(seed: int, projects: int, clock: Clock) -> World:
    """Return a seeded world that lives by `clock`, with so many projects; the sandbox project is one of them."""
    seeding = SeedClock()
    world = World(seed, seeding)
    draw = random.Random(f"projects {seed}")  # ruff: ignore[S311] - which project is where, the same for the same seed
    people = {name: lifecycle.new_user(world, name, shown) for name, shown in seed_content.PEOPLE}
    groups = _add_groups(world, people)
    _add_sandbox(world, seeding, people["ada"], groups["sandbox"])
    _add_tokens(world, people)
    places = _places(world, people, groups)
    for number in range(1, projects):
        seeding.tick(60)
        place = places[number % len(places)]
        made = _add_project(world, place, number, draw)
        _add_members(world, made, people, draw)
        if made.visibility == "private" and made.creator_id == people["ada"].id:
            # The jobs of that project may come here, and those of this one not go there.
            world.projects[world.marks["sandbox_project"]].allowlist.setdefault(made.id, world.now())
        if number <= _RICH_PROJECTS:
            add_pipelines(world, seeding, made, place.creator)
    world.clock = clock
    return world


def credentials(world: World, base_url: str) -> Mapping[str, str]:
    """Return the environment variables that name a seeded world's URL, credentials and sandbox.

    Raises `KeyError` for a world that was not seeded.
    """
    url = base_url if base_url.endswith("/api/v4") else f"{base_url}/api/v4"
    marks = world.marks
    held, finished = marks["held_job"], marks["finished_job"]
    project = world.projects[marks["sandbox_project"]]
    return {
        "DATAOPS_URL": url,
        "DATAOPS_TOKEN": world.tokens[marks["token"]].secret,
        "DATAOPS_PROJECT_TOKEN": world.tokens[marks["project_token"]].secret,
        "DATAOPS_GROUP_TOKEN": world.tokens[marks["group_token"]].secret,
        "DATAOPS_JOB_TOKEN": project.jobs[held].secret,
        "DATAOPS_TRIGGER_TOKEN": project.triggers[marks["trigger"]].secret,
        "DATAOPS_OTHER_TOKEN": world.tokens[marks["other_token"]].secret,
        "DATAOPS_READ_TOKEN": world.tokens[marks["read_token"]].secret,
        "DATAOPS_REVOKED_TOKEN": world.tokens[marks["revoked_token"]].secret,
        "DATAOPS_EXPIRED_TOKEN": world.tokens[marks["expired_token"]].secret,
        "DATAOPS_QUOTA_TOKEN": world.tokens[marks["quota_token"]].secret,
        "DATAOPS_FINISHED_JOB_TOKEN": project.jobs[finished].secret,
        "DATAOPS_PROJECT": str(marks["sandbox_project"]),
        "DATAOPS_GROUP": str(marks["sandbox_group"]),
    }


def _add_groups(world: World, people: Mapping[str, User]) -> Mapping[str, Group]:
    ada, grace = people["ada"], people["grace"]
    sandbox = lifecycle.new_group(world, "Sandbox", "sandbox", ada, None, "public")
    team = lifecycle.new_group(world, "Team", "team", people["alan"], None, "public")
    platform = lifecycle.new_group(world, "Platform", "platform", people["alan"], team, "private")
    finance = lifecycle.new_group(world, "Finance", "finance", grace, None, "private")
    research = lifecycle.new_group(world, "Research", "research", people["barbara"], None, "internal")
    now = world.now()
    team.members[ada.id] = Member(ada.id, MAINTAINER, now, people["alan"].id)
    research.members[ada.id] = Member(ada.id, REPORTER, now, people["barbara"].id)
    platform.members[people["radia"].id] = Member(people["radia"].id, DEVELOPER, now, people["alan"].id)
    world.marks["sandbox_group"] = sandbox.id
    return {"sandbox": sandbox, "team": team, "platform": platform, "finance": finance, "research": research}


def _places(world: World, people: Mapping[str, User], groups: Mapping[str, Group]) -> list[_Place]:
    def own(name: str, *visibilities: Visibility) -> _Place:
        user = people[name]
        namespace = world.namespace_at(user.username)
        assert namespace is not None
        return _Place(namespace, user, visibilities)

    return [
        _Place(groups["team"], people["alan"], ("public", "private", "internal")),
        own("ada", "private", "public"),
        _Place(groups["platform"], people["alan"], ("private",)),
        _Place(groups["research"], people["barbara"], ("internal", "private")),
        own("grace", "private", "public"),
        _Place(groups["sandbox"], people["ada"], ("public", "private", "internal")),
        _Place(groups["finance"], people["grace"], ("private",)),
        own("katherine", "public", "internal"),
    ]


def _add_sandbox(world: World, seeding: SeedClock, ada: User, group: Group) -> None:
    project = lifecycle.new_project(world, "Playground", "playground", group, ada)
    project.description = "Where a suite may make things, and does away with them."
    lifecycle.commit(
        world, project, ada, "main", {"README.md": "# Playground\n", **seed_content.FILES}, "Initial commit"
    )
    lifecycle.commit(world, project, ada, "main", {"hold-ci.yml": seed_content.HOLD_CI}, "Add a job that waits")
    _add_binary_and_branches(world, seeding, project, ada)
    marks = world.marks
    marks["sandbox_project"] = project.id
    add_variables(world, project)
    marks["trigger"] = add_trigger(world, project, ada)
    _add_schedules(world, project, ada)
    add_pipelines(world, seeding, project, ada)
    marks["finished_job"] = add_finished_job(world, seeding, project, ada)
    marks["held_job"] = add_held_job(world, seeding, project, ada)
    scopes = ("api", "read_repository")
    marks["project_token"] = tokens.issue_for_resource(
        world, project, ada, "Deployer", scopes, access_level=MAINTAINER, expires_at=_FAR
    ).id
    marks["group_token"] = tokens.issue_for_resource(
        world, group, ada, "Provisioner", scopes, access_level=MAINTAINER, expires_at=_FAR
    ).id


def _add_tokens(world: World, people: Mapping[str, User]) -> None:
    ada = people["ada"]
    marks = world.marks
    marks["token"] = tokens.issue_personal(world, ada, "Workstation", ("api",)).id
    marks["read_token"] = tokens.issue_personal(world, ada, "Dashboard", ("read_api",), _FAR).id
    marks["expired_token"] = tokens.issue_personal(world, ada, "Old laptop", ("api",), _LONG_AGO).id
    revoked = tokens.issue_personal(world, ada, "Lost laptop", ("api",))
    tokens.revoke(world, revoked)
    marks["revoked_token"] = revoked.id
    marks["other_token"] = tokens.issue_personal(world, people["grace"], "Workstation", ("api",)).id
    marks["quota_token"] = tokens.issue_personal(world, people["quinn"], "Load", ("api",)).id


def _add_project(world: World, place: _Place, number: int, draw: random.Random) -> Project:
    qualities, things = seed_content.QUALITIES, seed_content.THINGS
    name = f"{qualities[number % len(qualities)]} {things[number // len(qualities) % len(things)]}"
    again = number // (len(qualities) * len(things))
    name = f"{name} {again + 1}" if again else name
    project = lifecycle.new_project(world, name, name.lower().replace(" ", "-"), place.namespace, place.creator)
    project.description = f"{name} of {place.namespace.name}."
    project.visibility = place.visibilities[draw.randrange(len(place.visibilities))]
    project.topics = tuple(sorted(draw.sample(seed_content.TOPICS, draw.randrange(3))))
    project.star_count = draw.randrange(20)
    files = {"README.md": f"# {name}\n", **seed_content.FILES}
    lifecycle.commit(world, project, place.creator, "main", files, "Initial commit")
    project.repository.branches["develop"] = project.repository.branches["main"]
    return project


def _add_members(world: World, project: Project, people: Mapping[str, User], draw: random.Random) -> None:
    """Let two of the crowd in; ada and grace have what their groups and their own projects give them."""
    crowd = [people[name] for name in ("edsger", "katherine", "radia", "barbara")]
    for user in draw.sample(crowd, 2):
        if user.id not in project.members:
            level = draw.choice((GUEST, REPORTER, DEVELOPER))
            project.members[user.id] = Member(user.id, level, world.now(), project.creator_id)


def _add_binary_and_branches(world: World, seeding: SeedClock, project: Project, user: User) -> None:
    lifecycle.commit_bytes(world, project, user, "main", {"assets/logo.png": seed_content.LOGO}, "Add a logo")
    repository = project.repository
    repository.tags["v1.0.0"] = repository.branches["main"]
    for name in ("develop", "feature/orders"):
        seeding.tick(60)
        repository.branches[name] = repository.branches["main"]
    change = {"models/orders.sql": "select id, amount\nfrom {{ ref('raw_orders') }}\n"}
    lifecycle.commit(world, project, user, "feature/orders", change, "Select fewer columns")


def _add_schedules(world: World, project: Project, user: User) -> None:
    now = world.now()
    for description, cron, zone, active in (
        ("Nightly full run", "0 2 * * *", "UTC", True),
        ("Monday report", "30 7 * * 1", "Europe/London", False),
    ):
        schedule_id = world.next_id("schedule")
        chosen = (PipelineVariable("_PIPELINE_FILE_NAME", "smoke-ci.yml"),)
        project.schedules[schedule_id] = Schedule(
            schedule_id, description, "main", cron, zone, active, user.id, now, now, chosen
        )
