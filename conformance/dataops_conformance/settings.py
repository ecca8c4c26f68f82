"""What a run is told: the target, its credentials, the profile, the budget. `sources` reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from dataops_conformance.exchange import Credential, Scheme
from dataops_conformance.law import Need

Profile: TypeAlias = Literal["read-only", "standard", "full"]
PROFILES: tuple[Profile, ...] = ("read-only", "standard", "full")
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
class Limits:
    """How long and how much the target may take: seconds, and bytes of a decoded body."""

    connect_s: float = 10.0
    read_s: float = 30.0
    deadline_s: float = 60.0
    body_bytes: int = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run, whole and checked.

    `credentials` are by the environment's names (`DATAOPS_TOKEN` …); `project` and `group` are the sandbox, where the
    run may create; `home_project` is that of the pipeline job around the run, which it may only read. `max_requests` is
    None where there is no budget; `env_file` and `config` are the files that the settings came from. `sandbox` are the
    hosts that were named as such; `ledgers` is the folder of the ledgers, `report` that of the reports.
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

    @property
    def host(self) -> str:
        """The host of the target, in lower case, without its port."""
        return (urlsplit(self.base_url).hostname or "").lower()

    @property
    def read_only(self) -> bool:
        """Tell whether nothing may be changed on the target."""
        return self.profile == "read-only"

    def covers(self, profile: Profile) -> bool:
        """Tell whether what wants `profile` is tried in this run."""
        return PROFILES.index(profile) <= PROFILES.index(self.profile)
