"""The client's promises: what it costs beside its peers, how fast it walks and starts, how well it keeps the quota."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import gitlab
import httpx
from dataops_api import AsyncDataOps, AsyncHandler, DataOps, Request, Response
from dataops_client import AuthenticatedClient
from dataops_client.api.projects import list_projects
from dataops_client.api.version import get_version

from tests.bench import programs
from tests.bench.figure import Figure
from tests.servers import RunningMock, running_mock

_UNLIMITED = ("--rate-limit", "1000000/60s")
_PAGE = 100
_WALKED = 5_000
# The user of the mock's token sees four of five projects.
_PROJECTS = 6_400
_DISTANCE_MS = 20
_CALLS = {"small request": 200, "page of 100 projects": 30}
_TASKS, _REQUESTS, _QUOTA, _WINDOW = 50, 2_000, 600, 3.0
_NAMES = ("ours", "httpx + json", "bare generated client", "python-gitlab")

Work = Callable[[], object]


def client_figures(rounds: int) -> list[Figure]:
    """Measure everything; `rounds` is how often each is measured, in turns."""
    with running_mock("--projects", "200", *_UNLIMITED) as mock:
        figures = [*_cost_figures(mock, rounds), *_start_figures(mock, rounds)]
    return [*figures, *_walk_figures(rounds), *_quota_figures(rounds)]


def _cost_figures(mock: RunningMock, rounds: int) -> list[Figure]:
    token = mock.credentials["DATAOPS_TOKEN"]
    bare = httpx.Client(headers={"PRIVATE-TOKEN": token})
    generated = AuthenticatedClient(mock.url, token, prefix="", auth_header_name="PRIVATE-TOKEN")
    peer = gitlab.Gitlab(mock.url.removesuffix("/api/v4"), private_token=token)
    # The mock tells a quota of a million: pacing is at work, and never waits.
    with DataOps(mock.url, token=token) as api:
        works: dict[str, tuple[Work, Work, Work, Work]] = {
            "small request": (
                api.version.get,
                lambda: bare.get(f"{mock.url}/version").json(),
                lambda: get_version.sync(client=generated),
                lambda: peer.http_get("/version"),
            ),
            "page of 100 projects": (
                lambda: list(api.projects.list(limit=_PAGE)),
                lambda: bare.get(f"{mock.url}/projects?per_page={_PAGE}").json(),
                lambda: list_projects.sync(client=generated, per_page=_PAGE),
                lambda: peer.projects.list(per_page=_PAGE, page=1, get_all=False),
            ),
        }
        return [figure for name, peers in works.items() for figure in _compared(name, peers, rounds)]


def _compared(name: str, works: Sequence[Work], rounds: int) -> list[Figure]:
    """Measure works in turns, so that what else the machine does meets them all."""
    for work in works:
        work()
    times = [[_cpu(work, _CALLS[name]) for work in works] for _ in range(rounds)]
    ours, *peers = (statistics.median(column) for column in zip(*times, strict=True))
    promised = {
        ("small request", "httpx + json"): "<= 1.25",
        ("page of 100 projects", "httpx + json"): "<= 1.3",
        ("page of 100 projects", "python-gitlab"): "<= 0.1",
    }
    return [
        Figure(
            f"{name}: CPU, of {peer}'s",
            f"{statistics.median(row[0] / row[index] for row in times):.2f}",
            promised.get((name, peer), ""),
            f"ours {ours:.2f} ms, {peer} {cost:.2f} ms",
        )
        for index, (peer, cost) in enumerate(zip(_NAMES[1:], peers, strict=True), start=1)
    ]


def _cpu(work: Work, calls: int) -> float:
    """Return the milliseconds of CPU that a call takes in this process; what others left to collect is collected first."""
    gc.collect()
    begun = time.process_time()
    for _ in range(calls):
        work()
    return 1000 * (time.process_time() - begun) / calls


def _start_figures(mock: RunningMock, rounds: int) -> list[Figure]:
    environment = _environment(mock)
    ours: list[list[float]] = []
    peers: list[list[float]] = []
    for _ in range(rounds):
        ours.append(_printed(programs.START, environment))
        peers.append(_printed(programs.PEER_START, environment))
    imported, answered, resident = (statistics.median(column) for column in zip(*ours, strict=True))
    peer_imported, peer_answered, peer_resident = (statistics.median(column) for column in zip(*peers, strict=True))
    return [
        Figure("import", f"{1000 * imported:.0f} ms", "< 60 ms", f"python-gitlab {1000 * peer_imported:.0f} ms"),
        Figure("first answer", f"{1000 * answered:.0f} ms", "< 190 ms", f"python-gitlab {1000 * peer_answered:.0f} ms"),
        Figure("memory then", f"{resident:.0f} MiB", "< 40 MiB", f"python-gitlab {peer_resident:.0f} MiB"),
    ]


def _walk_figures(rounds: int) -> list[Figure]:
    options = ("--projects", str(_PROJECTS), *_UNLIMITED)
    with running_mock(*options, module="tests.bench.distant", arguments=(str(_DISTANCE_MS),)) as mock:
        environment = _environment(mock)
        ours: list[list[float]] = []
        peers: list[list[float]] = []
        for _ in range(rounds):
            ours.append(_printed(programs.WALK, environment, str(_WALKED)))
            peers.append(_printed(programs.PEER_WALK, environment, str(_WALKED)))
        fewer = [_printed(programs.WALK, environment, str(_WALKED // 5)) for _ in range(rounds)]
    counts = {int(count) for count, _, _ in ours + peers}
    if counts != {_WALKED}:
        raise RuntimeError(f"a walk saw {counts} projects and not {_WALKED}")
    ratio = statistics.median(peer[1] / own[1] for own, peer in zip(ours, peers, strict=True))
    seconds, peer_seconds = statistics.median(row[1] for row in ours), statistics.median(row[1] for row in peers)
    grown = statistics.median(row[2] for row in ours) - statistics.median(row[2] for row in fewer)
    peer_memory = statistics.median(row[2] for row in peers)
    return [
        Figure(
            f"{_WALKED:,} projects, {_DISTANCE_MS} ms away: times as fast as python-gitlab",
            f"{ratio:.1f}",
            ">= 3",
            f"ours {seconds:.2f} s, python-gitlab {peer_seconds:.2f} s",
        ),
        Figure(
            f"memory of {_WALKED:,} projects beyond that of {_WALKED // 5:,}",
            f"{grown:.1f} MiB",
            "flat (< 2 MiB)",
            f"at most ours {statistics.median(row[2] for row in ours):.0f} MiB, python-gitlab {peer_memory:.0f} MiB",
        ),
    ]


def _quota_figures(rounds: int) -> list[Figure]:
    runs = [asyncio.run(_exhaust()) for _ in range(rounds)]
    refused = sum(statuses[429] for statuses, _ in runs)
    raised = sum(statuses[-1] for statuses, _ in runs)
    used = statistics.median(share for _, share in runs)
    name = f"{_REQUESTS:,} requests of {_TASKS} tasks at {_QUOTA}/{_WINDOW:g}s"
    return [
        Figure(f"{name}: 429s that reached the app", str(raised), "0"),
        Figure(f"{name}: 429s of the server", str(refused), "0"),
        Figure(f"{name}: quota used", f"{100 * used:.1f} %", ">= 95 %"),
    ]


async def _exhaust() -> tuple[Counter[int], float]:
    """Return how often each status came, -1 for an error that reached the app, and the share of the quota used.

    The share is that of the windows which were used up: their requests over what the time between their beginnings allows.
    """
    statuses: Counter[int] = Counter()
    served: list[float] = []

    async def note(request: Request, send: AsyncHandler) -> Response:
        response = await send(request)
        statuses[response.status_code] += 1
        served.append(time.perf_counter())
        return response

    with running_mock("--rate-limit", f"{_QUOTA}/{_WINDOW:g}s") as mock:
        token, quota = mock.credentials["DATAOPS_TOKEN"], f"{_QUOTA}/{_WINDOW:g}s"
        async with AsyncDataOps(mock.url, token=token, quota=quota, hooks=[note]) as api:
            todo = iter(range(_REQUESTS))

            async def work() -> None:
                for _ in todo:
                    try:
                        await api.version.get()
                    except Exception:  # noqa: BLE001 - the figure counts them, whatever they are
                        statuses[-1] += 1

            begun = time.perf_counter()
            await asyncio.gather(*(work() for _ in range(_TASKS)))
    whole = _REQUESTS // _QUOTA
    last_window = served[whole * _QUOTA] - begun
    return statuses, whole * _WINDOW / last_window


def _environment(mock: RunningMock) -> Mapping[str, str]:
    own = {"DATAOPS_URL": mock.url, "DATAOPS_TOKEN": mock.credentials["DATAOPS_TOKEN"]}
    return {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": ""}


def _printed(program: str, environment: Mapping[str, str], *arguments: str) -> list[float]:
    """Run a program, and return the numbers that it prints."""
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=True)
    numbers: list[float] = json.loads(done.stdout)
    return numbers
