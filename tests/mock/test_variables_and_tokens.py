import pytest

from tests.mock.api import Api, api


@pytest.fixture
def mock() -> Api:
    return api(projects=1)


@pytest.fixture
def variables(mock: Api) -> str:
    return f"/projects/{mock.post('/projects', name='Mine')['id']}/variables"


def test_a_variable_is_created_listed_changed_and_gone(mock: Api, variables: str) -> None:
    made = mock.post(variables, key="KEY_1", value="ü 🦆\n", description="d", protected=True)
    assert made == {
        "key": "KEY_1", "value": "ü 🦆\n", "description": "d", "variable_type": "env_var", "environment_scope": "*",
        "protected": True, "masked": False, "hidden": False, "raw": False,
    }  # fmt: skip
    assert mock.get(f"{variables}/KEY_1") == made
    assert mock.all(variables) == [made]
    assert mock.put(f"{variables}/KEY_1", value="") == {**made, "value": ""}
    assert mock.delete(f"{variables}/KEY_1") == 204
    assert [mock.status(method, f"{variables}/KEY_1") for method in ("GET", "DELETE")] == [404, 404]
    assert mock.status("PUT", f"{variables}/KEY_1", value="x") == 404


def test_a_key_is_taken_once_in_a_scope(mock: Api, variables: str) -> None:
    mock.post(variables, key="K", value="1")
    answer = mock.send("POST", variables, json={"key": "K", "value": "2"})
    assert (answer.status_code, answer.json()) == (400, {"message": {"key": ["(K) has already been taken"]}})
    mock.post(variables, key="K", value="2", environment_scope="prod")
    assert mock.status("PUT", f"{variables}/K?filter[environment_scope]=prod", environment_scope="*") == 400


def test_a_key_of_several_scopes_wants_a_filter(mock: Api, variables: str) -> None:
    for scope in ("*", "prod", "dev"):
        mock.post(variables, key="K", value=scope, environment_scope=scope)
    assert mock.status("GET", f"{variables}/K") == 409
    assert mock.status("PUT", f"{variables}/K", value="x") == 409
    assert mock.delete(f"{variables}/K") == 409
    assert mock.get(f"{variables}/K", **{"filter[environment_scope]": "prod"})["value"] == "prod"
    assert mock.delete(f"{variables}/K", **{"filter[environment_scope]": "prod"}) == 204
    assert mock.delete(f"{variables}/K", **{"filter[environment_scope]": "prod"}) == 404
    assert [each["value"] for each in mock.all(variables)] == ["*", "dev"]
    moved = mock.put(f"{variables}/K?filter[environment_scope]=*", environment_scope="test")
    assert moved["environment_scope"] == "test"
    assert [each["environment_scope"] for each in mock.all(variables)] == ["test", "dev"]


def test_a_hidden_value_is_told_to_nobody(mock: Api, variables: str) -> None:
    made = mock.post(variables, key="H", value="long-enough", masked_and_hidden=True)
    assert (made["value"], made["masked"], made["hidden"]) == (None, True, True)
    assert mock.get(f"{variables}/H") == made
    assert mock.put(f"{variables}/H", value="another-value")["value"] is None
    assert mock.status("PUT", f"{variables}/H", masked=False) == 400


@pytest.mark.parametrize("value", ["short", "two long\nlines of it", ""])
def test_a_value_that_a_log_could_not_hide_is_not_masked(mock: Api, variables: str, value: str) -> None:
    answer = mock.send("POST", variables, json={"key": "M", "value": value, "masked": True})
    assert (answer.status_code, answer.json()) == (400, {"message": {"value": ["is invalid"]}})
    assert mock.all(variables) == []


def test_a_project_token_acts_as_a_bot_of_its_own(mock: Api) -> None:
    made = mock.post(f"{mock.project}/access_tokens", name="Bot ü", scopes=["api"], access_level=30)
    me = mock.get("/user", made["token"])
    assert (me["id"], me["bot"], me["name"]) == (made["user_id"], True, "Bot ü")
    assert made["expires_at"] == "2027-03-01"
    assert made["user_id"] in [each["id"] for each in mock.all(f"{mock.project}/members")]
    assert mock.status("GET", mock.project, made["token"]) == 200
    assert mock.status("GET", f"{mock.project}/variables", made["token"]) == 403
    shown = next(each for each in mock.all(f"{mock.project}/access_tokens") if each["id"] == made["id"])
    assert shown == {name: value for name, value in made.items() if name not in {"token", "last_used_at"}} | {
        "last_used_at": shown["last_used_at"]
    }


@pytest.mark.parametrize("owner", ["project", "group"])
def test_a_revoked_token_is_gone_and_its_bot_with_it(mock: Api, owner: str) -> None:
    tokens = f"{getattr(mock, owner)}/access_tokens"
    made = mock.post(tokens, name="x", scopes=["api"])
    assert mock.status("GET", "/user", made["token"]) == 200
    assert [mock.delete(f"{tokens}/{made['id']}") for _ in range(2)] == [204, 404]
    assert mock.status("GET", "/user", made["token"]) == 401
    assert made["id"] not in [each["id"] for each in mock.all(tokens)]
    assert made["user_id"] not in [each["id"] for each in mock.all("/users")]
    assert made["user_id"] not in [each["id"] for each in mock.all(f"{mock.project}/members")]


