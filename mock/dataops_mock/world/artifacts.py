"""What jobs leave behind: their logs and the archives of their artifacts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta

from dataops_mock.world.entities import Job, Project
from dataops_mock.world.repository import FileEntry
from dataops_mock.world.times import iso

_FIXED_DATE = (2026, 1, 1, 0, 0, 0)


def trace(job: Job, now: datetime) -> str:
    """Return what a job has written by this moment; nothing before it starts."""
    if job.started_at is None:
        return ""
    lines = [
        f"Running with dataops-runner on runner-1 at {iso(job.started_at)}",
        f"Job {job.id}: {job.spec.name}, stage {job.spec.stage}",
    ]
    written = _lines_written(job, now)
    lines.extend(f"$ {line}" for line in job.spec.script[:written])
    if job.status == "success":
        lines.append("Job succeeded")
    elif job.status == "failed":
        lines.append(f"ERROR: Job failed: exit code {job.spec.exit_code or 1}")
    elif job.status == "canceled":
        lines.append("ERROR: Job was canceled")
    return "\n".join(lines) + "\n"


def artifacts_expire_at(job: Job) -> datetime | None:
    """Return when a job's artifacts go; None where there are none or they stay."""
    if not has_artifacts(job) or job.finished_at is None or job.spec.artifacts_expire_in is None:
        return None
    return job.finished_at + job.spec.artifacts_expire_in


def has_artifacts(job: Job) -> bool:
    """Tell whether a job left artifacts: it named some, and succeeded."""
    return job.status == "success" and bool(job.spec.artifact_paths)


def archive(project: Project, job: Job) -> bytes:
    """Return the zip archive of a job's artifacts: the repository's files at its paths, or a line about each path."""
    if job.archive is None:
        job.archive = _zip(_artifact_files(project, job))
    return job.archive


def _lines_written(job: Job, now: datetime) -> int:
    """Return how many lines of the script were reached: all at the end, one after another until then."""
    count = len(job.spec.script)
    if job.started_at is None or job.status != "running":
        return count
    share = (now - job.started_at) / max(job.runs, timedelta(milliseconds=1))
    return min(count, int(share * count) + 1)


def _artifact_files(project: Project, job: Job) -> dict[str, bytes]:
    pipeline = project.pipelines[job.pipeline_id]
    commit = project.repository.commits.get(pipeline.sha)
    tree: Mapping[str, FileEntry] = commit.tree if commit is not None else {}
    files: dict[str, bytes] = {}
    for path in job.spec.artifact_paths:
        folder = path.rstrip("/") + "/"
        matching = [name for name in tree if name == path or name.startswith(folder)]
        for name in matching:
            files[name] = project.repository.blobs[tree[name].blob_id]
        if not matching:
            name = f"{folder}{job.spec.name}.txt" if path.endswith("/") else path
            files[name] = f"{job.spec.name} {job.id} {pipeline.sha}\n".encode(errors="surrogatepass")
    return files


def _zip(files: dict[str, bytes]) -> bytes:
    """Pack files so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(name.lstrip("/") or "artifact", _FIXED_DATE), files[name])
    return buffer.getvalue()
