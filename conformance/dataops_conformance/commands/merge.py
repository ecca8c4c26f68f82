"""`dataops-conformance merge`: join the results of the shards of a run, and tell the verdict on the whole."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dataops_conformance.attempt import Ended
from dataops_conformance.commands.arguments import Parser
from dataops_conformance.commands.telling import conclude, prepare
from dataops_conformance.conduct import covered, universal_of
from dataops_conformance.contract import Contract
from dataops_conformance.joining import join, judge, refuse_unlike
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.report.reading import read_result
from dataops_conformance.settings import Shard, UsageError
from dataops_conformance.waivers import read_waivers


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=merge)
    parser.add_argument("results", nargs="+", type=Path, metavar="RESULT.json", help="the result of each shard")
    parser.add_argument(
        "--waivers", type=Path, metavar="FILE", help="accepted violations, in TOML; those of the shards"
    )
    parser.add_argument("--report", type=Path, metavar="DIR", help="where to write the reports of the whole")


def merge(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print the result of the whole, write its reports; return the exit status."""
    paths: list[Path] = chosen.results
    found = [(str(path), read_result(path)) for path in paths]
    refuse_unlike(found)
    contract = Contract.load()
    results = sorted((result for _, result in found), key=lambda item: Shard.parse(str(item.manifest.shard)).number)
    if results[0].manifest.contract_hash != contract.sha256:
        msg = (
            "The results are of another contract than that of this suite; merge them with the version that wrote them."
        )
        raise UsageError(msg)
    prepare(chosen.report, environment)
    named = results[0].manifest.waivers
    given: Path | None = chosen.waivers or (Path(named) if named else None)
    whole = join(results)
    whole = replace(whole, manifest=replace(whole.manifest, waivers=str(given) if given else None))
    universal = universal_of(all_laws(), all_universals())
    judged = judge(whole, read_waivers(given) if given else (), covered(contract), universal)
    return conclude(Ended(judged, None), chosen.report)
