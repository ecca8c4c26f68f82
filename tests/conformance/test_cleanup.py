"""Clean-up: what the run made is deleted, what it did not make is left alone, and what stays is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import httpx
import pytest
from dataops_conformance.context import Context
from dataops_conformance.contract import Contract
from dataops_conformance.exchange import MediaType
from dataops_conformance.result import Leftover
from dataops_conformance.settings import Settings, UsageError
from dataops_conformance.sweep import sweep
from dataops_conformance.target.cleanup import Cleaner
from dataops_conformance.target.errors import ServerUnreachable
from dataops_conformance.target.ledger import Header, Ledger
from dataops_conformance.target.session import Target
from dataops_conformance.target.tracking import LedgerTracker

from tests.conformance.fake_server import BASE_URL, TOKEN, FakeClock, FakeServer, fake_settings

OWN = "dataops-conformance-0123abcd-project-1"


class Rig:
    """A run's lower half: context, ledger and cleaner, on one fake server."""

    def __init__(
        self,
        folder: Path,
        transport: httpx.BaseTransport,
        settings: Settings | None = None,
        clock: FakeClock | None = None,
    ) -> None:
        self.settings = settings or fake_settings()
        contract = Contract.load()
        self.ledger = Ledger(
            folder / "ledger.jsonl", Header(self.settings.run_id, BASE_URL, "2026-01-01T00:00:00+00:00")
        )
        self.target = Target(self.settings, transport=transport, clock=clock)
        self.target.track(LedgerTracker(self.ledger, contract))
        self.context = Context(self.settings, contract, self.target)
        self.cleaner = Cleaner(self.target, contract, self.ledger)


def test_what_was_created_is_deleted_and_what_was_there_is_not(tmp_path: Path) -> None:
    server = FakeServer(projects={900: {"id": 900, "name": "theirs"}})
    rig = Rig(tmp_path, server.transport)
    rig.context.send("create_project", body={"name": OWN})
    rig.context.send("create_project", body={"name": f"{OWN}-2"})
    assert rig.cleaner.clean() == ()
    assert list(server.projects) == [900]
    methods = ["POST", "POST", "GET", "DELETE", "DELETE", "GET", "GET"]
    assert [request.method for request in server.requests] == methods
    assert rig.target.budget.count("cleanup") == 5
    assert rig.ledger.close() is False


def test_what_a_law_deleted_itself_is_not_deleted_again(tmp_path: Path) -> None:
    server = FakeServer()
    rig = Rig(tmp_path, server.transport)
    made = rig.context.send("create_project", body={"name": OWN}).response.object()
    rig.context.send("delete_project", path={"id": str(made["id"])})
    assert rig.cleaner.clean() == ()
    assert [request.method for request in server.requests] == ["POST", "DELETE"]


def test_a_creation_that_was_refused_leaves_nothing_to_delete(tmp_path: Path) -> None:
    rig = Rig(tmp_path, FakeServer().transport)
    rig.context.send("create_project", body={"name": OWN}, credential="none")
    assert rig.ledger.live == ()
    assert rig.ledger.close() is False


def test_what_cannot_be_deleted_is_told_with_its_reason(tmp_path: Path) -> None:
    rig = Rig(tmp_path, FakeServer(undeletable=True).transport)
    rig.context.send("create_project", body={"name": OWN})
    assert rig.cleaner.clean() == (Leftover("project", "/projects/1", "DELETE answered 403"),)
    assert rig.ledger.close() is True


def test_what_is_still_there_though_its_deletion_was_answered_is_left_behind(tmp_path: Path) -> None:
    server = FakeServer()

    def deaf(request: httpx.Request) -> httpx.Response:
        return httpx.Response(204) if request.method == "DELETE" else server(request)

    rig = Rig(tmp_path, httpx.MockTransport(deaf))
    rig.context.send("create_project", body={"name": OWN})
    said = "DELETE answered 204, and it is still there"
    assert rig.cleaner.clean() == (Leftover("project", "/projects/1", said),)
    assert rig.ledger.close() is True


