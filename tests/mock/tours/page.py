"""A tour of lists."""

from __future__ import annotations

from tests.mock.tours.tour import Tour


def route(tour: Tour) -> None:
    """Turn the pages of every list, filtered and sorted too."""
    project, group = tour.project, tour.group
    for user in (1, 2, 3, 4):
        tour.post(f"{project}/members", user_id=user, access_level=30)
    for name in ("one", "two", "three"):
        tour.post(f"{project}/triggers", description=name)
    lists = ("/users", "/namespaces", "/projects", "/groups", f"{group}/projects", f"{project}/members",
             f"{project}/repository/branches", f"{project}/pipelines", f"{project}/jobs", f"{project}/triggers",
             f"{project}/pipeline_schedules", f"{project}/variables", "/personal_access_tokens",
             f"{project}/access_tokens", f"{project}/pipelines/1/jobs", f"{project}/job_token_scope/allowlist")  # fmt: skip
    for path in lists:
        _turn(tour, path)
    for path in ("/projects", "/users", f"{project}/jobs"):
        _keyset(tour, path)
    for query in _filtered(project):
        separator = "&" if "?" in query else "?"
        for page in (1, 2):
            tour.get(f"{query}{separator}per_page=2&page={page}")
        tour.get(query)


def _turn(tour: Tour, path: str) -> None:
    tour.get(path)
    tour.get(path)
    for page in (1, 2, 3, 9):
        tour.get(f"{path}?per_page=2&page={page}")
    for page in (2, 3):
        tour.get(f"{path}?per_page=1&page={page}&extra[]=a&extra[]=b")
    for query in ("per_page=101", "per_page=0", "per_page=x", "page=x", "page=1000", "sort=up", "sort=asc"):
        tour.get(f"{path}?{query}")


def _keyset(tour: Tour, path: str) -> None:
    for sort in ("asc", "desc"):
        tour.get(f"{path}?pagination=keyset&order_by=id&sort={sort}&per_page=100")
        following = f"{path}?pagination=keyset&order_by=id&sort={sort}&per_page=2"
        for _ in range(2):
            tour.get(following)
            link = dict(tour.seen[-1][2]).get("link", "")
            following = link.partition("/api/v4")[2].partition(">")[0] or following


def _filtered(project: str) -> tuple[str, ...]:
    return (
        "/users?order_by=name&sort=asc", "/users?search=a", "/users?order_by=id&sort=desc",
        "/projects?archived=true", "/projects?archived=false", "/projects?visibility=private", "/projects?search=a",
        "/projects?order_by=name&sort=asc", "/projects?order_by=path&sort=desc",
        "/groups?search=a", "/groups?sort=asc", "/groups?order_by=path&sort=desc", "/groups?visibility=private",
        "/groups?skip_groups[]=9&skip_groups[]=10", "/groups/9/projects?order_by=name&sort=asc",
        "/groups/9/projects?order_by=id&sort=asc",
        "/namespaces?search=SAND", "/namespaces?search=ada",
        f"{project}/repository/branches?search=e", f"{project}/repository/branches?regex=^main",
        f"{project}/repository/branches?sort=name_asc&search=m",
        f"{project}/pipelines?ref=main", f"{project}/pipelines?ref=develop", f"{project}/pipelines?source=trigger",
        f"{project}/pipelines?order_by=status&sort=asc", f"{project}/pipelines?order_by=id&sort=asc",
        f"{project}/pipelines?scope=finished", f"{project}/pipelines?status=bad",
        f"{project}/jobs?scope[]=success&scope[]=failed", f"{project}/jobs?scope[]=running",
        f"{project}/pipeline_schedules?scope=active", f"{project}/pipeline_schedules?scope=inactive",
    )  # fmt: skip
