import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mock.api import Api, api, segment


@pytest.fixture
def mock() -> Api:
    return api(projects=1)


@pytest.fixture(scope="module")
def shared() -> Api:
    return api(projects=1)


@pytest.fixture(scope="module")
def scribbled() -> Api:
    """Return a mock that a property test may write to, so that the shared one stays as it is."""
    return api(projects=1)


def file(mock: Api, path: str) -> str:
    return f"{mock.project}/repository/files/{segment(path)}"


def branch(mock: Api, name: str = "") -> str:
    return f"{mock.project}/repository/branches" + (f"/{segment(name)}" if name else "")


def test_a_branch_is_created_from_a_branch_a_tag_and_a_sha(mock: Api) -> None:
    sha = mock.get(branch(mock, "main"))["commit"]["id"]
    for number, ref in enumerate(("main", "v1.0.0", sha, sha[:10])):
        made = mock.post(branch(mock), branch=f"new/{number}", ref=ref)
        assert (made["commit"]["id"], made["default"], made["protected"]) == (sha, False, False)
        assert mock.get(branch(mock, f"new/{number}")) == made


def test_a_branch_of_a_ref_that_is_not_there_is_refused(mock: Api) -> None:
    answer = mock.send("POST", branch(mock), json={"branch": "x", "ref": "nowhere"})
    assert (answer.status_code, answer.json()) == (400, {"message": "Invalid reference name: nowhere"})
    assert mock.status("GET", branch(mock, "x")) == 404


@pytest.mark.parametrize(
    "name", ["main", "a b", "a..b", "/a", "a/", "a.lock", "-a", "a~1", "a:b", "\x01", "a//b", "x" * 300]
)
def test_a_branch_name_that_is_taken_or_none_is_refused(shared: Api, name: str) -> None:
    assert shared.status("POST", branch(shared), branch=name, ref="main") == 400


def test_a_deleted_branch_is_gone_and_its_commit_stays(mock: Api) -> None:
    made = mock.post(branch(mock), branch="x", ref="main")
    assert [mock.delete(branch(mock, "x")) for _ in range(2)] == [204, 404]
    assert mock.status("GET", branch(mock, "x")) == 404
    assert mock.get(file(mock, "README.md"), ref=made["commit"]["id"])["commit_id"] == made["commit"]["id"]


def test_the_default_branch_stays(mock: Api) -> None:
    assert mock.delete(branch(mock, "main")) == 400


def test_branches_are_searched_by_text_beginning_end_and_expression(shared: Api) -> None:
    def names(**params: str) -> list[str]:
        return [each["name"] for each in shared.all(branch(shared), **params)]

    everything = ["develop", "feature/orders", "main"]
    assert names() == names(sort="name_asc") == everything
    assert names(search="E") == ["develop", "feature/orders"]
    assert names(search="^fea") == names(search="ders$") == names(regex="^f.*s$") == ["feature/orders"]
    assert names(sort="updated_desc")[0] == names(sort="updated_asc")[-1] == "feature/orders"
    assert shared.status("GET", branch(shared) + "?regex=(") == 400


def test_a_branch_is_merged_when_the_default_branch_has_all_of_it(shared: Api) -> None:
    merged = {each["name"]: each["merged"] for each in shared.all(branch(shared))}
    assert merged == {"develop": True, "feature/orders": False, "main": False}


def test_a_file_is_created_read_changed_and_gone(mock: Api) -> None:
    url = file(mock, "models/new.sql")
    made = mock.post(url, branch="main", commit_message="Add", content="one")
    assert made == {"file_path": "models/new.sql", "branch": "main"}
    first = mock.get(url, ref="main")
    assert base64.b64decode(first["content"]) == b"one"
    assert first["last_commit_id"] == first["commit_id"] == mock.get(branch(mock, "main"))["commit"]["id"]
    mock.put(url, branch="main", commit_message="Change", content="two", last_commit_id=first["last_commit_id"])
    assert mock.send("GET", f"{url}/raw").content == b"two"
    assert mock.send("GET", f"{url}/raw", params={"ref": first["commit_id"]}).content == b"one"
    again = {"branch": "main", "commit_message": "x", "content": "three", "last_commit_id": first["last_commit_id"]}
    assert mock.status("PUT", url, **again) == 400
    assert mock.delete(url, branch="main", commit_message="Remove") == 204
    assert mock.status("GET", f"{url}?ref=main") == 404
    assert mock.delete(url, branch="main", commit_message="Remove") == 404
    assert mock.status("PUT", url, branch="main", commit_message="x", content="y") == 404


