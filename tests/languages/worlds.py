"""The mock that a program meets, what the program is told of it, and what it says when it is asked itself."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from tests.languages.verdicts import Json, Line, Seen
from tests.patience import PATIENCE
from tests.servers import RunningMock, running_mock

# A window that no run outlives: what was refused stays refused until the runner has looked.
RATE_LIMIT: Final = "60/3600s"
# One value beyond an `x-extensible-enum`, one beyond a closed `enum`.
FAULTS: Final = ("job-status-misspelt", "group-visibility-misspelt")
_WRONG_TOKEN: Final = "no-such-token"


@dataclass(frozen=True, slots=True)
class World:
    """The mock, which keeps every rule but that it misspells two values, as it was before the program ran."""

    mock: RunningMock
    name: str
    projects: frozenset[int]
    pipelines: frozenset[int]
    started: float

    @property
    def environment(self) -> dict[str, str]:
        """What a program reads: the names of the house, and DATAOPS_NAME for its project."""
        names = ("TOKEN", "QUOTA_TOKEN", "TRIGGER_TOKEN", "PROJECT", "GROUP")
        told = {f"DATAOPS_{name}": self.mock.credentials[f"DATAOPS_{name}"] for name in names}
        return {**told, "DATAOPS_URL": self.mock.url, "DATAOPS_NAME": self.name}


@contextlib.contextmanager
def started_world(name: str) -> Generator[World]:
    """Start the mock and note what is there; `name` is for the project that the program creates."""
    faults = [word for fault in FAULTS for word in ("--fault", fault)]
    with running_mock("--rate-limit", RATE_LIMIT, *faults) as mock:
        with _asking(mock) as asked:
            projects = _ids(_get(asked, f"groups/{mock.credentials['DATAOPS_GROUP']}/projects", per_page="100"))
            pipelines = _ids(_get(asked, _pipelines_of(mock), per_page="100"))
        yield World(mock, name, projects, pipelines, time.monotonic())


def seen_in(world: World) -> Seen:
    """Ask the mock what is there now; seven requests of the user's quota and three more for each new pipeline."""
    with _asking(world.mock) as asked:
        found = _get(asked, "projects", owned="true", search=world.name, per_page="100")
        new = _ids(_get(asked, _pipelines_of(world.mock), per_page="100")) - world.pipelines
        pipelines = {number: _pipeline(asked, world.mock, number) for number in new}
        refused = asked.get("user", headers={"private-token": _WRONG_TOKEN}).json()
        quota = asked.get("user", headers={"private-token": world.mock.credentials["DATAOPS_QUOTA_TOKEN"]})
        jobs = f"projects/{world.mock.credentials['DATAOPS_PROJECT']}/jobs"
        succeeded = _objects(_get(asked, jobs, **{"scope[]": "success", "per_page": "1"}))
        job = _object(_get(asked, f"{jobs}/{succeeded[0]['id']}"))
        groups = _objects(_get(asked, "groups", per_page="1"))
    return Seen(
        projects=world.projects,
        named={_number(each["id"]): each for each in _objects(found) if each["name"] == world.name},
        pipelines=pipelines,
        unauthorized=str(refused["message"]),
        retry_after=int(quota.headers["retry-after"]) if quota.status_code == 429 else None,
        elapsed=time.monotonic() - world.started,
        unknown=str(job["status"]),
        closed=str(groups[0]["visibility"]),
    )


def _asking(mock: RunningMock) -> httpx.Client:
    headers = {"private-token": mock.credentials["DATAOPS_TOKEN"]}
    return httpx.Client(base_url=f"{mock.url}/", headers=headers, timeout=PATIENCE, trust_env=False)


def _pipelines_of(mock: RunningMock) -> str:
    return f"projects/{mock.credentials['DATAOPS_PROJECT']}/pipelines"


def _pipeline(asked: httpx.Client, mock: RunningMock, number: int) -> Line:
    path = f"{_pipelines_of(mock)}/{number}"
    variables = _objects(_get(asked, f"{path}/variables"))
    by_name: dict[str, Json] = {str(each["key"]): each["value"] for each in variables}
    return {**_object(_get(asked, path)), "variables": by_name}


def _get(asked: httpx.Client, path: str, **query: str) -> Json:
    answer = asked.get(path, params=query)
    answer.raise_for_status()
    body: Json = answer.json()
    return body


def _object(body: Json) -> Line:
    if not isinstance(body, Mapping):
        raise TypeError(f"the mock answered {body!r} where an object was to come")
    return body


def _objects(body: Json) -> list[Line]:
    if not isinstance(body, list):
        raise TypeError(f"the mock answered {body!r} where a list was to come")
    return [_object(each) for each in body]


def _ids(body: Json) -> frozenset[int]:
    return frozenset(_number(each["id"]) for each in _objects(body))


def _number(value: Json) -> int:
    if not isinstance(value, int):
        raise TypeError(f"the mock told the id {value!r}, which is no number")
    return value
