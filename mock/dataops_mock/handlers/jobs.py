"""Jobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from dataops_mock.call import Call, Content, Entity, Handler, Listing, Reply
from dataops_mock.errors import NotFound, RuleBroken, Unauthorized
from dataops_mock.handlers.fields import flag, listing, path_id, pipeline_variables, text, texts
from dataops_mock.handlers.pipelines import pipeline_of, readable_project
from dataops_mock.present.pipelines import job
from dataops_mock.world import progress
from dataops_mock.world.access import find_project
from dataops_mock.world.artifacts import archive, artifacts_expire_at, has_artifacts, trace
from dataops_mock.world.entities import Job, Project
from dataops_mock.world.roles import DEVELOPER


def list_project_jobs(call: Call) -> Reply:
    """List the jobs of all pipelines of a project, those that were retried too."""
    found = readable_project(call)
    return _listed(call, found, found.jobs.values(), newest_first=text(call.query, "sort") != "asc")


def list_pipeline_jobs(call: Call) -> Reply:
    """List the jobs of one pipeline, those that were retried where asked for."""
    found = readable_project(call)
    one = pipeline_of(call, found)
    retried = flag(call.query, "include_retried")
    jobs = (found.jobs[job_id] for job_id in one.job_ids)
    return _listed(call, found, (each for each in jobs if retried or not each.retried), newest_first=True)


def get_job(call: Call) -> Reply:
    """Answer one job."""
    found = readable_project(call)
    return Entity(job(call, found, _job(call, found)))


def get_job_trace(call: Call) -> Reply:
    """Answer what a job has written so far."""
    found = readable_project(call)
    written = trace(_job(call, found), call.world.now())
    return Content(written.encode(errors="surrogatepass"), "text/plain")


def download_job_artifacts(call: Call) -> Reply:
    """Answer the archive of a job's artifacts."""
    found = readable_project(call)
    one = _job(call, found)
    expires = artifacts_expire_at(one)
    if not has_artifacts(one) or (expires is not None and expires <= call.world.now()):
        raise NotFound("Artifacts")
    name = quote(f"{one.spec.artifacts_name}.zip", safe="", errors="surrogatepass")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Content(archive(found, one), "application/zip", headers)


def play_job(call: Call) -> Reply:
    """Start a job that waits to be started by hand."""
    found = find_project(call, DEVELOPER)
    progress.bring_up_to_date(call.world, found)
    one = _job(call, found)
    if one.status != "manual":
        raise RuleBroken("Unplayable Job")
    one.variables = pipeline_variables(call.body, "job_variables_attributes")
    progress.play(found, one, call.world.now())
    return Entity(job(call, found, one))


def get_current_job(call: Call) -> Reply:
    """Answer the job that the token belongs to."""
    one = call.principal.job
    if one is None:
        raise Unauthorized
    return Entity(job(call, call.world.projects[one.project_id], one))


def _listed(call: Call, found: Project, jobs: Iterable[Job], *, newest_first: bool) -> Listing:
    states = texts(call.query, "scope[]")
    listed = [one for one in jobs if not states or one.status in states]
    listed.sort(key=lambda one: one.id, reverse=newest_first)
    return listing(listed, lambda one: job(call, found, one), lambda one: one.id)


def _job(call: Call, found: Project) -> Job:
    one = found.jobs.get(path_id(call, "job_id", "Job"))
    if one is None:
        raise NotFound("Job")
    return one


HANDLERS: Mapping[str, Handler] = {
    "list_project_jobs": list_project_jobs,
    "list_pipeline_jobs": list_pipeline_jobs,
    "get_job": get_job,
    "get_job_trace": get_job_trace,
    "download_job_artifacts": download_job_artifacts,
    "play_job": play_job,
    "get_current_job": get_current_job,
}
