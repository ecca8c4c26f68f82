"""The ledger: what was created is on disk before it exists, and no end of the process loses it."""

from __future__ import annotations

import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from dataops_conformance.target.ledger import Header, Ledger, LedgerError, LedgerHeldError
from dataops_conformance.target.locking import is_held
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import PATIENCE

HEADER = Header("run1", "http://127.0.0.1/api/v4", "2026-01-01T00:00:00+00:00")
STEPS = st.lists(st.sampled_from(["intent", "created", "void", "deleted"]), max_size=25)


def opened(folder: Path) -> Ledger:
    return Ledger(folder / "state" / "ledger.jsonl", HEADER)


def walk(ledger: Ledger, steps: list[str]) -> None:
    """Do the steps, each to the youngest entry that it fits."""
    for step in steps:
        intents = [entry for entry in ledger.live if entry.state == "intent"]
        created = [entry for entry in ledger.live if entry.state == "created"]
        if step == "intent":
            ledger.intend("create_project", "/projects", {"name": f"n{len(ledger.entries)}"}, "DATAOPS_TOKEN")
        elif step == "deleted" and created:
            ledger.deleted(created[-1])
        elif step == "created" and intents:
            ledger.created(intents[-1].number, f"/projects/{intents[-1].number}")
        elif step == "void" and intents:
            ledger.void(intents[-1].number)


