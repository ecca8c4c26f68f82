"""A tour of bodies, good and bad, and of errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dataops_mock.call import JsonValue

from tests.mock.tours.tour import Tour

TEXT = " Größe \ufb01 \U0001d49fata\u202e\t1+1 "


def route(tour: Tour) -> None:
    """Write every resource in every form, and wrongly."""
    _projects(tour)
    _groups(tour)
    _in_project(tour)
    _members(tour)
    _updates(tour)
    _bad_types(tour)
    _errors(tour)


def _every_way(tour: Tour, method: str, path: str, /, **fields: Any) -> list[Any]:
    """Send fields as JSON, multipart and urlencoded, `{}` in a text for the way's name; return what is answered."""
    answers: list[Any] = []
    for way in ("json", "multipart", "urlencoded"):
        named = {name: value.replace("{}", way) if isinstance(value, str) else value for name, value in fields.items()}
        url = path.replace("{}", way)
        if way == "json":
            answers.append(tour.send(method, url, json=named))
            continue
        pairs = [pair for name, value in named.items() for pair in _pairs(name, value)]
        if way == "multipart":
            answers.append(tour.send(method, url, files=[(name, (None, value)) for name, value in pairs]))
        else:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            answers.append(tour.send(method, url, content=urlencode(pairs), headers=headers))
        if method == "PUT":
            tour.get(url)
    return answers


def _pairs(name: str, value: JsonValue) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        return [pair for key, item in value.items() for pair in _pairs(f"{name}[{key}]", item)]
    if isinstance(value, list):
        return [pair for item in value for pair in _pairs(f"{name}[]", item)]
    return [(name, str(value).lower() if isinstance(value, bool) else str(value))]


def _projects(tour: Tour) -> None:
    policy = {"enabled": True, "keep_n": 5, "older_than": "14d"}
    _every_way(tour, "POST", "/projects", name="P {}", topics=["b", "a"], container_expiration_policy_attributes=policy,
               initialize_with_readme=True, description=TEXT)  # fmt: skip
    _every_way(tour, "PUT", tour.project, topics=["y", "x"], container_expiration_policy_attributes=policy,
               wiki_enabled=False, description=TEXT + "{}")  # fmt: skip
    tour.send("POST", "/projects?name=Queried&description=d")
    tour.send("PUT", f"{tour.project}?description=queried")
    tour.post(f"{tour.project}/fork", name="F", path="f")


def _groups(tour: Tour) -> None:
    _every_way(tour, "POST", "/groups", name="G {}", path="g-{}", description="of {}")
    _every_way(tour, "PUT", tour.group, description=TEXT, request_access_enabled=False)
    tour.put(tour.group, name="Sandbox")
    tour.get(tour.group)
    tour.post("/groups", name="x", path="x", visibility="secret")
    tour.post("/groups", name="G json", path="g-json")
    tour.post("/groups", name="G json")
    tour.post("/groups")


def _in_project(tour: Tour) -> None:
    project = tour.project
    _every_way(tour, "POST", f"{project}/repository/branches", branch="b-{}", ref="main")
    _every_way(tour, "POST", f"{project}/triggers", description=TEXT)
    _every_way(
        tour, "POST", f"{project}/pipeline_schedules", description=TEXT, ref="main", cron="0 1 * * *", active=False
    )
    _every_way(tour, "POST", f"{project}/variables", key="K_{}", value="x" * 40, protected=True, raw=True)
    variables = [{"key": "A", "value": "1"}, {"key": "B", "value": "2"}]
    for pipeline in _every_way(tour, "POST", f"{project}/pipeline", ref="main", variables=variables):
        tour.get(f"{project}/pipelines/{pipeline.get('id')}/variables")
    _every_way(tour, "POST", f"{project}/access_tokens", name="t {}", scopes=["read_api", "api"], access_level=30,
               expires_at="2026-12-01")  # fmt: skip
    _every_way(tour, "POST", f"{project}/repository/files/f-{{}}.txt", branch="main", commit_message="Add",
               content=f"\n{TEXT}\n")  # fmt: skip
    tour.get(f"{project}/repository/files/f-json.txt/raw?ref=main")
    tour.send("POST", f"{project}/repository/branches?branch=queried&ref=main")


