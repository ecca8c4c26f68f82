"""Read the headers of the quota. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from dataops_conformance.exchange import Response
from dataops_conformance.laws.dates import http_date

NAMES = (
    "ratelimit-limit",
    "ratelimit-observed",
    "ratelimit-remaining",
    "ratelimit-reset",
    "ratelimit-resettime",
    "retry-after",
)
"""The six headers that a 429 bears."""

_DIGITS = 20
# The three forms of RFC 2616, 3.3.1; all of them are in GMT, and none bears an offset.
_CLOCK = r"\d\d:\d\d:\d\d"
_HTTP_DATE = re.compile(
    rf"[A-Z][a-z]{{2}}, \d\d [A-Z][a-z]{{2}} \d{{4}} {_CLOCK} GMT"
    rf"|[A-Z][a-z]{{5,8}}, \d\d-[A-Z][a-z]{{2}}-\d\d {_CLOCK} GMT"
    rf"|[A-Z][a-z]{{2}} [A-Z][a-z]{{2}} [ \d]\d {_CLOCK} \d{{4}}",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Quota:
    """The numbers of one answer: `reset` in unix seconds, the others in requests."""

    limit: int
    observed: int
    remaining: int
    reset: int


def quota(response: Response) -> Quota | None:
    """Return the four numbers; None unless all of them are borne and are numbers."""
    limit, observed = number(response, "ratelimit-limit"), number(response, "ratelimit-observed")
    remaining, reset = number(response, "ratelimit-remaining"), number(response, "ratelimit-reset")
    if limit is None or observed is None or remaining is None or reset is None:
        return None
    return Quota(limit, observed, remaining, reset)


def number(response: Response, name: str) -> int | None:
    """Return a header as a number without a sign; None where it is absent or something else."""
    return whole_number((response.header(name) or "").strip())


def whole_number(text: str) -> int | None:
    """Return a text as a number without a sign; None for anything else, and for more digits than a counter has."""
    return int(text) if len(text) <= _DIGITS and text.isascii() and text.isdigit() else None


def reset_time(response: Response) -> datetime | None:
    """Return the instant of RateLimit-ResetTime; None where it is absent or in none of the forms of an HTTP date."""
    text = (response.header("ratelimit-resettime") or "").strip()
    return http_date(text) if _HTTP_DATE.fullmatch(text) else None


def server_time(response: Response) -> float:
    """Return the unix time of the answer: by the server's own clock where it tells it, else by this machine's."""
    return (http_date(response.header("date")) or response.received_at).timestamp()