def test_what_a_law_deleted_and_still_read_is_deleted_again(tmp_path: Path) -> None:
    server = FakeServer()
    answers = iter([httpx.Response(204)])

    def deaf_once(request: httpx.Request) -> httpx.Response:
        return next(answers, None) or server(request) if request.method == "DELETE" else server(request)

    rig = Rig(tmp_path, httpx.MockTransport(deaf_once))
    made = rig.context.send("create_project", body={"name": OWN}).response.object()
    rig.context.send("delete_project", path={"id": str(made["id"])})
    assert list(rig.ledger.live) == []
    rig.context.send("get_project", path={"id": str(made["id"])})
    assert len(rig.ledger.live) == 1
    assert (rig.cleaner.clean(), server.projects, rig.ledger.close()) == ((), {}, False)


def test_what_the_server_deletes_later_is_not_left_behind(tmp_path: Path) -> None:
    server = FakeServer()

    def delaying(request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            server.projects[1]["marked_for_deletion_at"] = "2026-01-01"
            return httpx.Response(202)
        return server(request)

    rig = Rig(tmp_path, httpx.MockTransport(delaying))
    rig.context.send("create_project", body={"name": OWN})
    assert rig.cleaner.clean() == ()
    assert rig.ledger.close() is False


def left_pipeline(folder: Path, server: FakeServer, project: int) -> Ledger:
    """Return the ledger of a run that started a pipeline, which nothing deletes, in a project that was there."""
    rig = Rig(folder, server.transport)
    number = rig.ledger.intend("create_pipeline", f"/projects/{project}/pipeline", {}, None)
    rig.ledger.created(number, None)
    rig.ledger.close()
    return rig.ledger


def test_what_lay_in_a_project_that_is_gone_is_gone(tmp_path: Path) -> None:
    ledger = left_pipeline(tmp_path, FakeServer(), 7)
    swept = sweep(ledger.path, fake_settings(), transport=FakeServer().transport)
    assert (swept.removed, swept.leftovers, ledger.path.exists()) == (1, (), False)


def test_what_nothing_deletes_is_left_where_its_project_is_still_there(tmp_path: Path) -> None:
    server = FakeServer(projects={7: {"id": 7, "name": "theirs"}})
    swept = sweep(left_pipeline(tmp_path, server, 7).path, fake_settings(), transport=server.transport)
    assert [item.reason for item in swept.leftovers] == ["no operation of the contract deletes it"]
    assert list(server.projects) == [7]
    assert not list(tmp_path.iterdir())


def test_no_secret_is_in_the_ledger(tmp_path: Path) -> None:
    rig = Rig(tmp_path, FakeServer(undeletable=True).transport)
    rig.context.send("create_project", body={"name": OWN, "import_url": TOKEN, "token": "canary-0001"})
    rig.ledger.close()
    text = rig.ledger.path.read_text()
    assert OWN in text
    assert TOKEN not in text
    assert "canary-0001" not in text


def test_the_reserve_grows_with_what_is_created(tmp_path: Path) -> None:
    rig = Rig(tmp_path, FakeServer().transport, fake_settings(max_requests=10))
    assert rig.target.budget.left == 10
    rig.context.send("create_project", body={"name": OWN})
    assert rig.target.budget.left == 6
    rig.context.send("create_project", body={"name": f"{OWN}-2"})
    assert rig.target.budget.left == 3


def killed(folder: Path, server: FakeServer) -> Path:
    """Create a project, lose the answer as a kill would, and return the ledger that is left."""

    def lose(request: httpx.Request) -> httpx.Response:
        server(request)
        raise httpx.ReadError("gone")

    rig = Rig(folder, httpx.MockTransport(lose))
    with pytest.raises(ServerUnreachable):
        rig.context.send("create_project", body={"name": OWN})
    rig.ledger.close()
    return rig.ledger.path


def test_sweep_finds_what_was_created_just_before_the_process_was_killed(tmp_path: Path) -> None:
    server = FakeServer(projects={900: {"id": 900, "name": f"{OWN}-theirs"}}, next_id=901)
    path = killed(tmp_path, server)
    assert set(server.projects) == {900, 901}
    swept = sweep(path, fake_settings(), transport=server.transport)
    assert (swept.removed, swept.leftovers) == (1, ())
    assert list(server.projects) == [900]
    assert not path.exists()


def test_sweep_deletes_what_an_earlier_run_left_even_where_the_profile_is_read_only(tmp_path: Path) -> None:
    server = FakeServer(undeletable=True)
    rig = Rig(tmp_path, server.transport)
    rig.context.send("create_project", body={"name": OWN})
    rig.cleaner.clean()
    rig.ledger.close()
    server.undeletable = False
    swept = sweep(rig.ledger.path, fake_settings(profile="read-only"), transport=server.transport)
    assert (swept.removed, swept.leftovers, server.projects) == (1, (), {})


def left(folder: Path, server: FakeServer, *names: str) -> Path:
    """Make projects of these names, end as a kill would, and return the ledger that is left."""
    rig = Rig(folder, server.transport)
    for name in names:
        rig.context.send("create_project", body={"name": name})
    rig.ledger.close()
    return rig.ledger.path


def test_sweep_leaves_alone_what_has_the_ids_of_the_run_on_a_server_that_began_anew(tmp_path: Path) -> None:
    path = left(tmp_path, FakeServer(), OWN, f"{OWN}-2", f"{OWN}-3")
    theirs: dict[int, dict[str, object]] = {1: {"id": 1, "name": "theirs"}, 2: {"id": 2, "name": "theirs-too"}}
    anew = FakeServer(projects=dict(theirs))
    swept = sweep(path, fake_settings(), transport=anew.transport)
    reason = "another thing has this id by now, and was left alone"
    others = tuple(Leftover("project", f"/projects/{number}", reason) for number in (2, 1))
    assert (swept.removed, swept.leftovers, swept.others) == (1, (), others)
    assert anew.projects == theirs
    assert not path.exists()


def test_sweep_keeps_what_nothing_shows_to_be_the_runs(tmp_path: Path) -> None:
    path = left(tmp_path, FakeServer(), "a-name-that-anybody-gives")
    server = FakeServer(projects={1: {"id": 1, "name": "a-name-that-anybody-gives"}})
    swept = sweep(path, fake_settings(), transport=server.transport)
    reason = "nothing shows that what is there is still what the run made"
    assert swept.leftovers == (Leftover("project", "/projects/1", reason),)
    assert list(server.projects) == [1]
    assert path.exists()


def test_sweep_deletes_by_name_and_inside_what_it_saw_to_be_the_runs(tmp_path: Path) -> None:
    gone: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0].removeprefix("/api/v4")
        if request.method == "DELETE" and path != "/projects/7":
            gone.append(path)
            return httpx.Response(204)
        if path == "/projects/7":
            own = httpx.Response(200, json={"id": 7, "name": OWN})
            return own if request.method == "GET" else httpx.Response(403, json={"message": "403 Forbidden"})
        return httpx.Response(404, json={"message": "404 Not Found"})

    rig = Rig(tmp_path, httpx.MockTransport(answer))
    made = [
        ("create_project", "/projects", {"name": OWN}, "/projects/7"),
        ("add_project_member", "/projects/7/members", {"user_id": "3"}, "/projects/7/members/3"),
        ("create_branch", "/projects/9/repository/branches", {"branch": OWN}, f"/projects/9/repository/branches/{OWN}"),
    ]
    for operation, path, names, delete in made:
        rig.ledger.created(rig.ledger.intend(operation, path, names, "DATAOPS_TOKEN"), delete)
    rig.ledger.close()
    swept = sweep(rig.ledger.path, fake_settings(), transport=httpx.MockTransport(answer))
    assert swept.leftovers == (Leftover("project", "/projects/7", "DELETE answered 403"),)
    assert gone == [f"/projects/9/repository/branches/{OWN}", "/projects/7/members/3"]


