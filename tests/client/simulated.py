"""A server with a quota and the clients that share it, in simulated time: hours of traffic in a moment, and exact."""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from random import Random
from typing import Literal, Protocol

from dataops_api._exchange import Headers
from dataops_api._pacing import Pacing

EPOCH = 1_760_000_000.0
Kind = Literal["aligned", "first request", "moving"]


@dataclass(frozen=True)
class Verdict:
    """What the server says of one request."""

    refused: bool
    limit: int
    observed: int
    reset: int
    retry_after: int


class Window(Protocol):
    """How a server counts."""

    def ask(self, now: float) -> Verdict: ...


@dataclass
class Fixed:
    """So many in each window, which is aligned to the clock or begins with the first request after the last one."""

    limit: int
    seconds: float
    aligned: bool
    ends: float = 0.0
    count: int = 0

    def ask(self, now: float) -> Verdict:
        if now >= self.ends:
            self.count = 0
            self.ends = (math.floor(now / self.seconds) + 1) * self.seconds if self.aligned else now + self.seconds
        self.count += 1
        wait = math.ceil(self.ends - now)
        return Verdict(self.count > self.limit, self.limit, self.count, math.ceil(self.ends), wait)


@dataclass
class Moving:
    """So many in every stretch of time."""

    limit: int
    seconds: float
    taken: deque[float] = field(default_factory=deque[float])

    def ask(self, now: float) -> Verdict:
        while self.taken and self.taken[0] <= now - self.seconds:
            self.taken.popleft()
        refused = len(self.taken) >= self.limit
        if not refused:
            self.taken.append(now)
        ends = self.taken[0] + self.seconds
        return Verdict(refused, self.limit, len(self.taken), math.ceil(ends), math.ceil(ends - now))


def window(kind: Kind, limit: int, seconds: float) -> Window:
    """Return the server's way to count."""
    return Moving(limit, seconds) if kind == "moving" else Fixed(limit, seconds, kind == "aligned")


def quota_headers(verdict: Verdict, *, server_time: float, observed: bool = True, dated: bool = True) -> Headers:
    """Return the headers of an answer, as the API writes them."""
    headers = {
        "RateLimit-Limit": str(verdict.limit),
        "RateLimit-Remaining": str(max(0, verdict.limit - verdict.observed)),
        "RateLimit-Reset": str(verdict.reset),
    }
    if observed:
        headers["RateLimit-Observed"] = str(verdict.observed)
    if dated:
        headers["Date"] = formatdate(math.floor(server_time), usegmt=True)
    if verdict.refused:
        headers["Retry-After"] = str(verdict.retry_after)
    return Headers(headers)


@dataclass
class World:
    """A server, its clock's lead over ours, and what it tells."""

    window: Window
    skew: float = 0.0
    told: Callable[[Verdict, float], Mapping[str, str]] = lambda verdict, now: quota_headers(verdict, server_time=now)
    served: list[float] = field(default_factory=list[float])
    refused: list[float] = field(default_factory=list[float])
    _events: list[tuple[float, int, Callable[[float], None]]] = field(
        default_factory=list[tuple[float, int, Callable[[float], None]]]
    )
    _number: int = 0

    def at(self, moment: float, event: Callable[[float], None]) -> None:
        """Let something happen at a moment."""
        self._number += 1
        heapq.heappush(self._events, (moment, self._number, event))

    def run(self, until: float) -> None:
        """Let time pass."""
        while self._events and self._events[0][0] < until:
            moment, _, event = heapq.heappop(self._events)
            event(moment)

    def arrive(self, now: float) -> Verdict:
        """Count a request that arrives."""
        verdict = self.window.ask(now + EPOCH + self.skew)
        (self.refused if verdict.refused else self.served).append(now)
        return verdict

    def work(self, pacer: Pacing, latency: Callable[[], float], *, start: float = 0.0) -> None:
        """Let one worker send as fast as the pacer lets it, and wait for each answer."""

        def ask(now: float) -> None:
            wait = pacer.reserve(now)
            assert wait >= 0.0
            if wait > 0.0:
                self.at(now + wait, ask)
                return
            there, back = latency(), latency()

            def arrived(then: float) -> None:
                verdict = self.arrive(then)
                headers = self.told(verdict, then + EPOCH + self.skew)
                self.at(then + back, lambda later: answered(later, verdict, headers))

            def answered(then: float, verdict: Verdict, headers: Mapping[str, str]) -> None:
                if verdict.refused:
                    pacer.refused(headers, float(headers.get("retry-after", "0")) or None, now=then)
                else:
                    pacer.answered(headers, sent=now, now=then, wall=then + EPOCH)
                ask(then)

            self.at(now + there, arrived)

        self.at(start, ask)

    def intrude(self, moments: list[float]) -> None:
        """Let another client of the same user send at these moments."""
        for moment in moments:
            self.at(moment, lambda now: void(self.window.ask(now + EPOCH + self.skew)))


def void(_: object) -> None:
    """Take what nobody needs."""


def latencies(random: Random, longest: float, *, even: bool = False) -> Callable[[], float]:
    """Return latencies up to `longest` seconds: all alike, or some long ones among many short ones."""
    if even:
        return lambda: longest
    return lambda: longest * random.random() ** 3
