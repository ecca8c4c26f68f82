"""A tour of resources, from their creation to their end."""

from __future__ import annotations

from typing import Any

from tests.mock.tours.tour import Tour, segment


def route(tour: Tour) -> None:
    """Make, read, change and delete."""
    for path in _readable(tour):
        for _ in range(2):
            tour.get(path)
        tour.send("HEAD", path)
    _missing(tour)
    _lives(tour)
    _runs(tour)
    _files(tour)
    _whole(tour)


def _readable(tour: Tour) -> tuple[str, ...]:
    project, group = tour.project, tour.group
    return (
        "/version", "/user", "/users", "/namespaces", "/namespaces/1", "/namespaces/sandbox", "/projects", project,
        "/projects/sandbox%2Fplayground", "/projects/sandbox%2Fplayground/members", "/groups", group, "/groups/sandbox",
        "/groups/team%2Fplatform", f"{project}/members", "/projects/2/members", f"{project}/repository/branches",
        f"{project}/repository/branches/main", f"{project}/pipelines", f"{project}/pipelines/1",
        f"{project}/pipelines/1/jobs", f"{project}/jobs", f"{project}/jobs/1", f"{project}/jobs/34",
        f"{project}/jobs/1/trace", f"{project}/triggers", f"{project}/triggers/1", f"{project}/pipeline_schedules",
        f"{project}/pipeline_schedules/1", f"{project}/variables", f"{project}/variables/API_ENDPOINT",
        "/personal_access_tokens", "/personal_access_tokens/self", f"{project}/access_tokens",
        f"{group}/access_tokens", f"{project}/job_token_scope", f"{project}/job_token_scope/allowlist",
    )  # fmt: skip


def _missing(tour: Tour) -> None:
    project = tour.project
    for path in ("/nowhere", "/projects/999999", "/groups/999999", f"{project}/jobs/9999", "/namespaces/999999",
                 f"{project}/repository/branches/no", f"{project}/pipeline_schedules/999", "/users?sort=up",
                 "/groups?sort=asc", "/projects?sort=asc", "/users?order_by=name", f"{project}/jobs?scope[]=success",
                 f"{project}/pipelines?sort=up", "/users?page=x"):  # fmt: skip
        tour.get(path)
    for method, path in (("PATCH", "/version"), ("DELETE", "/projects"), ("PUT", "/user")):
        tour.send(method, path)


def _life(tour: Tour, where: str, name: str, body: dict[str, Any], change: dict[str, Any] | None = None) -> None:
    """Make, read, list, change and delete a resource; `name` is the field that its path bears."""
    project = tour.project
    made = tour.post(f"{project}/{where}", **body)
    one = f"{project}/{where}/{segment(str(body.get(name, made.get(name))))}"
    for path in (one, f"{project}/{where}"):
        tour.get(path)
    if change is not None:
        tour.put(one, **change)
        tour.get(one)
        tour.send("PUT", one, data={"description": "of a form"})
        tour.get(one)
    tour.delete(one)
    tour.get(f"{project}/{where}")
    tour.get(one)
    tour.delete(one)


def _lives(tour: Tour) -> None:
    cron = {"ref": "main", "cron": "0 1 * * *"}
    _life(tour, "repository/branches", "branch", {"branch": "fresh", "ref": "main"})
    _life(tour, "variables", "key", {"key": "FRESH", "value": "v", "raw": True}, {"value": "w"})
    _life(tour, "pipeline_schedules", "id", {"description": "fresh", **cron}, {"description": "changed"})
    _life(tour, "triggers", "id", {"description": "fresh"})
    members = f"{tour.project}/members"
    tour.post(members, user_id=2, access_level=30)
    tour.get(members)
    tour.put(f"{members}/2", access_level=40, expires_at="2026-12-01")
    tour.get(members)
    tour.delete(f"{members}/2")
    tour.delete(f"{members}/2")
    group = tour.post("/groups", name="Fresh", path="fresh", description="new").get("id")
    for path in (f"/groups/{group}", "/groups"):
        tour.get(path)
    tour.put(f"/groups/{group}", description="changed")
    tour.get(f"/groups/{group}")
    tour.delete(f"/groups/{group}")
    tour.get(f"/groups/{group}")


def _runs(tour: Tour) -> None:
    project = tour.project
    schedules = f"{project}/pipeline_schedules"
    for body in ({"cron": "0 1 * * *"}, {"cron": "x"}, {"cron": "0 1 * * * 5"},
                 {"cron": "0 1 * * *", "cron_timezone": "Nowhere/No"}):  # fmt: skip
        tour.post(schedules, description="d", ref="main", **body)
    tour.put(f"{schedules}/1", cron="x")
    tour.post(f"{schedules}/1/play")
    tour.get(f"{project}/pipelines")
    tour.post(f"{project}/pipeline", ref="nowhere")
    tour.post(f"{project}/repository/branches", branch="b", ref="nowhere")
    token = tour.env["DATAOPS_TRIGGER_TOKEN"]
    tour.post(f"{project}/repository/branches", branch="aside", ref="main")
    other = "/repository/files/other-ci.yml"
    tour.post(project + other, branch="main", commit_message="c", content="Other: {script: [echo 1]}\n")
    for ref in ("main", "aside", "nowhere"):
        variables = {"A": "1", "_PIPELINE_FILE_NAME": "other-ci.yml"} if ref == "main" else {"A": "1"}
        made = tour.post(f"{project}/trigger/pipeline", None, token=token, ref=ref, variables=variables).get("id")
        tour.get(f"{project}/pipelines/{made}/variables")
        tour.get(f"{project}/pipelines/{made}/jobs")
    listed: list[dict[str, str]] = [{"key": "_PIPELINE_FILE_NAME", "value": "other-ci.yml"}]
    for chosen in (listed, []):
        pipeline = f"{project}/pipelines/{tour.post(f'{project}/pipeline', ref='main', variables=chosen).get('id')}"
        tour.get(f"{pipeline}/jobs")
        for step in ("cancel", "retry"):
            tour.post(f"{pipeline}/{step}")
            tour.get(pipeline)
            tour.get(f"{pipeline}/jobs?include_retried=true")
    tour.post(f"{project}/access_tokens", name="t", scopes=["api"], expires_at="2026-12-01", access_level="high")
    tour.post("/projects", name="bad", wiki_enabled="sometimes")


def _files(tour: Tour) -> None:
    file = f"{tour.project}/repository/files/data.csv"
    tour.post(file, branch="main", commit_message="c", content="a;b\n1;2\n")
    tour.get(f"{file}?ref=main")
    tour.get(f"{file}/raw?ref=main")
    tour.put(file, branch="main", commit_message="c", content="a;b\n3;4\n")
    tour.get(f"{file}?ref=main")
    fork = tour.post(f"{tour.project}/fork", name="Fork", path="fork").get("id")
    tour.get(f"/projects/{fork}")
    tour.get(f"/projects/{fork}/repository/branches")


def _whole(tour: Tour) -> None:
    project = tour.post("/projects", name="Fresh", initialize_with_readme=True).get("id")
    tour.get(f"/projects/{project}")
    tour.put(f"/projects/{project}", description="changed")
    tour.get(f"/projects/{project}")
    tour.delete(f"/projects/{project}")
    tour.get(f"/projects/{project}")