def test_a_group_token_reaches_what_is_in_the_group(mock: Api) -> None:
    project = mock.new_project("Inside")
    assert mock.status("GET", f"/projects/{project['id']}", "DATAOPS_GROUP_TOKEN") == 200
    outside = mock.post("/projects", name="Outside")
    assert mock.status("GET", f"/projects/{outside['id']}", "DATAOPS_GROUP_TOKEN") == 404


def test_a_token_is_no_higher_than_who_makes_it(mock: Api) -> None:
    body = {"name": "x", "scopes": ["api"], "access_level": 50}
    assert mock.status("POST", f"{mock.project}/access_tokens", "DATAOPS_PROJECT_TOKEN", **body) == 400
    assert mock.status("POST", f"{mock.project}/access_tokens", **body) == 201


def test_a_token_dies_on_the_day_that_it_names(mock: Api) -> None:
    made = mock.post(f"{mock.project}/access_tokens", name="x", scopes=["api"], expires_at="2026-03-02")
    assert mock.status("GET", "/user", made["token"]) == 200
    mock.clock.advance(12 * 3600)
    assert mock.status("GET", "/user", made["token"]) == 401
    shown = next(each for each in mock.all(f"{mock.project}/access_tokens") if each["id"] == made["id"])
    assert (shown["active"], shown["revoked"]) == (False, False)


@pytest.mark.parametrize("day", ["2020-01-01", "2026-02-28", "2026-03-01"])
def test_a_token_that_would_be_dead_already_is_not_made(mock: Api, day: str) -> None:
    refused = (400, {"message": {"expires_at": ["must be a date in the future"]}})
    kept = mock.post(f"{mock.project}/access_tokens", name="kept", scopes=["api"])
    rotation = f"/personal_access_tokens/{kept['id']}/rotate"
    for path, token in (
        (f"{mock.project}/access_tokens", "DATAOPS_TOKEN"),
        (f"{mock.group}/access_tokens", "DATAOPS_TOKEN"),
        (rotation, kept["token"]),
    ):
        before = len(mock.world.tokens)
        fields = {"expires_at": day} if path == rotation else {"name": "x", "scopes": ["api"], "expires_at": day}
        answer = mock.send("POST", path, token, json=fields)
        assert (answer.status_code, answer.json()) == refused
        assert len(mock.world.tokens) == before
    assert mock.status("GET", "/user", kept["token"]) == 200
    assert mock.post(rotation, kept["token"], expires_at="2026-03-02")["expires_at"] == "2026-03-02"


def test_a_rotation_gives_a_new_token_with_the_same_scopes(mock: Api) -> None:
    made = mock.post(f"{mock.project}/access_tokens", name="x", scopes=["read_api", "self_rotate"])
    fresh = mock.post(f"/personal_access_tokens/{made['id']}/rotate", made["token"])
    assert (fresh["scopes"], fresh["user_id"], fresh["expires_at"]) == (made["scopes"], made["user_id"], "2026-03-08")
    assert mock.status("GET", "/user", made["token"]) == 401
    current = mock.get("/personal_access_tokens/self", fresh["token"])
    assert (current["id"], "token" in current) == (fresh["id"], False)
    revoked = {each["id"]: each["revoked"] for each in mock.all(f"{mock.project}/access_tokens")}
    assert (revoked[made["id"]], revoked[fresh["id"]]) == (True, False)


def test_a_token_that_may_only_rotate_itself_rotates_no_other(mock: Api) -> None:
    made = mock.post(f"{mock.project}/access_tokens", name="x", scopes=["self_rotate"])
    answer = mock.send("POST", "/personal_access_tokens/1/rotate", made["token"])
    assert answer.status_code == 404
    assert mock.status("GET", "/user", made["token"]) == 403


def test_personal_tokens_are_their_owners_alone(mock: Api) -> None:
    own = mock.all("/personal_access_tokens")
    assert {each["user_id"] for each in own} == {1}
    other = mock.get("/personal_access_tokens/self", "DATAOPS_OTHER_TOKEN")["id"]
    assert mock.delete(f"/personal_access_tokens/{other}") == 404
    assert mock.all("/personal_access_tokens", user_id=2) == []


def test_tokens_are_listed_by_state_name_and_order(mock: Api) -> None:
    def names(**params: str) -> list[str]:
        return [each["name"] for each in mock.all("/personal_access_tokens", **params)]

    assert names(state="active") == ["Workstation", "Dashboard"]
    assert names(revoked="true") == ["Lost laptop"]
    assert names(state="inactive", revoked="false") == names(expires_before="2026-02-01") == ["Old laptop"]
    assert names(search="LAPTOP") == ["Old laptop", "Lost laptop"]
    assert names(sort="name_asc") == sorted(names()) == names(sort="name_desc")[::-1]
    assert names(sort="expires_asc")[:2] == ["Old laptop", "Dashboard"]
    assert names(sort="expires_desc")[:2] == ["Dashboard", "Old laptop"]
    assert names(created_after="2026-02-01T00:00:00Z") == []


def test_a_revoked_personal_token_is_refused_and_revoked_once(mock: Api) -> None:
    read = mock.get("/personal_access_tokens/self", "DATAOPS_READ_TOKEN")["id"]
    assert [mock.delete(f"/personal_access_tokens/{read}") for _ in range(2)] == [204, 404]
    assert mock.status("GET", "/user", "DATAOPS_READ_TOKEN") == 401
