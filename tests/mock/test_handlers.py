from operator import attrgetter

import pytest
from dataops_mock.handlers import all_handlers
from dataops_spec import Operation, operations

from tests.mock.api import Api, api

WRITES = [operation for operation in operations() if not operation.is_safe and operation.protected]
READS = [operation for operation in operations() if operation.is_safe and operation.takes_token]


@pytest.fixture(scope="module")
def seeded() -> Api:
    return api(projects=4)


def test_every_operation_has_exactly_one_handler() -> None:
    assert set(all_handlers()) == {operation.id for operation in operations()}


def path_of(mock: Api, path: str) -> str:
    project = mock.world.projects[mock.world.marks["sandbox_project"]]
    values: dict[str, object] = {
        "branch": "main", "file_path": "README.md", "pipeline_id": 1, "trigger_id": 1, "pipeline_schedule_id": 1,
        "job_id": 1, "key": "ROLE_NAME", "user_id": 1, "target_project_id": project.id,
    }  # fmt: skip
    token = mock.world.marks["group_token" if path.startswith("/groups") else "project_token"]
    values["token_id"] = mock.world.marks["token"] if path.startswith("/personal") else token
    values["id"] = mock.world.marks["sandbox_group"] if path.startswith(("/groups", "/namespaces")) else project.id
    return path.format(**values)


@pytest.mark.parametrize("operation", READS, ids=attrgetter("id"))
def test_every_read_of_the_sandbox_succeeds(seeded: Api, operation: Operation) -> None:
    params = {each.name: "main" for each in operation.query_parameters if each.required}
    assert seeded.send("GET", path_of(seeded, operation.path), params=params).status_code == 200


@pytest.mark.parametrize("operation", READS, ids=attrgetter("id"))
def test_a_read_changes_nothing_that_another_read_shows(seeded: Api, operation: Operation) -> None:
    params = {each.name: "main" for each in operation.query_parameters if each.required}
    path = path_of(seeded, operation.path)
    first, second = (seeded.send("GET", path, params=params).content for _ in range(2))
    assert first == second


@pytest.mark.parametrize("operation", READS, ids=attrgetter("id"))
def test_a_number_that_no_id_is_finds_nothing(seeded: Api, operation: Operation) -> None:
    if "{" not in operation.path:
        return
    params = {each.name: "main" for each in operation.query_parameters if each.required}
    huge = "9" * 30
    path = operation.path.format(**{each.name: huge for each in operation.path_parameters})
    assert seeded.send("GET", path, params=params).status_code in {400, 404}


@pytest.mark.parametrize("operation", READS, ids=attrgetter("id"))
def test_a_private_project_is_not_there_for_a_stranger(seeded: Api, operation: Operation) -> None:
    if not operation.path.startswith("/projects/{id}"):
        return
    params = {each.name: "main" for each in operation.query_parameters if each.required}
    answer = seeded.send("GET", path_of(seeded, operation.path), "DATAOPS_OTHER_TOKEN", params=params)
    assert (answer.status_code, answer.json()) == (404, {"message": "404 Project Not Found"})


@pytest.mark.parametrize("operation", WRITES, ids=attrgetter("id"))
def test_a_token_that_may_only_read_writes_nothing(seeded: Api, operation: Operation) -> None:
    answer = seeded.send(operation.method, path_of(seeded, operation.path), "DATAOPS_READ_TOKEN", json={})
    assert answer.status_code == 403
    assert answer.json()["error"] == "insufficient_scope"


@pytest.mark.parametrize("operation", READS, ids=attrgetter("id"))
def test_no_read_shows_a_secret(seeded: Api, operation: Operation) -> None:
    params = {each.name: "main" for each in operation.query_parameters if each.required}
    content = seeded.send("GET", path_of(seeded, operation.path), params=params).text
    secrets = [value for name, value in seeded.credentials.items() if name.endswith("_TOKEN")]
    assert [secret for secret in secrets if secret in content] == []
