"""Measure what the project promises: `python -m tests.bench [FIGURES…]`.

start   the mock's start and memory, beside a bare Starlette application
cost    the suite's own CPU time per request
seeds   the verdict, requests, seconds over many seeds; what the runs left
flake   one seed again and again
quota   the quota laws on a mock scaled to 60/6s
harm    every profile beside 200 foreign projects, also where deletions do nothing
client  the client beside httpx + json, the bare generated client and python-gitlab: CPU, a walk of 5,000 projects, start,
        memory, quota
peer    this suite and schemathesis on the same faults (from reports/mutants.json and reports/peer.json, measured by
        `python -m tests.mutants` and `python -m tests.bench.peer`)
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench import client, comparison, start, suite
from tests.bench.figure import Figure, show, write


def main() -> int:
    """Measure the figures that are asked for, and print one table of each."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("figures", nargs="*", metavar="FIGURES", help="which figures; all but peer unless told")
    parser.add_argument("--seeds", type=int, default=50, help="how many seeds (1,000 for a release)")
    parser.add_argument("--times", type=int, default=20, help="how often one seed is run (200 for a release)")
    parser.add_argument("--rounds", type=int, default=7, help="how often a time is measured")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", type=Path, default=Path("reports"), help="where the figures are written")
    chosen = parser.parse_args()
    known: Mapping[str, Callable[[], list[Figure]]] = {
        "start": lambda: start.start_figures(chosen.rounds),
        "cost": lambda: suite.cost_figures(chosen.rounds),
        "seeds": lambda: suite.seed_figures(chosen.seeds, chosen.workers),
        "flake": lambda: suite.flake_figures(chosen.times, chosen.workers),
        "quota": suite.quota_figures,
        "harm": lambda: suite.harm_figures(1),
        "client": lambda: client.client_figures(chosen.rounds),
        "peer": lambda: comparison.peer_figures(chosen.report),
    }
    unknown = sorted(set(chosen.figures) - set(known))
    if unknown:
        parser.error(f"no such figures: {', '.join(unknown)}; there are {', '.join(known)}")
    for name, measure in known.items():
        if name in (chosen.figures or set(known) - {"peer"}):
            figures = measure()
            show(figures)
            write(figures, chosen.report / f"bench-{name}.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
