"""What a run is told: the target, its credentials, the profile, the budget. `sources` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from dataops_conformance.exchange import Credential, Scheme
from dataops_conformance.law import Need

Profile: TypeAlias = Literal["smoke", "read-only", "standard", "full"]
PROFILES: tuple[Profile, ...] = ("smoke", "read-only", "standard", "full")
SMOKE_REQUESTS = 60
"""What the profile smoke spends at most, unless told otherwise."""

# How much each profile covers; smoke looks at what standard covers, with few requests.
_COVERAGE: Mapping[str, int] = MappingProxyType({"read-only": 0, "smoke": 1, "standard": 1, "full": 2})
DEFAULT_URL = "https://app.dataops.live/api/v4"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

# The environment's name of each credential, and the header that it travels in.
CREDENTIAL_NAMES: Mapping[str, Scheme] = MappingProxyType(
    {
        "DATAOPS_TOKEN": "private-token",
        "DATAOPS_OTHER_TOKEN": "private-token",
        "DATAOPS_READ_TOKEN": "private-token",
        "DATAOPS_PROJECT_TOKEN": "private-token",
        "DATAOPS_GROUP_TOKEN": "private-token",
        "DATAOPS_REVOKED_TOKEN": "private-token",
        "DATAOPS_EXPIRED_TOKEN": "private-token",
        "DATAOPS_QUOTA_TOKEN": "private-token",
        "DATAOPS_TRIGGER_TOKEN": "private-token",
        "DATAOPS_JOB_TOKEN": "job-token",
        "DATAOPS_FINISHED_JOB_TOKEN": "job-token",
    }
)
NEEDS: Mapping[Need, str] = MappingProxyType(
    {
        "token": "DATAOPS_TOKEN",
        "other_token": "DATAOPS_OTHER_TOKEN",
        "read_token": "DATAOPS_READ_TOKEN",
        "job_token": "DATAOPS_JOB_TOKEN",
        "finished_job_token": "DATAOPS_FINISHED_JOB_TOKEN",
        "trigger_token": "DATAOPS_TRIGGER_TOKEN",
        "revoked_token": "DATAOPS_REVOKED_TOKEN",
        "expired_token": "DATAOPS_EXPIRED_TOKEN",
        "quota_token": "DATAOPS_QUOTA_TOKEN",
        "project_token": "DATAOPS_PROJECT_TOKEN",
        "group_token": "DATAOPS_GROUP_TOKEN",
    }
)


class UsageError(Exception):
    """Wrong use or settings: one sentence that names the thing, the value and the remedy. The exit status is 2."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A quota: `requests` in each `seconds`. Written `600/60s` or `600/m`; the unit is `s`, `m` or `h`."""

    requests: int
    seconds: float

    @classmethod
    def parse(cls, text: str) -> RateLimit:
        """Read `600/60s` or `600/m`; raise UsageError for anything else."""
        match = re.fullmatch(r"(\d+)/(\d*)(s|m|h)", text.strip())
        requests, count = (int(match[1]), int(match[2] or 1)) if match else (0, 0)
        if match is None or requests < 1 or count < 1:
            msg = f"The rate limit {text!r} is not of the form REQUESTS/SECONDSs; write, for example, 600/60s."
            raise UsageError(msg)
        return cls(requests, float(count * {"s": 1, "m": 60, "h": 3600}[match[3]]))

    def __str__(self) -> str:
        """Return the form that `parse` reads."""
        return f"{self.requests}/{self.seconds:g}s"


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` parts of a run, numbered from 1. Written `2/4`."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read `2/4`; raise UsageError for anything else."""
        match = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text.strip(), re.ASCII)
        number, count = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= number <= count:
            msg = f"The shard {text!r} is not of the form K/N with K from 1 to N; write, for example, 2/4."
            raise UsageError(msg)
        return cls(number, count)

    def __str__(self) -> str:
        """Return the form that `parse` reads."""
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much the target may take: seconds, and bytes of a decoded body.

    `deadline_s` is for a whole answer, however it trickles in. `patience_s` is what a run loses at most to answers that
    never came whole, `wait_s` the longest Retry-After that it waits out, and `run_bytes` what it takes in all of bodies
    over 64 KiB.
    """

    connect_s: float = 10.0
    read_s: float = 30.0
    deadline_s: float = 60.0
    patience_s: float = 180.0
    wait_s: float = 900.0
    body_bytes: int = 8 * 1024 * 1024
    run_bytes: int = 64 * 1024 * 1024

    @classmethod
    def of_timeout(cls, seconds: float) -> Limits:
        """Return the limits in which an answer may take so many seconds, whole."""
        return cls(min(10.0, seconds), min(30.0, seconds), seconds, 3 * seconds)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run, whole and checked.

    `credentials` are by the environment's names (`DATAOPS_TOKEN` …); `project` and `group` are the sandbox, where the
    run may create; `home_project` is that of the pipeline job around the run, which it may only read. `max_requests` is
    None where there is no budget; `env_file` and `config` are the files that the settings came from. `sandbox` are the
    hosts that were named as such; `ledgers` is the folder of the ledgers, `report` that of the reports. `shard` is None
    for a whole run, `processes` where it is not parted. `database` is where the random search keeps its examples: a
    folder or the URL of a Redis; None where it keeps none.
    """

    base_url: str
    profile: Profile
    run_id: str
    seed: int
    credentials: Mapping[str, Credential] = field(default_factory=dict[str, Credential], repr=False)
    project: str | None = None
    group: str | None = None
    home_project: str | None = None
    only: tuple[str, ...] = ()
    rate_limit: RateLimit = RateLimit(600, 60.0)
    quota: bool = False
    max_requests: int | None = 600
    env_file: Path | None = None
    config: Path | None = None
    waivers: Path | None = None
    report: Path | None = None
    sandbox: tuple[str, ...] = ()
    ledgers: Path = Path("ledgers")
    limits: Limits = Limits()
    shard: Shard | None = None
    processes: int | None = None
    database: str | None = None

    @property
    def host(self) -> str:
        """The host of the target, in lower case, without its port."""
        return (urlsplit(self.base_url).hostname or "").lower()

    @property
    def read_only(self) -> bool:
        """Tell whether nothing may be changed on the target; smoke changes nothing but in a sandbox."""
        return effective(self.profile, self.base_url, self.sandbox) == "read-only"

    def covers(self, profile: str) -> bool:
        """Tell whether what wants `profile` is tried in this run."""
        return covers(effective(self.profile, self.base_url, self.sandbox), profile)


def effective(profile: str, base_url: str, sandbox: Iterable[str]) -> str:
    """Return what a profile comes to on a target: smoke is read-only on a host that is no sandbox."""
    host = (urlsplit(base_url).hostname or "").lower()
    return "read-only" if profile == "smoke" and not is_sandbox(host, sandbox) else profile


def covers(profile: str, wanted: str) -> bool:
    """Tell whether a run with `profile` tries what wants the profile `wanted`."""
    return _COVERAGE[wanted] <= _COVERAGE[profile]


def is_sandbox(host: str, named: Iterable[str]) -> bool:
    """Tell whether things may be changed on a host unless told otherwise: loopback, or one that was named."""
    return host in LOOPBACK or host in map(str.lower, named)
