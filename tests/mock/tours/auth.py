"""A tour of credentials and rights."""

from __future__ import annotations

from tests.mock.tours.tour import Tour, segment

PUBLIC = (
    "/projects?per_page=100",
    "/groups?per_page=100",
    "/namespaces?per_page=100",
    "/projects?search=a&per_page=100",
)


def route(tour: Tour) -> None:
    """Ask with every kind of credential, good and bad."""
    _nobody(tour)
    _dead_tokens(tour)
    _owners(tour)
    _scopes(tour)
    _jobs(tour)
    _triggers(tour)
    _others(tour)
    _rotation(tour)
    _secrets(tour)


def _nobody(tour: Tour) -> None:
    for token in (None, "glpat-unknown"):
        for path in (*PUBLIC, "/user", "/users?page=x", f"{tour.project}/access_tokens", f"{tour.project}/jobs/1/trace",
                     f"{tour.group}/projects", f"{tour.project}/pipelines", "/nowhere"):  # fmt: skip
            tour.get(path, token)
        tour.send("PATCH", "/version", token)
        tour.post("/groups", token)
        tour.send("POST", "/groups", token, content=b"<a/>", headers={"Content-Type": "application/xml"})
    tour.get("/users", "glpat-unknown")


def _dead_tokens(tour: Tour) -> None:
    for token in ("DATAOPS_REVOKED_TOKEN", "DATAOPS_EXPIRED_TOKEN"):
        for path in ("/user", "/projects", "/version"):
            tour.get(path, token)
            tour.bearer(path, token)
    for owner in (tour.project, tour.group):
        made = tour.post(f"{owner}/access_tokens", name="t", scopes=["api"], access_level=30, expires_at="2026-12-01")
        tour.delete(f"{owner}/access_tokens/{made.get('id')}")
        tour.get("/user", made.get("token"))


def _owners(tour: Tour) -> None:
    for token in ("DATAOPS_TOKEN", "DATAOPS_PROJECT_TOKEN", "DATAOPS_GROUP_TOKEN", "DATAOPS_READ_TOKEN"):
        tour.get("/user", token)
        tour.bearer("/user", token)
        tour.bearer("/projects?per_page=100", token)
        tour.get("/personal_access_tokens/self", token)


def _scopes(tour: Tour) -> None:
    reads = "DATAOPS_READ_TOKEN"
    for path in ("/projects", f"{tour.project}/repository/branches", "/user", tour.project):
        tour.get(path, reads)
    tour.delete(f"{tour.project}/variables/API_ENDPOINT", reads)
    tour.post(f"{tour.project}/repository/branches", reads, branch="of-a-reader", ref="main")
    tour.post(f"{tour.project}/pipeline_schedules/1/play", reads)
    tour.post(f"{tour.group}/access_tokens", reads, name="t", scopes=["api"], expires_at="2026-12-01")
    fields = {"scopes": ["read_repository"], "access_level": 40, "expires_at": "2026-12-01"}
    narrow = tour.post(f"{tour.project}/access_tokens", name="narrow", **fields).get("token")
    for path in (tour.project, f"{tour.project}/repository/files/README.md/raw?ref=main", "/user"):
        tour.get(path, narrow)


def _jobs(tour: Tour) -> None:
    job, finished = "DATAOPS_JOB_TOKEN", "DATAOPS_FINISHED_JOB_TOKEN"
    branches, raw = "repository/branches", "repository/files/README.md/raw?ref=main"
    with_artifacts = next(
        each["id"] for each in tour.get(f"{tour.project}/jobs?per_page=100") if len(each.get("artifacts", [])) > 1
    )
    for token in (job, finished):
        for path in ("/job", f"{tour.project}/{branches}", f"{tour.project}/{raw}", tour.project,
                     f"{tour.project}/variables", f"{tour.project}/jobs/{with_artifacts}/artifacts"):  # fmt: skip
            tour.get(path, token)
    for visibility in ("private", "public"):
        there = f"/projects/{tour.post('/projects', name=visibility, visibility=visibility, initialize_with_readme=True).get('id')}"  # fmt: skip
        scope = f"{there}/job_token_scope"
        tour.get(scope)
        tour.get(f"{scope}/allowlist")
        _both(tour, there, branches, raw)
        tour.post(f"{tour.project}/job_token_scope/allowlist", target_project_id=int(there.rpartition("/")[2]))
        _both(tour, there, branches, raw)
        tour.post(f"{scope}/allowlist", target_project_id=int(tour.env["DATAOPS_PROJECT"]))
        _both(tour, there, branches, raw)
        tour.delete(f"{scope}/allowlist/{tour.env['DATAOPS_PROJECT']}")
        tour.send("PATCH", scope, json={"enabled": False})
        _both(tour, there, branches, raw)
    fork = tour.post(f"{tour.project}/fork", name="Fork", path="fork")
    tour.get(f"/projects/{fork.get('id')}/job_token_scope")
    made = tour.post("/projects", name="Gone").get("id")
    tour.delete(f"/projects/{made}", job)
    tour.post(f"{tour.project}/jobs/1/play", job)


def _both(tour: Tour, there: str, *paths: str) -> None:
    for path in paths:
        tour.get(f"{there}/{path}", "DATAOPS_JOB_TOKEN")


def _triggers(tour: Tour) -> None:
    secret = tour.env["DATAOPS_TRIGGER_TOKEN"]
    for path in ("/user", "/projects", "/version"):
        tour.get(path, secret)
        tour.bearer(path, secret)
    tour.send("GET", "/job", None, headers={"JOB-TOKEN": secret})
    for token in ({"token": secret}, {"token": "wrong"}, {}):
        tour.post(f"{tour.project}/trigger/pipeline", None, ref="main", **token)


def _others(tour: Tour) -> None:
    other = "DATAOPS_OTHER_TOKEN"
    private = tour.post("/projects", name="Hidden", initialize_with_readme=True)
    place = f"/projects/{private.get('id')}"
    by_path = f"/projects/{segment(str(private.get('path_with_namespace')))}"
    group = tour.post("/groups", name="Hidden", path="hidden-group", visibility="private").get("id")
    for path in (place, by_path, f"{place}/repository/branches", f"{place}/variables", f"/groups/{group}"):
        tour.get(path, other)
    tour.get("/projects?per_page=100", other)
    tour.get("/user", other)
    public = f"/projects/{tour.post('/projects', name='Open', visibility='public', initialize_with_readme=True).get('id')}"  # fmt: skip
    open_group = tour.post("/groups", name="Open", path="open-group", visibility="public").get("id")
    tour.put(public, other, description="changed")
    tour.get(public)
    tour.post(f"{public}/repository/branches", other, branch="b", ref="main")
    tour.post(f"{public}/members", other, user_id=2, access_level=30)
    tour.put(f"/groups/{open_group}", other, description="changed")


def _rotation(tour: Tour) -> None:
    fields = {"scopes": ["api"], "access_level": 40, "expires_at": "2026-12-01"}
    made = tour.post(f"{tour.project}/access_tokens", name="turns", **fields)
    rotated = tour.post(f"/personal_access_tokens/{made.get('id')}/rotate", made.get("token"))
    for token in (made.get("token"), rotated.get("token")):
        tour.get(tour.project, token)


def _secrets(tour: Tour) -> None:
    for path in ("/user", f"{tour.project}/access_tokens", "/personal_access_tokens", "/projects/999999"):
        tour.get(path)
