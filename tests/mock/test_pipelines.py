import io
import zipfile
from typing import Any

import pytest
from dataops_mock.world.progress import set_job_status

from tests.mock.api import CI, Api, api

SLOW = "stages: [one, two]\nSlow: {stage: one, script: [sleep 600]}\nAfter: {stage: two, script: [echo 2]}\n"
FAILS = "stages: [one, two]\nBad: {stage: one, script: [echo x, exit 3]}\nAfter: {stage: two, script: [echo 2]}\n"
MANUAL = "Start: {script: [echo 1]}\nAsk: {script: [echo 2], when: manual, allow_failure: false}\n"
ARTIFACTS = "Pack: {script: [echo 1], artifacts: {paths: [README.md, out/], expire_in: 1 day}}\n"


@pytest.fixture
def mock() -> Api:
    return api(projects=1)


def project_with(mock: Api, content: str) -> str:
    path = f"/projects/{mock.post('/projects', name='CI', initialize_with_readme=True)['id']}"
    mock.commit(path, ".gitlab-ci.yml", content)
    return path


def start(mock: Api, project: str, **fields: Any) -> str:
    return f"{project}/pipelines/{mock.post(f'{project}/pipeline', ref='main', **fields)['id']}"


def states(mock: Api, pipeline: str, **params: Any) -> dict[str, str]:
    return {each["name"]: each["status"] for each in mock.all(f"{pipeline}/jobs", **params)}


def test_a_pipeline_runs_by_time_stage_after_stage(mock: Api) -> None:
    pipeline = start(mock, project_with(mock, CI))
    assert states(mock, pipeline) == {"First": "pending", "Second": "created"}
    mock.clock.advance(0.7)
    assert states(mock, pipeline) == {"First": "running", "Second": "created"}
    assert mock.get(pipeline)["status"] == "running"
    mock.clock.advance(10)
    shown = mock.get(pipeline)
    assert (shown["status"], shown["source"]) == ("success", "api")
    assert shown["created_at"] < shown["started_at"] < shown["finished_at"] == shown["updated_at"]
    assert states(mock, pipeline) == {"First": "success", "Second": "success"}


def test_how_it_went_does_not_depend_on_when_it_was_read() -> None:
    def jobs(*steps: float) -> list[tuple[float, float]]:
        mock = api(projects=1)
        project = project_with(mock, CI)
        pipeline = start(mock, project)
        for seconds in steps:
            mock.clock.advance(seconds)
            mock.get(pipeline)
        return [(each["duration"], each["queued_duration"]) for each in mock.all(f"{pipeline}/jobs")]

    assert jobs(20) == jobs(*[0.25] * 80)


def test_a_failure_skips_what_comes_after(mock: Api) -> None:
    pipeline = start(mock, project_with(mock, FAILS))
    mock.clock.advance(10)
    assert mock.get(pipeline)["status"] == "failed"
    after, bad = mock.all(f"{pipeline}/jobs")
    assert (after["status"], bad["status"], bad["failure_reason"]) == ("skipped", "failed", "script_failure")


def test_a_retry_makes_new_jobs_and_hides_the_old_ones(mock: Api) -> None:
    project = project_with(mock, FAILS)
    pipeline = start(mock, project)
    mock.clock.advance(10)
    assert mock.status("POST", f"{pipeline}/retry") == 201
    assert states(mock, pipeline) == {"Bad": "pending", "After": "created"}
    assert len(mock.all(f"{pipeline}/jobs")) == 2
    assert len(mock.all(f"{pipeline}/jobs", include_retried="true")) == len(mock.all(f"{project}/jobs")) == 3


def test_a_cancel_ends_what_has_not_ended_and_a_retry_runs_it_again(mock: Api) -> None:
    pipeline = start(mock, project_with(mock, SLOW))
    mock.clock.advance(5)
    assert mock.post(f"{pipeline}/cancel")["status"] == "canceled"
    assert states(mock, pipeline) == {"Slow": "canceled", "After": "canceled"}
    mock.clock.advance(1)
    again = mock.post(f"{pipeline}/retry")
    assert (again["status"], again["finished_at"]) == ("pending", None)
    mock.clock.advance(700)
    assert mock.get(pipeline)["status"] == "success"
    assert mock.post(f"{pipeline}/cancel")["status"] == "success"


