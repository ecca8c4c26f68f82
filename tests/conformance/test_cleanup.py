"""Clean-up: what the run made is deleted, what it did not make is left alone, and what stays is told."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from dataops_conformance.context import Context
from dataops_conformance.contract import Contract
from dataops_conformance.result import Leftover
from dataops_conformance.settings import Settings, UsageError
from dataops_conformance.sweep import sweep
from dataops_conformance.target.cleanup import Cleaner
from dataops_conformance.target.errors import ServerUnreachable
from dataops_conformance.target.ledger import Header, Ledger
from dataops_conformance.target.session import Target
from dataops_conformance.target.tracking import LedgerTracker

from tests.conformance.fake_server import BASE_URL, TOKEN, FakeServer, fake_settings

OWN = "dataops-conformance-0123abcd-project-1"


class Rig:
    """A run's lower half: context, ledger and cleaner, on one fake server."""

    def __init__(self, folder: Path, transport: httpx.BaseTransport, settings: Settings | None = None) -> None:
        self.settings = settings or fake_settings()
        contract = Contract.load()
        self.ledger = Ledger(
            folder / "ledger.jsonl", Header(self.settings.run_id, BASE_URL, "2026-01-01T00:00:00+00:00")
        )
        self.target = Target(self.settings, transport=transport)
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
    assert [request.method for request in server.requests] == ["POST", "POST", "DELETE", "DELETE"]
    assert rig.target.budget.count("cleanup") == 2
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
    assert rig.cleaner.clean() == (Leftover("create_project", "/projects/1", "DELETE answered 403"),)
    assert rig.ledger.close() is True


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
    assert rig.target.budget.left == 8


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


def test_sweep_refuses_the_ledger_of_another_server(tmp_path: Path) -> None:
    path = killed(tmp_path, FakeServer())
    with pytest.raises(UsageError, match=r"is of http://127\.0\.0\.1:9/api/v4, not of https://other\.example/api/v4"):
        sweep(path, fake_settings(base_url="https://other.example/api/v4"), transport=FakeServer().transport)
    assert json.loads(path.read_text().splitlines()[0])["event"] == "run"
