from __future__ import annotations

import pytest
from dataops_mock.call import JsonValue
from dataops_mock.http.coercion import coerce
from dataops_mock.http.schemas import Schemas
from dataops_spec import JsonObject, document

from tests.mock.web import Web, listing, web


@pytest.fixture
def api() -> Web:
    return web({"list_projects": listing(3), "list_project_jobs": listing(3)})


@pytest.mark.parametrize(
    ("method", "path", "body", "error"),
    [
        ("POST", "/projects/1/variables", {}, "key is missing, value is missing"),
        ("POST", "/projects/1/variables", {"key": "A"}, "value is missing"),
        ("POST", "/projects", {"name": 3}, "name is invalid"),
        ("POST", "/projects", {"visibility": "secret"}, "visibility does not have a valid value"),
        ("POST", "/projects", {"visibility": 3}, "visibility is invalid"),
        ("POST", "/projects", {"issues_enabled": "yes"}, "issues_enabled is invalid"),
        ("POST", "/projects", {"namespace_id": "7"}, "namespace_id is invalid"),
        ("POST", "/projects", {"namespace_id": 7.5}, "namespace_id is invalid"),
        ("POST", "/projects", {"name": ""}, "name is invalid"),
        ("POST", "/projects", {"path": "not a path"}, "path is invalid"),
        ("POST", "/projects", {"topics": "a"}, "topics is invalid"),
        ("POST", "/projects", {"topics": ["a", ""]}, "topics is invalid"),
        ("POST", "/projects", {"topics": ["a", 1]}, "topics is invalid"),
        ("POST", "/projects", {"topics": ["a", None]}, "topics is invalid"),
        ("POST", "/projects/1/access_tokens", {"name": "a", "scopes": ["api", "fly"]}, "scopes does not have a valid value"),
        ("POST", "/projects/1/pipeline", {"ref": "main", "variables": [{"key": "A", "value": "1", "variable_type": "x"}]}, "variables[0][variable_type] does not have a valid value"),
        ("POST", "/projects/1/variables", {"key": None, "value": "1"}, "key is invalid"),
        ("POST", "/projects/1/pipeline", {"ref": "main", "variables": [{"key": None, "value": "1"}]}, "variables[0][key] is invalid"),

        ("POST", "/projects", {"container_expiration_policy_attributes": {"keep_n": "x"}}, "container_expiration_policy_attributes[keep_n] is invalid"),
        ("POST", "/projects/1/pipeline", {"ref": "main", "variables": [{"value": "1"}]}, "variables[0][key] is missing"),
        ("POST", "/projects/1/members", {"user_id": 1, "access_level": 31}, "access_level does not have a valid value"),
        ("POST", "/projects/1/members", {"user_id": 1, "access_level": "x"}, "access_level is invalid"),
        ("GET", "/projects?page=x", None, "page is invalid"),
        ("GET", "/projects?per_page=2.5", None, "per_page is invalid"),
        ("GET", "/projects?per_page=", None, "per_page is invalid"),
        ("GET", "/projects?per_page=0", None, "per_page does not have a valid value"),
        ("GET", "/projects?page=-1&sort=up", None, "page does not have a valid value, sort does not have a valid value"),
        ("GET", "/projects?archived=perhaps", None, "archived is invalid"),
        ("GET", "/projects?last_activity_after=yesterday", None, "last_activity_after is invalid"),
        ("GET", "/projects/1/jobs?scope[]=success&scope[]=asleep", None, "scope does not have a valid value"),
        ("GET", "/projects/1/pipelines/x", None, "pipeline_id is invalid"),
        ("GET", "/projects/1/jobs/1.5", None, "job_id is invalid"),
        ("GET", "/projects/%ff", None, "id is invalid"),
        ("GET", "/projects/a%00b", None, "id is invalid"),
        ("GET", "/projects?search=%00", None, "A parameter holds the character NUL"),
        ("GET", "/projects?search=%ff", None, "The parameters are not valid UTF-8"),
    ],
)  # fmt: skip
def test_what_the_contract_does_not_allow_gets_400(
    api: Web, method: str, path: str, body: JsonValue, error: str
) -> None:
    answer = api.send(method, path, json=body)
    assert (answer.status_code, answer.json()) == (400, {"error": error})
    assert not api.calls


def test_parameters_arrive_as_what_the_contract_names(api: Web) -> None:
    api.get("/projects?page=2&archived=true&owned=0&search=5&min_access_level=30&id_after=7&unknown=1&search=6")
    assert api.last.query == {
        "page": 2,
        "archived": True,
        "owned": False,
        "search": "6",
        "min_access_level": 30,
        "id_after": 7,
    }