def test_a_manual_job_waits_until_it_is_played(mock: Api) -> None:
    project = project_with(mock, MANUAL)
    pipeline = start(mock, project)
    mock.clock.advance(10)
    assert mock.get(pipeline)["status"] == "manual"
    ask = next(each["id"] for each in mock.all(f"{pipeline}/jobs") if each["name"] == "Ask")
    played = mock.post(f"{project}/jobs/{ask}/play", job_variables_attributes=[{"key": "A", "value": "1"}])
    assert played["status"] == "pending"
    assert mock.status("POST", f"{project}/jobs/{ask}/play") == 400
    mock.clock.advance(10)
    assert mock.get(pipeline)["status"] == "success"


def test_jobs_move_on_demand_and_stay(mock: Api) -> None:
    pipeline = start(mock, project_with(mock, CI))
    first = mock.all(f"{pipeline}/jobs")[-1]["id"]
    set_job_status(mock.world, first, "running")
    mock.clock.advance(3600)
    assert states(mock, pipeline) == {"First": "running", "Second": "created"}
    set_job_status(mock.world, first, "failed")
    assert (states(mock, pipeline)["Second"], mock.get(pipeline)["status"]) == ("skipped", "failed")


def test_a_log_grows_while_the_job_runs(mock: Api) -> None:
    project = project_with(mock, "Talk: {script: [echo 1, sleep 60, echo 3]}\n")
    pipeline = start(mock, project)
    job = mock.get(f"{pipeline}/jobs")[0]["id"]
    lengths: list[int] = []
    for seconds in (0, 5, 30, 60):
        mock.clock.advance(seconds)
        lengths.append(len(mock.send("GET", f"{project}/jobs/{job}/trace").text))
    assert lengths[0] == 0
    assert lengths == sorted(set(lengths))
    assert mock.send("GET", f"{project}/jobs/{job}/trace").text.endswith("Job succeeded\n")


def test_artifacts_are_a_zip_until_they_expire(mock: Api) -> None:
    project = project_with(mock, ARTIFACTS)
    pipeline = start(mock, project)
    job = f"{project}/jobs/{mock.get(f'{pipeline}/jobs')[0]['id']}"
    assert mock.status("GET", f"{job}/artifacts") == 404
    mock.clock.advance(10)
    content = mock.send("GET", f"{job}/artifacts").content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.namelist() == ["README.md", "out/Pack.txt"]
        assert packed.read("README.md") == b"# CI\n"
    shown = mock.get(job)
    assert shown["artifacts_file"] == {"filename": "artifacts.zip", "size": len(content)}
    mock.clock.advance(90000)
    assert mock.status("GET", f"{job}/artifacts") == 404


def test_the_pipeline_file_is_the_one_that_the_variable_names(mock: Api) -> None:
    project = project_with(mock, CI)
    mock.commit(project, "other.yml", "Only: {script: [echo]}\n")
    variables = [{"key": "_PIPELINE_FILE_NAME", "value": "other.yml"}, {"key": "Ü".encode().hex(), "value": "🦆"}]
    pipeline = start(mock, project, variables=variables)
    assert states(mock, pipeline) == {"Only": "pending"}
    shown = mock.get(f"{pipeline}/variables")
    assert [(each["key"], each["value"]) for each in shown] == [(each["key"], each["value"]) for each in variables]
    mock.put(project, ci_config_path="other.yml")
    assert states(mock, start(mock, project)) == {"Only": "pending"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a: [", "Invalid configuration format"),
        ("- a", "Invalid configuration format"),
        (".hidden: {script: [echo]}", "jobs config should contain at least one visible job"),
        ("A: {script: [echo], stage: nowhere}", "A job: chosen stage nowhere does not exist"),
        ("A: {script: []}", "jobs:A:script config should be a string or a nested array of strings"),
    ],
)
def test_a_pipeline_file_that_describes_no_pipeline_is_refused(mock: Api, content: str, reason: str) -> None:
    answer = mock.send("POST", f"{project_with(mock, content)}/pipeline", json={"ref": "main"})
    assert answer.status_code == 400
    assert answer.json()["message"]["base"][0].startswith(reason)