def test_a_run_whose_server_began_anew_deletes_only_what_it_made_since(tmp_path: Path) -> None:
    server = FakeServer()
    rig = Rig(tmp_path, server.transport)
    for number in (1, 2):
        rig.context.send("create_project", body={"name": f"{OWN}-{number}"})
    server.projects = {1: {"id": 1, "name": "theirs"}}
    server.next_id = 3
    rig.context.send("create_project", body={"name": f"{OWN}-3"})
    server.requests.clear()
    assert rig.cleaner.clean() == ()
    assert [item.path for item in rig.cleaner.others.values()] == ["/projects/1"]
    assert list(server.projects) == [1]
    sent = [f"{request.method} {request.url.path.removeprefix('/api/v4')}" for request in server.requests]
    assert sent == [
        "GET /projects/1", "GET /projects/2", "GET /projects/3", "DELETE /projects/3", "DELETE /projects/2",
        "GET /projects/3",
    ]  # fmt: skip


def test_a_server_that_shows_nothing_of_what_the_run_made_is_still_asked_to_delete_it(tmp_path: Path) -> None:
    server = FakeServer()

    def mute(request: httpx.Request) -> httpx.Response:
        return httpx.Response(500) if request.method == "GET" else server(request)

    rig = Rig(tmp_path, httpx.MockTransport(mute))
    rig.context.send("create_project", body={"name": OWN})
    rig.context.send("create_project", body={"name": f"{OWN}-2"})
    assert (rig.cleaner.clean(), server.projects) == ((), {})
    assert rig.target.budget.count("cleanup") == 5