@given(content=st.binary(max_size=200))
def test_bytes_survive_the_round_trip(scribbled: Api, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    path = f"bytes/{digest}"
    if scribbled.status("GET", f"{file(scribbled, path)}?ref=main") == 404:
        encoded = base64.b64encode(content).decode()
        scribbled.post(file(scribbled, path), branch="main", commit_message="x", content=encoded, encoding="base64")
    shown = scribbled.get(file(scribbled, path), ref="main")
    assert (shown["size"], shown["content_sha256"]) == (len(content), digest)
    assert base64.b64decode(shown["content"]) == content
    assert scribbled.send("GET", f"{file(scribbled, path)}/raw").content == content


def test_a_blob_has_the_sha_that_git_gives_it(mock: Api) -> None:
    mock.commit(mock.project, "hello.txt", "hello\n")
    assert mock.get(file(mock, "hello.txt"), ref="main")["blob_id"] == "ce013625030ba8dba906f756967f9e9ca394464a"


def test_a_new_branch_starts_from_the_one_that_is_named(mock: Api) -> None:
    url = file(mock, "x.txt")
    body = {"branch": "new", "commit_message": "x", "content": "x"}
    assert mock.status("POST", url, **body) == 400
    assert mock.status("POST", url, **body, start_branch="nowhere") == 400
    assert mock.status("POST", url, **body, start_branch="develop") == 201
    assert mock.status("GET", f"{url}?ref=develop") == 404
    parents = mock.get(branch(mock, "new"))["commit"]["parent_ids"]
    assert parents == [mock.get(branch(mock, "develop"))["commit"]["id"]]


def test_the_first_file_of_an_empty_repository_makes_its_default_branch(mock: Api) -> None:
    project = f"/projects/{mock.post('/projects', name='Empty')['id']}"
    assert mock.all(f"{project}/repository/branches") == []
    mock.commit(project, "a.txt", "a", branch="trunk")
    shown = mock.get(project)
    assert (shown["default_branch"], shown["empty_repo"]) == ("trunk", False)
    assert mock.get(f"{project}/repository/branches/trunk")["commit"]["parent_ids"] == []


@pytest.mark.parametrize("path", ["README.md", "README.md/x", "models", "../x", "a//b", "a/./b"])
def test_a_path_that_is_taken_or_none_is_refused(shared: Api, path: str) -> None:
    assert shared.status("POST", file(shared, path), branch="main", commit_message="x", content="x") == 400


def test_base64_that_is_none_is_refused(shared: Api) -> None:
    body = {"branch": "main", "commit_message": "x", "content": "a!", "encoding": "base64"}
    assert shared.status("POST", file(shared, "bad"), **body) == 400


def test_an_author_may_be_named(mock: Api) -> None:
    body = {"branch": "main", "commit_message": "Title\n\nBody\n\nSigned-off-by: A <a@x>", "content": "x"}
    mock.post(file(mock, "by.txt"), **body, author_name="Ünï", author_email="u@example.com")
    commit = mock.get(branch(mock, "main"))["commit"]
    assert (commit["author_name"], commit["author_email"], commit["committer_name"]) == (
        "Ünï",
        "u@example.com",
        "Ada Lovelace",
    )
    assert (commit["title"], commit["trailers"]) == ("Title", {"Signed-off-by": "A <a@x>"})


def test_a_file_of_a_ref_or_path_that_is_not_there_is_not_found(shared: Api) -> None:
    assert shared.status("GET", f"{file(shared, 'README.md')}?ref=nowhere") == 404
    assert shared.status("GET", f"{file(shared, 'nothing')}?ref=HEAD") == 404
    assert shared.get(file(shared, "README.md"), ref="HEAD")["ref"] == "HEAD"


def test_developers_push_to_branches_and_not_to_the_protected_one(mock: Api) -> None:
    mock.post(f"{mock.project}/members", username="grace", access_level=30)
    body = {"commit_message": "x", "content": "x"}
    assert mock.status("POST", file(mock, "x"), "DATAOPS_OTHER_TOKEN", branch="main", **body) == 403
    assert mock.status("POST", file(mock, "x"), "DATAOPS_OTHER_TOKEN", branch="develop", **body) == 201
    can_push = {each["name"]: each["can_push"] for each in mock.all(branch(mock), "DATAOPS_OTHER_TOKEN")}
    assert can_push == {"develop": True, "feature/orders": True, "main": False}