def test_a_pipeline_wants_a_ref_and_a_file(mock: Api) -> None:
    def refused(project: int, ref: str) -> str:
        answer = mock.send("POST", f"/projects/{project}/pipeline", json={"ref": ref})
        assert answer.status_code == 400
        return str(answer.json()["message"]["base"][0])

    empty = mock.post("/projects", name="Empty")["id"]
    bare = mock.post("/projects", name="Bare", initialize_with_readme=True)["id"]
    assert refused(empty, "main") == refused(bare, "nowhere") == "Reference not found"
    assert refused(bare, "main") == "Missing CI config file"


def test_the_latest_pipeline_is_that_of_the_newest_commit(mock: Api) -> None:
    project = project_with(mock, CI)
    assert mock.status("GET", f"{project}/pipelines/latest") == 404
    start(mock, project)
    newest = start(mock, project)
    assert mock.get(f"{project}/pipelines/latest", ref="main") == mock.get(newest)
    mock.commit(project, "x", "x")
    assert mock.status("GET", f"{project}/pipelines/latest") == 404


@pytest.mark.parametrize(
    "params",
    [
        {"status": "failed"},
        {"source": "schedule"},
        {"ref": "main"},
        {"username": "ada"},
        {"name": "Full run"},
        {"username": "x"},
    ],
)
def test_a_filter_of_pipelines_keeps_all_that_fit_and_nothing_else(mock: Api, params: dict[str, str]) -> None:
    def fits(each: Any) -> bool:
        user = mock.get(f"{mock.project}/pipelines/{each['id']}")["user"]["username"]
        return all(({**each, "username": user})[name] == value for name, value in params.items())

    wanted = [each["id"] for each in mock.all(f"{mock.project}/pipelines") if fits(each)]
    assert [each["id"] for each in mock.all(f"{mock.project}/pipelines", **params)] == wanted


def test_pipelines_are_listed_by_phase_time_and_order(mock: Api) -> None:
    path = f"{mock.project}/pipelines"
    finished = {each["status"] for each in mock.all(path, scope="finished")}
    assert finished == {"success", "failed", "canceled", "skipped"}
    assert {each["status"] for each in mock.all(path, scope="running")} == {"running"}
    assert len(mock.all(path, scope="branches")) == 1
    assert mock.all(path, scope="tags") == []
    middle = mock.all(path)[5]["updated_at"]
    after, before = mock.all(path, updated_after=middle), mock.all(path, updated_before=middle)
    assert len(after) + len(before) == len(mock.all(path)) - 1
    for order_by in ("id", "status", "ref", "updated_at"):
        keys = [each[order_by] for each in mock.all(path, order_by=order_by, sort="asc")]
        assert keys == sorted(keys)


def test_jobs_are_listed_by_state(mock: Api) -> None:
    jobs = mock.all(f"{mock.project}/jobs", **{"scope[]": ["failed", "manual"]})
    assert {each["status"] for each in jobs} == {"failed", "manual"}


def test_a_stranger_to_a_public_project_reads_pipelines_and_starts_none(mock: Api) -> None:
    mock.put(mock.project, visibility="public")
    assert mock.status("GET", f"{mock.project}/pipelines", "DATAOPS_OTHER_TOKEN") == 200
    assert mock.status("POST", f"{mock.project}/pipeline", "DATAOPS_OTHER_TOKEN", ref="main") == 403
    assert mock.status("GET", f"{mock.project}/pipelines/1/variables", "DATAOPS_OTHER_TOKEN") == 403


def test_a_trigger_shows_its_token_once_and_starts_pipelines(mock: Api) -> None:
    project = project_with(mock, CI)
    made = mock.post(f"{project}/triggers", description="ü 🦆")
    assert made["token"].startswith("glptt-")
    shown = mock.get(f"{project}/triggers/{made['id']}")
    assert shown == {**made, "token": "glpt"}
    assert mock.all(f"{project}/triggers") == [shown]
    url = f"{project}/trigger/pipeline"
    pipeline = mock.post(url, None, token=made["token"], ref="main", variables={"A": "1", "B": "ü"})
    assert (pipeline["source"], pipeline["user"]["username"]) == ("trigger", "ada")
    sent = {each["key"]: each["value"] for each in mock.get(f"{project}/pipelines/{pipeline['id']}/variables")}
    assert sent == {"A": "1", "B": "ü"}
    assert mock.get(f"{project}/triggers/{made['id']}")["last_used"] is not None
    assert mock.status("POST", url, None, token=made["token"], ref="nowhere") == 400
    for wrong in ("x", mock.credentials["DATAOPS_TOKEN"], mock.credentials["DATAOPS_TRIGGER_TOKEN"]):
        assert mock.status("POST", url, None, token=wrong, ref="main") == 404
    assert mock.delete(f"{project}/triggers/{made['id']}") == 204
    assert mock.delete(f"{project}/triggers/{made['id']}") == 404
    assert mock.status("POST", url, None, token=made["token"], ref="main") == 404


