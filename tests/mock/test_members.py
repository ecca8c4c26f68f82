import pytest

from tests.mock.api import Api, api

GRACE = 2


@pytest.fixture
def mock() -> Api:
    return api(projects=1)


@pytest.fixture
def members(mock: Api) -> str:
    return f"/projects/{mock.post('/projects', name='Mine', initialize_with_readme=True)['id']}/members"


def test_a_member_is_added_listed_changed_and_removed(mock: Api, members: str) -> None:
    made = mock.post(members, user_id=GRACE, access_level=30)
    assert (made["id"], made["username"], made["access_level"], made["expires_at"]) == (GRACE, "grace", 30, None)
    assert [each["id"] for each in mock.all(members)] == [1, GRACE]
    assert mock.put(f"{members}/{GRACE}", access_level=20, expires_at="2026-12-31")["expires_at"] == "2026-12-31"
    assert mock.put(f"{members}/{GRACE}", access_level=40)["expires_at"] == "2026-12-31"
    assert mock.put(f"{members}/{GRACE}", access_level=40, expires_at=None)["expires_at"] is None
    assert mock.delete(f"{members}/{GRACE}") == 204
    assert mock.delete(f"{members}/{GRACE}") == 404
    assert mock.status("PUT", f"{members}/{GRACE}", access_level=20) == 404


def test_a_role_opens_the_project_to_its_member_alone(mock: Api, members: str) -> None:
    project = members.removesuffix("/members")
    assert mock.status("GET", project, "DATAOPS_OTHER_TOKEN") == 404
    mock.post(members, username="grace", access_level=10)
    assert mock.status("GET", project, "DATAOPS_OTHER_TOKEN") == 200
    assert mock.status("GET", f"{project}/repository/branches", "DATAOPS_OTHER_TOKEN") == 403
    mock.put(f"{members}/{GRACE}", access_level=20)
    assert mock.status("GET", f"{project}/repository/branches", "DATAOPS_OTHER_TOKEN") == 200
    assert mock.status("GET", f"{project}/variables", "DATAOPS_OTHER_TOKEN") == 403


def test_a_membership_ends_on_its_day(mock: Api, members: str) -> None:
    project = members.removesuffix("/members")
    mock.post(members, user_id=GRACE, access_level=30, expires_at="2026-03-02")
    assert mock.status("GET", project, "DATAOPS_OTHER_TOKEN") == 200
    mock.clock.advance(86400)
    assert mock.status("GET", project, "DATAOPS_OTHER_TOKEN") == 404
    assert [each["id"] for each in mock.all(members)] == [1]


def test_refusals_name_what_is_wrong(mock: Api, members: str) -> None:
    mock.post(members, user_id=GRACE, access_level=30)
    assert mock.status("POST", members, user_id=GRACE, access_level=30) == 409
    assert mock.status("POST", members, user_id=999, access_level=30) == 404
    assert mock.status("POST", members, access_level=30) == 400
    assert mock.status("POST", members, user_id=3, access_level=30, expires_at="2020-01-01") == 400


def test_nobody_gives_more_than_they_have(mock: Api, members: str) -> None:
    mock.post(members, user_id=GRACE, access_level=40)
    assert mock.status("POST", members, "DATAOPS_OTHER_TOKEN", user_id=3, access_level=50) == 403
    assert mock.status("POST", members, "DATAOPS_OTHER_TOKEN", user_id=3, access_level=40) == 201
    assert mock.status("PUT", f"{members}/1", "DATAOPS_OTHER_TOKEN", access_level=10) == 403


def test_a_member_may_leave_and_the_owner_of_the_namespace_stays(mock: Api, members: str) -> None:
    mock.post(members, user_id=GRACE, access_level=10)
    assert mock.delete(f"{members}/1", "DATAOPS_OTHER_TOKEN") == 403
    assert mock.delete(f"{members}/{GRACE}", "DATAOPS_OTHER_TOKEN") == 204
    assert mock.delete(f"{members}/1") == 403


def test_members_are_found_by_name_and_by_id(mock: Api, members: str) -> None:
    for user_id in (GRACE, 3):
        mock.post(members, user_id=user_id, access_level=20)
    assert [each["id"] for each in mock.all(members, query="HOPPER")] == [GRACE]
    assert [each["id"] for each in mock.all(members, **{"user_ids[]": [1, 3]})] == [1, 3]
    assert [each["id"] for each in mock.all(members, **{"skip_users[]": [1, 3]})] == [GRACE]
