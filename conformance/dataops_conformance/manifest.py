"""What a run was, written down so that it can be run again: `run.json`, and the head of the result document."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from dataops_conformance.contract import Contract
from dataops_conformance.report.files import write_atomically
from dataops_conformance.result import Manifest
from dataops_conformance.sandbox.names import Names
from dataops_conformance.settings import Settings

FILE = "run.json"

# What a drawn value, and so a request, depends upon.
_DISTRIBUTIONS = ("dataops-api", "hypothesis", "schemathesis", "pytest")


def manifest_of(settings: Settings, contract: Contract, started: datetime, finished: datetime) -> Manifest:
    """Return what a run with these settings is."""
    return Manifest(
        run_id=settings.run_id,
        suite_version=version("dataops-api"),
        contract_version=contract.version,
        contract_hash=contract.sha256,
        base_url=settings.base_url,
        profile=settings.profile,
        seed=settings.seed,
        rate_limit=str(settings.rate_limit),
        quota=settings.quota,
        only=settings.only,
        sandbox=settings.sandbox,
        max_requests=settings.max_requests,
        env_file=_given(settings.env_file),
        config=_given(settings.config),
        waivers=_given(settings.waivers),
        credentials=tuple(sorted(settings.credentials)),
        python=platform.python_version(),
        started_at=started.isoformat(timespec="milliseconds"),
        finished_at=finished.isoformat(timespec="milliseconds"),
        project=settings.project,
        group=settings.group,
        versions=_versions(),
        names=(Names(settings.run_id).stem,),
        shard=None if settings.shard is None else str(settings.shard),
        processes=settings.processes,
        database=settings.database,
    )


def write_manifest(manifest: Manifest, folder: Path) -> Path:
    """Write `run.json` into the folder and return its path; a run that is killed leaves it as well.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / FILE
    content = {**asdict(manifest), "versions": dict(manifest.versions)}
    write_atomically(path, json.dumps(content, indent=2) + "\n")
    return path


def _versions() -> tuple[tuple[str, str], ...]:
    found = {name: version(name) for name in _DISTRIBUTIONS}
    return tuple(sorted({**found, "python": platform.python_version()}.items()))


def _given(path: Path | None) -> str | None:
    return None if path is None else str(path)