def test_a_form_triggers_as_json_does(mock: Api) -> None:
    token = mock.credentials["DATAOPS_TRIGGER_TOKEN"]
    form = {"token": token, "ref": "main", "variables[_PIPELINE_FILE_NAME]": "smoke-ci.yml"}
    made = mock.send("POST", f"{mock.project}/trigger/pipeline", None, data=form).json()
    assert states(mock, f"{mock.project}/pipelines/{made['id']}") == {"Smoke": "pending"}


def test_the_token_of_a_running_job_triggers_with_the_source_pipeline(mock: Api) -> None:
    token = mock.credentials["DATAOPS_JOB_TOKEN"]
    made = mock.post(f"{mock.project}/trigger/pipeline", None, token=token, ref="main")
    assert (made["source"], made["user"]["username"]) == ("pipeline", "ada")
    other = project_with(mock, CI)
    assert mock.status("POST", f"{other}/trigger/pipeline", None, token=token, ref="main") == 404
    finished = mock.credentials["DATAOPS_FINISHED_JOB_TOKEN"]
    assert mock.status("POST", f"{mock.project}/trigger/pipeline", None, token=finished, ref="main") == 404


def test_a_schedule_is_created_listed_changed_played_and_gone(mock: Api) -> None:
    project = project_with(mock, CI)
    path = f"{project}/pipeline_schedules"
    made = mock.post(path, description="ü 🦆", ref="main", cron="30 4 * * *")
    assert (made["active"], made["cron_timezone"], made["next_run_at"]) == (True, "UTC", "2026-03-02T04:30:00.000Z")
    assert mock.get(f"{path}/{made['id']}") == made
    changed = mock.put(f"{path}/{made['id']}", cron_timezone="Europe/Berlin", active=False)
    assert (changed["next_run_at"], changed["active"]) == ("2026-03-02T03:30:00.000Z", False)
    assert mock.all(path, scope="active") == []
    assert [each["id"] for each in mock.all(path, scope="inactive")] == [made["id"]]
    assert mock.post(f"{path}/{made['id']}/play") == {"message": "201 Created"}
    assert [each["source"] for each in mock.all(f"{project}/pipelines")] == ["schedule"]
    assert mock.get(f"{path}/{made['id']}")["last_pipeline"]["ref"] == "main"
    assert mock.delete(f"{path}/{made['id']}") == 204
    assert [mock.status(method, f"{path}/{made['id']}") for method in ("GET", "DELETE")] == [404, 404]


def test_a_played_schedule_passes_its_variables_on(mock: Api) -> None:
    mock.post(f"{mock.project}/pipeline_schedules/1/play")
    newest = mock.get(f"{mock.project}/pipelines")[0]["id"]
    assert states(mock, f"{mock.project}/pipelines/{newest}") == {"Smoke": "pending"}


@pytest.mark.parametrize(
    "cron",
    [
        "* * * *",
        "* * * * * *",
        "@daily",
        "61 * * * *",
        "x y z a b",
        "0 0 31 2 *",
        "* * * * ü",
        "H * * * *",
        "٣ * * * *",
    ],
)
def test_a_cron_that_is_none_is_refused(mock: Api, cron: str) -> None:
    answer = mock.send(
        "POST", f"{mock.project}/pipeline_schedules", json={"description": "x", "ref": "main", "cron": cron}
    )
    assert (answer.status_code, answer.json()) == (400, {"message": {"cron": ["syntax is invalid"]}})


@pytest.mark.parametrize("zone", ["Mars/Base", "Europe", "../etc/passwd", "/etc/localtime", "UTC\n", "ü"])
def test_a_time_zone_that_is_none_is_refused(mock: Api, zone: str) -> None:
    answer = mock.send("PUT", f"{mock.project}/pipeline_schedules/1", json={"cron_timezone": zone})
    assert (answer.status_code, answer.json()) == (400, {"message": {"cron_timezone": ["syntax is invalid"]}})
