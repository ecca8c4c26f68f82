"""The project's figures, measured: `python -m tests.bench`.

The mock's start and memory, beside a bare Starlette application of one route as the peer; the standard run's requests and
seconds; the verdict over many seeds; what a run leaves behind.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from tests.results import EXERCISED, read_result
from tests.servers import conformance, running_mock

PEER = """
import asyncio, socket, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print("ready", flush=True)

async def version(request):
    return JSONResponse({"version": "1"})

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
app = Starlette(routes=[Route("/version", version)])
asyncio.run(Server(uvicorn.Config(app, log_level="error")).serve([listener]))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table: what was measured, the value, what was promised, and what a peer gives, if any."""

    name: str
    value: str
    promised: str = ""
    peer: str = ""


def resident_mib(pid: int) -> float:
    """Return the resident memory of a process, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def time_to_ready(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds until a process prints a line, and its memory then, in MiB."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seconds, memory = time.perf_counter() - started, resident_mib(process.pid)
        process.terminate()
    return seconds, memory


def start_figures(rounds: int) -> list[Figure]:
    """Measure the start and the memory of the mock and of its peer, taking turns."""
    mock: list[tuple[float, float]] = []
    peer: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        serve = [
            sys.executable,
            "-m",
            "dataops_mock",
            "serve",
            "--port",
            "0",
            "--credentials-file",
            f"{folder}/mock.env",
        ]
        for _ in range(rounds):
            mock.append(time_to_ready(serve))
            peer.append(time_to_ready([sys.executable, "-c", PEER]))
    start, memory = _medians(mock)
    peer_start, peer_memory = _medians(peer)
    return [
        Figure(
            "mock: start", f"{start:.2f} s", "< 1 s", f"bare Starlette {peer_start:.2f} s, x{start / peer_start:.1f}"
        ),
        Figure(
            "mock: memory at start",
            f"{memory:.0f} MiB",
            "< 100 MiB",
            f"bare Starlette {peer_memory:.0f} MiB, x{memory / peer_memory:.1f}",
        ),
    ]


def _medians(samples: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(s for s, _ in samples), statistics.median(m for _, m in samples)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run of the suite."""

    verdict: str
    requests: int
    seconds: float
    passed: int
    not_tested: int
    exercised: int
    changed: bool
    mock_mib: float


def state_of(url: str) -> object:
    """Return what the mock holds: table, id, digest."""
    return httpx.get(url.replace("/api/v4", "/-/mock/state")).json()["snapshot"]


def run_once(seed: int, *options: str, mock_options: Sequence[str] = ()) -> Run:
    """Run the suite against a fresh mock of this seed; compare the mock's content before and after."""
    with running_mock("--seed", str(seed), *mock_options) as mock, tempfile.TemporaryDirectory() as folder:
        before, started = state_of(mock.url), time.perf_counter()
        arguments = ["--base-url", mock.url, "--env-file", str(mock.env_file), "--seed", str(seed), "--report", folder]
        conformance("run", *arguments, *options)
        seconds = time.perf_counter() - started
        result = read_result(Path(folder))
        after, memory = state_of(mock.url), resident_mib(mock.process.pid)
    statuses = Counter(check["status"] for check in result["checks"])
    exercised = {check["operation"] for check in result["checks"] if check["status"] in EXERCISED}
    return Run(
        result["verdict"],
        result["budget"]["spent"],
        seconds,
        statuses["pass"],
        statuses["not tested"],
        len(exercised & set(result["operations"])),
        before != after,
        memory,
    )


def suite_figures(seeds: int) -> list[Figure]:
    """Measure the standard profile over seeds, and the quota laws on a mock scaled to 60/6s."""
    runs = [run_once(seed) for seed in range(1, seeds + 1)]
    verdicts = Counter(run.verdict for run in runs)
    quota = run_once(1, "--quota", "--rate-limit", "60/6s", mock_options=["--rate-limit", "60/6s"])
    return [
        Figure(f"standard: verdict over {seeds} seeds", ", ".join(f"{k} {v}" for k, v in verdicts.items()), "the same"),
        Figure("standard: requests", _range([run.requests for run in runs]), "<= 600"),
        Figure("standard: seconds", _range([round(run.seconds, 1) for run in runs]), "<= 60"),
        Figure("standard: operations exercised", _range([run.exercised for run in runs]), "all"),
        Figure("standard: checks passed", _range([run.passed for run in runs])),
        Figure("standard: checks not tested", _range([run.not_tested for run in runs])),
        Figure("standard: runs that left or changed something", str(sum(run.changed for run in runs)), "0"),
        Figure("mock: memory after a run", _range([round(run.mock_mib) for run in runs]) + " MiB", "< 100 MiB"),
        Figure("--quota at 60/6s: verdict, seconds", f"{quota.verdict}, {quota.seconds:.1f}", "conforms"),
    ]


def _range(values: Sequence[float]) -> str:
    low, high = min(values), max(values)
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def main() -> int:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seeds", type=int, default=50, help="how many seeds the standard run is tried with")
    parser.add_argument("--rounds", type=int, default=7, help="how often a start is measured")
    arguments = parser.parse_args()
    table = Table("figure", "measured", "promised", "peer")
    for figure in [*start_figures(arguments.rounds), *suite_figures(arguments.seeds)]:
        table.add_row(figure.name, figure.value, figure.promised, figure.peer)
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
