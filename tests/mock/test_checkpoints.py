"""A mock goes back to a moment: the copy of the world, the clock, the counts, the faults."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, cast

import pytest
from dataops_mock.clock import Clock
from dataops_mock.http.app import create_app
from dataops_mock.http.quota import open_counter
from dataops_mock.settings import RateLimit, Settings
from dataops_mock.snapshot import snapshot, world_digest
from dataops_mock.world.copying import copy_world
from dataops_mock.world.seed import build_world
from dataops_mock.world.world import World

from tests.mock.api import NOW, api
from tests.mock.web import Web


def changeable(value: object) -> dict[int, object]:
    """Return every record and container that can be reached and may change, by its identity."""
    found: dict[int, object] = {}
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Clock) or id(each) in found:
            continue
        if isinstance(each, random.Random | World) or type(each) in {dict, list, set} or is_record(each):
            found[id(each)] = each
        waiting.extend(parts(each))
    return found


def is_record(value: object) -> bool:
    """Tell whether a value is a record that may change."""
    parameters = getattr(type(value), "__dataclass_params__", None)
    return parameters is not None and not parameters.frozen


def parts(value: object) -> list[object]:
    if isinstance(value, World):
        return list(vars(value).values())
    if isinstance(value, dict):
        return list(cast("dict[object, object]", value).values())
    if isinstance(value, list | set | tuple | frozenset):
        return list(cast("Iterable[object]", value))
    if is_record(value):
        return [getattr(value, field.name) for field in fields(cast("Any", value))]
    return []


def test_a_copy_of_the_world_shares_nothing_with_it_that_may_change() -> None:
    world = build_world(5, 12, Clock(NOW))
    copy = copy_world(world)
    assert changeable(world).keys() & changeable(copy).keys() == set()
    assert len(changeable(copy)) == len(changeable(world))


def test_a_copy_of_the_world_is_the_same_world_and_goes_on_alike() -> None:
    world = build_world(5, 12, Clock(NOW))
    copy = copy_world(world)
    assert snapshot(copy) == snapshot(world)
    assert [copy.new_secret("glpat-"), copy.next_id("project")] == [
        world.new_secret("glpat-"),
        world.next_id("project"),
    ]


def test_a_record_that_stands_in_two_places_of_the_world_does_so_in_the_copy() -> None:
    copy = copy_world(build_world(5, 12, Clock(NOW)))
    token = copy.tokens[copy.marks["project_token"]]
    assert token.resource_id is not None
    assert copy.projects[token.resource_id].tokens[token.id] is token
    assert copy.lookup_secret(token.secret) is token


def test_a_value_that_no_world_holds_is_not_copied_in_silence() -> None:
    world = build_world(5, 1, Clock(NOW))
    world.marks["odd"] = 1j  # type: ignore[assignment]
    with pytest.raises(TypeError, match=r"A world holds no complex: name the type in world/copying\.py"):
        copy_world(world)


def test_a_checkpoint_brings_back_every_table_and_the_clock() -> None:
    mock = api()
    before, now = world_digest(snapshot(mock.world)), mock.clock.now()
    restore = mock.app.checkpoint()
    made = mock.new_project("Passing")
    mock.post(f"/projects/{made['id']}/pipeline", ref="main")
    assert mock.delete(mock.project) == 202
    mock.clock.advance(86_400)
    assert world_digest(snapshot(mock.world)) != before
    restore()
    assert world_digest(snapshot(mock.world)) == before
    assert 0 <= (mock.clock.now() - now).total_seconds() < 3600
    assert mock.new_project("Passing")["id"] == made["id"]


def test_a_clock_on_real_time_goes_back_to_how_far_it_was_moved() -> None:
    clock = Clock()
    clock.advance(100)
    restore = clock.checkpoint()
    ahead = clock.advance(1_000_000)
    restore()
    assert 1_000_000 - 3600 < (ahead - clock.now()).total_seconds() <= 1_000_000


@pytest.mark.parametrize("window", ["fixed", "moving"])
def test_counts_go_on_where_they_stood(window: Any) -> None:
    counter = open_counter(RateLimit(5, 60), window, "memory://")
    unused = counter.checkpoint()
    before = [counter.charge("ada").observed for _ in range(2)]
    restore = counter.checkpoint()
    inside = [counter.charge("ada").observed for _ in range(5)]
    counter.charge("grace")
    restore()
    assert (before, inside) == ([1, 2], [3, 4, 5, 6, 7])
    assert [counter.charge("ada").observed, counter.charge("grace").observed] == [3, 1]
    unused()
    assert counter.charge("ada").observed == 1


def test_counts_that_several_workers_share_are_not_brought_back(monkeypatch: pytest.MonkeyPatch) -> None:
    import fakeredis
    import redis

    def from_url(_url: str, **_options: object) -> fakeredis.FakeRedis:
        return fakeredis.FakeRedis()

    monkeypatch.setattr(redis, "from_url", from_url)
    counter = open_counter(RateLimit(5, 60), "fixed", "redis://127.0.0.1:6379")
    with pytest.raises(ValueError, match="A quota that several workers share cannot be brought back"):
        counter.checkpoint()


def test_faults_are_switched_while_the_mock_runs() -> None:
    web = Web(create_app(Settings(projects=12, now=NOW)))
    token = next(each.secret for each in web.app.state.world.tokens.values() if each.user_id == 1)

    def has_id() -> bool:
        return "x-request-id" in web.get("/version", token).headers

    assert has_id()
    restore = web.app.checkpoint()
    web.app.strike(["request-id-missing"])
    assert (web.app.faults, has_id()) == (("request-id-missing",), False)
    with pytest.raises(ValueError, match="There is no fault 'request-id-mising'"):
        web.app.strike(["request-id-mising"])
    assert not has_id()
    restore()
    assert (web.app.faults, has_id()) == ((), True)


def test_what_a_fault_remembers_is_forgotten_at_a_rollback() -> None:
    app = create_app(Settings(projects=12, now=NOW, faults=("deleted-still-read",)))
    web = Web(app)
    token = next(each.secret for each in app.state.world.tokens.values() if each.user_id == 1)
    restore = app.checkpoint()
    made = web.post("/projects", token, json={"name": "Passing"}).json()["id"]
    assert web.send("DELETE", f"/projects/{made}", token).status_code == 202
    assert web.get(f"/projects/{made}", token).status_code == 200
    restore()
    assert web.get(f"/projects/{made}", token).status_code == 404