def test_a_server_that_restarts_is_asked_again_by_the_clean_up(tmp_path: Path) -> None:
    server, clock = FakeServer(), FakeClock()

    def restarting(request: httpx.Request) -> httpx.Response:
        if request.method == "POST" or clock.seconds >= 2:
            return server(request)
        msg = "refused"
        raise httpx.ConnectError(msg)

    rig = Rig(tmp_path, httpx.MockTransport(restarting), clock=clock)
    rig.context.send("create_project", body={"name": OWN})
    assert (rig.cleaner.clean(), server.projects) == ((), {})
    assert clock.waits == [0.5, 1.0, 2.0]


def test_a_server_that_stays_away_is_given_up_after_ten_seconds_and_roots_alone_are_told(tmp_path: Path) -> None:
    clock = FakeClock()

    def away(_request: httpx.Request) -> httpx.Response:
        msg = "refused"
        raise httpx.ConnectError(msg)

    rig = Rig(tmp_path, httpx.MockTransport(away), clock=clock)
    for path, deleted in (("/projects", "/projects/1"), ("/projects/1/members", "/projects/1/members/3")):
        operation = "create_project" if path == "/projects" else "add_project_member"
        rig.ledger.created(rig.ledger.intend(operation, path, {"name": OWN}, "DATAOPS_TOKEN"), deleted)
    [left] = rig.cleaner.clean()
    assert (left.path, clock.seconds) == ("/projects/1", 10.0)
    assert "cannot be reached" in left.reason
    assert left.reason.endswith("; 1 more of the run is inside it")
    assert len(rig.ledger.live) == 2
    rig.ledger.close()


def test_ctrl_c_ends_the_clean_up_and_what_is_left_is_told(tmp_path: Path) -> None:
    server = FakeServer()

    def interrupted(request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            raise KeyboardInterrupt
        return server(request)

    rig = Rig(tmp_path, httpx.MockTransport(interrupted))
    rig.context.send("create_project", body={"name": OWN})
    assert rig.cleaner.clean() == (Leftover("project", "/projects/1", "the clean-up was interrupted"),)
    assert rig.cleaner.is_interrupted
    assert rig.ledger.close() is True


def test_sweep_refuses_the_ledger_of_another_server(tmp_path: Path) -> None:
    path = killed(tmp_path, FakeServer())
    with pytest.raises(UsageError, match=r"is of http://127\.0\.0\.1:9/api/v4, not of https://other\.example/api/v4"):
        sweep(path, fake_settings(base_url="https://other.example/api/v4"), transport=FakeServer().transport)
    assert json.loads(path.read_text().splitlines()[0])["event"] == "run"


@pytest.mark.parametrize(
    "media_type", ["application/json", "multipart/form-data", "application/x-www-form-urlencoded", "query"]
)
def test_what_was_asked_for_in_any_body_is_found_again_when_no_answer_came(tmp_path: Path, media_type: str) -> None:
    server = FakeServer(projects={900: {"id": 900, "name": "theirs"}})

    def cut(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            server.projects[901] = {"id": 901, **fields}
            msg = "cut off"
            raise httpx.ReadError(msg)
        if request.method == "GET" and request.url.path.endswith("/projects"):
            return httpx.Response(200, json=list(server.projects.values()))
        return server(request)

    fields = {"name": f"{OWN}-of-mine", "description": 'of a "form" & more\r\n'}
    rig = Rig(tmp_path, httpx.MockTransport(cut))
    with pytest.raises(ServerUnreachable):
        if media_type == "query":
            rig.context.send("create_project", query=fields)
        else:
            rig.context.send("create_project", body={**fields}, media_type=cast("MediaType", media_type))
    assert [entry.names for entry in rig.ledger.live] == [fields]
    assert rig.cleaner.clean() == ()
    assert list(server.projects) == [900]
