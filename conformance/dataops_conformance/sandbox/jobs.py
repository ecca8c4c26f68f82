"""The jobs of the sandbox's pipeline, which come to their states in their own time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import NotTested
from dataops_conformance.sandbox.made import Made

if TYPE_CHECKING:
    from dataops_conformance.context import Context
    from dataops_conformance.sandbox.sandbox import Sandbox

_MOST_LOOKS = 8


class Jobs:
    """Looks at the jobs again as long as one is wanted that is not there yet, a few times in a run."""

    def __init__(self, context: Context, sandbox: Sandbox) -> None:
        """Look at nothing yet."""
        self._context = context
        self._sandbox = sandbox
        self._latest: Exchange | None = None
        self._looks = 0
        self._handed_out: set[int] = set()

    def any(self) -> Made:
        """Return the first job."""
        return self._where(lambda _: True, "no job", "")

    def manual(self) -> Made:
        """Return a job that waits to be played."""
        return self._where(lambda job: job.get("status") == "manual", "no manual job that waits", "manual")

    def another_manual(self) -> Made:
        """Return a job that waits to be played and was not returned before: of the pipeline, else of a new one."""
        first = self.manual()
        for entry in self._latest.response.items() if self._latest is not None else ():
            identifier = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(entry, dict) or not isinstance(identifier, int) or entry.get("status") != "manual":
                continue
            if identifier != first.id and identifier not in self._handed_out and self._latest is not None:
                self._handed_out.add(identifier)
                return self._made(entry, self._latest)
        return self.fresh_manual()

    def fresh_manual(self) -> Made:
        """Return a job that waits to be played, of a pipeline that is made for it."""
        pipeline = self._sandbox.make("create_pipeline")
        exchange = self._context.send("list_pipeline_jobs", path=pipeline.values)
        for entry in exchange.response.items():
            if isinstance(entry, dict) and entry.get("status") == "manual":
                return self._made(entry, exchange)
        msg = "A new pipeline has no manual job that waits yet."
        raise NotTested(msg)

    def finished(self) -> Made:
        """Return a job that has ended and left an archive of artifacts."""
        return self._where(_has_archive, "no finished job with artifacts", "success")

    def settled(self) -> Made:
        """Return such a job of the project that was named, if any, else of the run.

        The run's own end when they will, and what a run tries is not to depend on that.
        """
        return self._where(_has_archive, "no finished job with artifacts", "success", named_first=True)

    def _where(
        self, fits: Callable[[JsonObject], bool], missing: str, scope: str, *, named_first: bool = False
    ) -> Made:
        for exchange in self._pages(scope, named_first=named_first):
            for entry in exchange.response.items():
                if isinstance(entry, dict) and isinstance(entry.get("id"), int) and fits(entry):
                    return self._made(entry, exchange)
        msg = f"There is {missing} by now; set DATAOPS_PROJECT to a project that has one."
        raise NotTested(msg)

    def _pages(self, scope: str, *, named_first: bool) -> Iterator[Exchange]:
        """Yield listings from the cheapest on: the last one, a new one, and that of the project that was named."""
        if named_first:
            yield from self._named(scope)
        if self._latest is not None:
            yield self._latest
        if self._looks < _MOST_LOOKS:
            self._looks += 1
            self._latest = self._look()
            yield self._latest
        if not named_first:
            yield from self._named(scope)

    def _named(self, scope: str) -> Iterator[Exchange]:
        named = self._context.settings.project
        if named is not None and scope:
            key = f"sandbox: jobs of the named project, {scope}"
            query = {"scope[]": [scope]}
            yield self._context.once(
                key, lambda: self._context.send("list_project_jobs", path={"id": named}, query=query)
            )

    def _look(self) -> Exchange:
        if self._context.settings.read_only:
            return self._context.send("list_project_jobs", path=self._sandbox.project().values)
        return self._context.send("list_pipeline_jobs", path=self._sandbox.pipeline().values)

    def _made(self, job: JsonObject, exchange: Exchange) -> Made:
        pipeline = job.get("pipeline")
        project = pipeline.get("project_id") if isinstance(pipeline, dict) else None
        ours = self._sandbox.project()
        owner = project if isinstance(project, int) else ours.id
        identifier = job["id"]
        if not isinstance(identifier, int):
            msg = "A job was listed without a numeric id."
            raise NotTested(msg)
        values = {"id": owner, "job_id": identifier}
        own = ours.own and owner == ours.id
        return Made("job", identifier, f"/projects/{owner}/jobs/{identifier}", values, job, exchange, own=own)


def _has_archive(job: JsonObject) -> bool:
    return isinstance(job.get("artifacts_file"), dict) and job.get("finished_at") is not None