def test_a_run_that_creates_nothing_leaves_no_file(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    assert ledger.close() is False
    assert not ledger.path.exists()


def test_an_intent_is_on_disk_before_anything_is_created(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    ledger.intend("create_project", "/projects", {"name": "a"}, "DATAOPS_TOKEN")
    assert Ledger.read(ledger.path).live == ledger.live
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600
    ledger.close()


def test_the_file_goes_when_everything_is_gone(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    number = ledger.intend("create_project", "/projects", {"name": "a"}, None)
    ledger.created(number, "/projects/1")
    ledger.deleted(ledger.entries[0])
    assert ledger.close() is False
    assert not ledger.path.exists()


def test_the_file_stays_while_something_is_left(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    ledger.intend("create_project", "/projects", {"name": "a"}, None)
    assert ledger.close() is True
    assert ledger.path.exists()


def test_a_container_takes_its_content_with_it(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    project = ledger.intend("create_project", "/projects", {"name": "a"}, None)
    ledger.created(project, "/projects/7", aliases=["/projects/ada%2Fa"])
    by_id = ledger.intend("create_branch", "/projects/7/repository/branches", {"branch": "b"}, None)
    ledger.created(by_id, "/projects/7/repository/branches/b")
    by_path = ledger.intend("create_branch", "/projects/ada%2Fa/repository/branches", {"branch": "c"}, None)
    ledger.created(by_path, "/projects/ada%2Fa/repository/branches/c")
    other = ledger.intend("create_project", "/projects", {"name": "b"}, None)
    ledger.created(other, "/projects/77")
    assert [entry.number for entry in ledger.roots()] == [other, project]
    ledger.deleted(ledger.entries[0])
    assert [entry.number for entry in ledger.live] == [other]
    ledger.close()


def test_a_project_goes_with_its_group(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    group = ledger.intend("create_group", "/groups", {"name": "g"}, None)
    ledger.created(group, "/groups/3", aliases=["/groups/g"])
    project = ledger.intend("create_project", "/projects", {"name": "a"}, None)
    ledger.created(project, "/projects/7", inside=["/groups/3"])
    assert [entry.number for entry in ledger.roots()] == [group]
    ledger.close()


@settings(max_examples=40, deadline=None)
@given(STEPS, st.data())
def test_a_crash_at_any_byte_loses_nothing_that_may_exist(steps: list[str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = opened(Path(folder))
        sizes: list[tuple[int, set[int]]] = []
        for step in steps:
            walk(ledger, [step])
            if ledger.path.exists():
                sizes.append((ledger.path.stat().st_size, {entry.number for entry in ledger.live}))
        ledger.close()
        if not ledger.path.exists():
            return
        whole = ledger.path.read_bytes()
        cut = data.draw(st.integers(sizes[0][0], len(whole)))
        ledger.path.write_bytes(whole[:cut])
        # What was live after the last step that is whole on disk; the step that was cut off had not been acted upon.
        expected = [live for size, live in sizes if size <= cut][-1]
        assert {entry.number for entry in Ledger.read(ledger.path).live} == expected


@settings(max_examples=40, deadline=None)
@given(STEPS, STEPS)
def test_a_ledger_that_is_read_goes_on_as_if_it_had_never_been_closed(before: list[str], after: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = opened(Path(folder) / "a"), opened(Path(folder) / "b")
        walk(first, ["intent", *before])
        walk(second, ["intent", *before])
        second.path.write_bytes(second.path.read_bytes() + b'{"event": "deleted", "en')
        second.let_go()
        again = Ledger.take(second.path)
        walk(first, after)
        walk(again, after)
        assert again.entries == first.entries
        assert Ledger.read(again.path).entries == first.entries
        first.close()
        second.close()
        again.close()


def test_what_lies_in_a_groups_project_goes_with_the_group(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    group = ledger.intend("create_group", "/groups", {"name": "g"}, None)
    ledger.created(group, "/groups/3")
    project = ledger.intend("create_project", "/projects", {"name": "a"}, None)
    ledger.created(project, "/projects/7", inside=["/groups/3"])
    pipeline = ledger.intend("create_pipeline", "/projects/7/pipeline", {}, None)
    ledger.created(pipeline, None)
    ledger.deleted(ledger.entries[0])
    assert ledger.live == ()


def test_a_fork_is_not_taken_away_with_its_parent(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    parent = ledger.intend("create_project", "/projects", {"name": "a"}, None)
    ledger.created(parent, "/projects/7")
    fork = ledger.intend("fork_project", "/projects/7/fork", {"name": "b"}, None)
    ledger.created(fork, "/projects/8")
    ledger.deleted(ledger.entries[0])
    assert [entry.number for entry in ledger.live] == [fork]
    ledger.close()


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "notes.jsonl"
    other.write_text("hello\n")
    with pytest.raises(LedgerError, match=r"is no ledger of this suite"):
        Ledger.read(other)


def test_a_ledger_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(LedgerError, match=r"cannot be written: .*; name another folder with --report\."):
        opened(tmp_path).intend("create_project", "/projects", {}, None)


def test_a_ledger_is_held_from_its_first_line_until_it_is_closed(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    assert not is_held(ledger.path)
    ledger.intend("create_project", "/projects", {"name": "a"}, None)
    assert is_held(ledger.path)
    with pytest.raises(LedgerHeldError, match=r"is of a run that is under way; it was left alone\."):
        Ledger.take(ledger.path)
    assert ledger.close() is True
    assert not is_held(ledger.path)
    with closing(Ledger.take(ledger.path)) as taken:
        assert taken.live == ledger.live
        assert is_held(ledger.path)


def test_a_ledger_is_let_go_of_with_the_process_that_held_it(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    script = (
        "import sys; from pathlib import Path; from dataops_conformance.target.ledger import Header, Ledger\n"
        "ledger = Ledger(Path(sys.argv[1]), Header('run1', 'http://127.0.0.1/api/v4', '2026-01-01'))\n"
        "ledger.intend('create_project', '/projects', {'name': 'a'}, None)\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert is_held(path)
        process.kill()
        process.wait(timeout=PATIENCE)
    with closing(Ledger.take(path)) as taken:
        assert [entry.names for entry in taken.live] == [{"name": "a"}]


def test_who_waits_for_a_ledger_has_it_when_it_is_let_go_of(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    ledger.intend("create_project", "/projects", {"name": "a"}, None)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(Ledger.take, ledger.path, wait=True)
        ledger.intend("create_project", "/projects", {"name": "b"}, None)
        ledger.let_go()
        with closing(waiting.result(timeout=PATIENCE)) as taken:
            assert [entry.names["name"] for entry in taken.live] == ["a", "b"]


def test_who_waits_for_a_ledger_that_is_removed_has_none(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    number = ledger.intend("create_project", "/projects", {"name": "a"}, None)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(Ledger.take, ledger.path, wait=True)
        ledger.void(number)
        assert ledger.close() is False
        with pytest.raises(LedgerError):
            waiting.result(timeout=PATIENCE)
    assert not ledger.path.exists()
