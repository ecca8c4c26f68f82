"""What a mock is told when it starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Self

_RATE_LIMIT = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,5})s")

Window = Literal["fixed", "moving"]


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How many requests a user may make in a window of so many seconds."""

    amount: int = 600
    seconds: int = 60

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `600/60s`; raise `ValueError` with a sentence for anything else."""
        matched = _RATE_LIMIT.fullmatch(text)
        if matched is None:
            msg = f"{text!r} is no rate limit: write REQUESTS/SECONDSs, such as 600/60s."
            raise ValueError(msg)
        return cls(int(matched[1]), int(matched[2]))

    def __str__(self) -> str:
        """Return it as it is written."""
        return f"{self.amount}/{self.seconds}s"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one mock server; the defaults are those of the command line."""

    host: str = "127.0.0.1"
    port: int = 8000
    rate_limit: RateLimit = RateLimit()
    window: Window = "fixed"
    storage_uri: str = "memory://"
    seed: int = 1
    projects: int = 30
    now: datetime | None = None
    strict: bool = False
    faults: tuple[str, ...] = ()
    credentials_file: Path | None = None
    log_level: str = "warning"
    max_body_bytes: int = 32 * 1024 * 1024

    @property
    def base_url(self) -> str:
        """Return the URL that every path of the contract follows."""
        return base_url(self.host, self.port)


_LOOPBACK_OF = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # ruff: ignore[S104] - it names such, and opens none


def base_url(host: str, port: int) -> str:
    """Return the base URL of a server at this address; an IPv6 address stands in brackets.

    One that listens on every address is told by that of loopback: the others are no place to ask.
    """
    reached = _LOOPBACK_OF.get(host, host)
    name = f"[{reached}]" if ":" in reached else reached
    return f"http://{name}:{port}/api/v4"