def test_a_list_parameter_is_a_list_even_of_one(api: Web) -> None:
    api.get("/projects/1/jobs?scope[]=success")
    assert api.last.query == {"scope[]": ["success"]}
    api.get("/projects/1/jobs?scope%5B%5D=success&scope%5B%5D=failed")
    assert api.last.query == {"scope[]": ["success", "failed"]}


def test_a_parameter_with_brackets_keeps_its_name(api: Web) -> None:
    api.get("/projects/1/variables/KEY?filter[environment_scope]=production")
    assert api.last.query == {"filter[environment_scope]": "production"}


def test_the_id_of_a_path_stays_text(api: Web) -> None:
    api.get("/projects/42")
    assert api.last.path == {"id": "42"}


def test_unknown_fields_are_left_out(api: Web) -> None:
    api.post("/projects", json={"name": "x", "unknown": 1})
    assert api.last.body == {"name": "x"}


def test_a_whole_number_is_an_integer_however_it_is_written(api: Web) -> None:
    api.post("/projects", content=b'{"namespace_id": 7.0}', headers={"content-type": "application/json"})
    assert api.last.body == {"namespace_id": 7}
    assert isinstance(api.last.body["namespace_id"], int)


def test_a_null_for_an_optional_field_that_cannot_be_null_is_as_if_it_were_absent(api: Web) -> None:
    policy = {"cadence": "1d", "keep_n": None}
    api.post("/projects", json={"name": "x", "path": None, "container_expiration_policy_attributes": policy})
    assert api.last.body == {"name": "x", "container_expiration_policy_attributes": {"cadence": "1d"}}
    variables = [{"key": "A", "value": "1", "variable_type": None}]
    api.post("/projects/1/pipeline", json={"ref": "main", "variables": variables})
    assert api.last.body == {"ref": "main", "variables": [{"key": "A", "value": "1"}]}


def test_an_empty_field_of_a_form_is_null_where_no_text_can_stand(api: Web) -> None:
    api.post("/projects", data={"name": "x", "namespace_id": "", "issues_enabled": "", "description": ""})
    assert api.last.body == {"name": "x", "description": ""}
    answer = api.post("/projects/1/members", data={"user_id": "1", "access_level": ""})
    assert (answer.status_code, answer.json()) == (400, {"error": "access_level is invalid"})


def test_the_text_null_is_null_only_where_no_free_text_can_stand(api: Web) -> None:
    api.post("/projects", data={"name": "x", "description": "null", "default_branch": "null"})
    assert api.last.body == {"name": "x", "description": "null", "default_branch": "null"}
    api.post("/projects?description=null", json={"name": "x"})
    assert api.last.body == {"name": "x", "description": "null"}
    api.post("/projects", json={"name": "x", "description": None})
    assert api.last.body == {"name": "x", "description": None}
    api.send("PUT", "/projects/1/members/2", data={"expires_at": "null", "access_level": "30"})
    assert api.last.body == {"expires_at": None, "access_level": 30}
    api.post("/groups", data={"name": "x", "path": "x", "lfs_enabled": "null", "description": "null"})
    assert api.last.body == {"name": "x", "path": "x", "lfs_enabled": None, "description": "null"}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": ["object", "null"]}, None),
        ({"type": ["integer", "null"]}, None),
        ({"type": ["string", "null"], "format": "date"}, None),
        ({"type": ["string", "null"], "enum": ["on", None]}, None),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "null"),
        ({"type": ["string", "integer", "null"]}, "null"),
        ({"type": "integer"}, "null"),
    ],
)
def test_null_is_null_as_the_schema_has_it(schema: JsonObject, value: str | None) -> None:
    whole: JsonObject = {"type": "object", "properties": {"field": schema}}
    assert coerce(Schemas(document()), whole, {"field": "null"}) == {"field": value}


def test_huge_numbers_are_taken_as_numbers(api: Web) -> None:
    digits = "9" * 40
    assert api.get(f"/projects/1/pipelines/{digits}").status_code == 204
    assert api.get(f"/projects?page={digits}&id_after={digits}").json() == []
    assert api.get(f"/projects?page={'9' * 5000}").json() == {"error": "page is invalid"}


@pytest.mark.parametrize(
    "moment", ["2026-01-01T00:00:00Z", "2026-01-01t00:00:00.5z", "2026-01-01T01:00:00%2B01:00", "2016-12-31T23:59:60Z"]
)
def test_a_time_is_what_rfc_3339_says(api: Web, moment: str) -> None:
    assert api.get(f"/projects?last_activity_after={moment}").status_code == 200
