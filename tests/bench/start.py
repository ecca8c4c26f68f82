"""How fast the mock starts and how much memory it takes, beside a bare Starlette application of one route."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figure import Figure

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


def start_figures(rounds: int) -> list[Figure]:
    """Measure the start and the memory of the mock and of its peer, taking turns."""
    mock: list[tuple[float, float]] = []
    peer: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dataops_mock", "serve", "--port", "0"]
        for _ in range(rounds):
            mock.append(time_to_ready([*command, "--credentials-file", f"{folder}/mock.env"]))
            peer.append(time_to_ready([sys.executable, "-c", PEER]))
    start, memory = _medians(mock)
    peer_start, peer_memory = _medians(peer)
    bare = f"bare Starlette {peer_start:.2f} s, x{start / peer_start:.1f}"
    bare_memory = f"bare Starlette {peer_memory:.0f} MiB, x{memory / peer_memory:.1f}"
    return [
        Figure("mock: start", f"{start:.2f} s", "< 1 s", bare),
        Figure("mock: memory at start", f"{memory:.0f} MiB", "< 100 MiB", bare_memory),
    ]


def time_to_ready(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds until a process prints a line, and its memory then, in MiB."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seconds, memory = time.perf_counter() - started, resident_mib(process.pid)
        process.terminate()
    return seconds, memory


def resident_mib(pid: int) -> float:
    """Return the resident memory of a process, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _medians(samples: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(s for s, _ in samples), statistics.median(m for _, m in samples)