def _members(tour: Tour) -> None:
    for _ in range(2):
        tour.post(f"{tour.project}/members", user_id=2, access_level=30, expires_at="2026-12-01")
    tour.put(f"{tour.project}/members/2", access_level=40)
    tour.put(f"{tour.project}/members/2", access_level=40, expires_at=None)
    tour.get(f"{tour.project}/members")


def _updates(tour: Tour) -> None:
    project = tour.project
    paris = {"cron": "0 1 * * *", "cron_timezone": "Europe/Paris"}
    schedule = tour.post(f"{project}/pipeline_schedules", description="s", ref="main", **paris).get("id")
    tour.put(f"{project}/pipeline_schedules/{schedule}", description="changed")
    _every_way(tour, "PUT", f"{project}/pipeline_schedules/2", cron_timezone="Europe/Rome", active=True)
    _every_way(tour, "PUT", f"{project}/pipeline_schedules/3", description="changed {}", ref="develop")
    _every_way(tour, "PUT", f"{project}/variables/API_ENDPOINT", protected=True, value="v {}")
    tour.put(f"{project}/variables/API_ENDPOINT", value="alone")
    tour.put(project, name="Playground", description=None)
    tour.get(project)
    tour.put(project, description="d")
    tour.put(project, wiki_enabled=True)
    tour.get(project)
    for body in ({"key": "N", "value": "v", "description": None}, {"key": "N", "value": "w"}, {"key": "M"}):
        tour.post(f"{project}/variables", **body)
        tour.get(f"{project}/variables")
    for branch in ("main", "b-json"):
        tour.post(f"{project}/repository/branches", branch=branch, ref="main")


def _bad_types(tour: Tour) -> None:
    project = tour.project
    for method, path in (("POST", "/projects"), ("PUT", project), ("PUT", tour.group), ("POST", "/groups"),
                         ("POST", f"{project}/repository/branches"), ("POST", f"{project}/pipeline_schedules"),
                         ("PUT", f"{project}/pipeline_schedules/1"), ("PUT", f"{project}/variables/ACCOUNT_ID"),
                         ("POST", f"{project}/pipeline")):  # fmt: skip
        tour.send(method, path, content=b'{"name": ', headers={"Content-Type": "application/json"})
        tour.send(method, path, content=b"<a/>", headers={"Content-Type": "application/xml"})
    tour.post(f"{project}/pipeline_schedules")
    tour.post(f"{project}/pipeline_schedules", description="d", ref="main", cron="0 1 * * *", active="sometimes")
    tour.post(f"{project}/access_tokens", name="t", scopes=["api"], expires_at="2026-12-01", access_level="high")
    tour.post(f"{project}/repository/branches", branch="only")
    tour.post(f"{project}/variables", key="T", value="v", variable_type="folder")
    tour.post(f"{project}/variables", key="U", value="v", protected="sometimes")
    tour.post("/projects", name="V", visibility="secret")
    tour.post("/projects", name="W", wiki_enabled="sometimes")
    tour.post("/projects", name="P json")
    tour.put(tour.group, request_access_enabled="sometimes", description="d")


def _errors(tour: Tour) -> None:
    project = tour.project
    for path in ("/users?page=x", f"{project}/pipelines/999", f"{project}/pipelines/-1", f"{project}/jobs/9999",
                 f"{project}/jobs/{'9' * 30}", f"{project}/pipeline_schedules/{'9' * 30}", "/users?search=", "/groups/no",
                 f"{project}/pipeline_schedules/999", f"{project}/repository/branches?search=%00", "/projects/nowhere",
                 f"{project}/repository/branches/%07", f"{project}/variables/{'K' * 300}", f"/projects/{'9' * 30}",
                 f"{project}/repository/branches?search=%C3%A9", "/projects?search=%C3%A9", "/nowhere", "/version",
                 f"{project}/pipelines/1/jobs", "/namespaces/1", "/namespaces/999999"):  # fmt: skip
        tour.get(path)
    tour.post(f"{project}/pipeline", ref="nowhere")
    tour.post(f"{project}/pipeline_schedules", description="d", ref="main", cron="x")
