"""Tours of the quota."""

from __future__ import annotations

from tests.mock.tours.tour import Tour

USERS = ("DATAOPS_TOKEN", "DATAOPS_READ_TOKEN", "DATAOPS_OTHER_TOKEN", "DATAOPS_PROJECT_TOKEN", "DATAOPS_GROUP_TOKEN")


def plenty(tour: Tour) -> None:
    """Ask often, within the quota."""
    paths = ("/version", "/user", "/projects", "/nowhere", f"{tour.project}/repository/branches",
             f"{tour.project}/pipelines", f"{tour.project}/jobs")  # fmt: skip
    for token in USERS:
        for path in paths:
            tour.get(path, token)
            tour.get(path, token)
        tour.get("/version", "glpat-unknown")
        tour.get("/projects", "glpat-unknown")
        tour.get("/version", token)
        tour.post("/groups", token)


def scarce(tour: Tour) -> None:
    """Use the quota up, user by user, and begin anew."""
    for _ in range(2):
        for token in USERS:
            for _ in range(5):
                tour.get("/version", token)
            tour.get("/user", token)
            tour.get("/version", token, headers={"Accept": "text/plain"})
        for form in ({"json": {"name": "x"}}, {"data": {"name": "x"}}):
            tour.send("POST", "/projects", **form)
        tour.send("POST", "/-/mock/reset", None)
        tour.get("/projects?per_page=100")
        tour.get("/version")
        tour.send("POST", "/-/mock/reset", None)
    for _ in range(4):
        tour.post(f"{tour.project}/repository/branches", branch="b", ref="main")
    tour.send("POST", "/projects", data={"name": "form"})
    tour.send("POST", "/projects", json={"name": "json"})
    tour.send("POST", "/-/mock/clock", None, json={"advance_seconds": 1})
    tour.get("/projects?per_page=100", "DATAOPS_GROUP_TOKEN")
    tour.get("/projects?per_page=100", "DATAOPS_PROJECT_TOKEN")
    for token in ("DATAOPS_TOKEN", "DATAOPS_OTHER_TOKEN"):
        tour.get("/-/mock/state", token)


def version(tour: Tour) -> None:
    """Use the quota up with the version alone, twice."""
    for token in ("DATAOPS_TOKEN", "DATAOPS_TOKEN", "DATAOPS_OTHER_TOKEN"):
        for _ in range(3):
            tour.get("/version", token)
