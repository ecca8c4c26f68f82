"""The database of examples: a folder or a Redis, by the setting's own text."""

from __future__ import annotations

from pathlib import Path

import fakeredis
import pytest
from dataops_conformance.database import open_database
from dataops_conformance.settings import UsageError
from hypothesis.extra.redis import RedisExampleDatabase


def _known_then_saved(where: str) -> set[bytes]:
    with open_database(where) as database:
        assert database is not None
        known = set(database.fetch(b"key"))
        database.save(b"key", b"value")
    return known


def test_without_a_setting_there_is_none() -> None:
    with open_database(None) as database:
        assert database is None


def test_a_folder_keeps_examples_from_one_run_to_the_next(tmp_path: Path) -> None:
    where = str(tmp_path / "examples")
    assert [_known_then_saved(where), _known_then_saved(where)] == [set(), {b"value"}]


def test_a_redis_is_hypothesis_own_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    server = fakeredis.FakeServer()

    def connect(_url: str) -> fakeredis.FakeRedis:
        return fakeredis.FakeRedis(server=server)

    monkeypatch.setattr("redis.Redis.from_url", connect)
    where = "redis://localhost:6379/0"
    with open_database(where) as database:
        assert isinstance(database, RedisExampleDatabase)
    assert [_known_then_saved(where), _known_then_saved(where)] == [set(), {b"value"}]


def test_a_redis_that_does_not_answer_is_told_in_one_sentence() -> None:
    with (
        pytest.raises(UsageError, match=r"The Redis at redis://127\.0\.0\.1:9/0 gives no answer: .*name a folder with"),
        open_database("redis://127.0.0.1:9/0"),
    ):
        pass
